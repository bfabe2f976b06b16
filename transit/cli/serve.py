"""The command that opens the dashboard."""

from pathlib import Path
from typing import Annotated

import typer


def serve(
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for a free one.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open it in the browser.")] = True,
) -> None:
    """Open the dashboard, on this machine only unless told otherwise."""
    from transit.dashboard import serve as open_dashboard

    open_dashboard(area, host=host, port=port, open_browser=browser)
