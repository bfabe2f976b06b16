"""The command that opens the dashboard."""

from pathlib import Path
from typing import Annotated

import typer


def serve(
    register: Annotated[
        str | None, typer.Argument(help="SQLite file, or postgresql:// address.")
    ] = None,
    area: Annotated[Path | None, typer.Option(help="Folder of the area.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for a free one.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open it in the browser.")] = True,
) -> None:
    """Open the dashboard, on this machine only unless told otherwise."""
    if register is None and area is None:
        raise typer.BadParameter("name a register, or an area with --area, or both")
    from transit.dashboard import serve as open_dashboard

    open_dashboard(area, register, host=host, port=port, open_browser=browser)
