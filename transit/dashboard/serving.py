"""Serving the dashboard: the application with its routes, on this computer only."""

import os
import socket
import threading
import webbrowser
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.middleware import Middleware

from transit.dashboard.config import SETTINGS
from transit.dashboard.headers import SecurityHeaders
from transit.dashboard.registered import AREA_VARIABLE as AREA_VARIABLE
from transit.dashboard.registered import REGISTER_VARIABLE
from transit.dashboard.tiles import Tiles, map_routes
from transit.errors import InputError
from transit.read.parameters import read_parameters

_SCRIPT = Path(__file__).with_name("main.py")
_KNOCK_S: Final = 1.0
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")


def make_app(area_folder: Path | None, *, prefix: str = "") -> st.App:
    """Make the application.

    Parameters
    ----------
    area_folder
        The area to show; None shows how to make one.
    prefix
        Path under which it is published, ``""`` at the root.

    Returns
    -------
    App
        An ASGI application.
    """
    tiles = Tiles(area_folder or Path("no-area"))
    return st.App(
        _SCRIPT,
        routes=map_routes(tiles, prefix),
        middleware=[Middleware(SecurityHeaders)],
    )


def serve(
    area_folder: Path | None,
    register: str | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8501,
    open_browser: bool = True,
    prefix: str = "",
) -> None:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    area_folder
        The area to show; None shows how to make one.
    register
        The register to show: a file, which need not be there yet, or the address of a database.
    host
        Address to listen on; this computer only unless said otherwise.
    port
        TCP port.
    open_browser
        Open the dashboard in the user's browser once it listens.
    prefix
        Path under which a proxy publishes it, ``""`` at the root.

    Raises
    ------
    InputError
        Another program listens there already.
    """
    check_port(port, host)
    os.environ[AREA_VARIABLE] = str(Path(area_folder).resolve()) if area_folder else ""
    os.environ[REGISTER_VARIABLE] = _absolute(register) if register else ""
    address = f"http://{host}:{port}{prefix}/"
    print(f"Dashboard: {address} (stop with Ctrl+C)", flush=True)
    if open_browser:
        opener = threading.Timer(2.0, webbrowser.open, [address])
        opener.daemon = True
        opener.start()
    make_app(area_folder, prefix=prefix).run(
        config={
            **SETTINGS,
            "server.address": host,
            "server.port": port,
            "server.baseUrlPath": prefix.strip("/"),
            "server.allowedHosts": [*_LOCAL_NAMES, host],
            "server.maxUploadSize": int(read_parameters().number("register_most_mb")),
        }
    )


def check_port(port: int, host: str = "127.0.0.1") -> None:
    """Refuse a port at which another program listens: its pages would be taken for ours.

    Parameters
    ----------
    port
        TCP port.
    host
        Address to listen on.

    Raises
    ------
    InputError
        Somebody answers there.
    """
    try:
        socket.create_connection((host, port), timeout=_KNOCK_S).close()
    except OSError:
        return
    raise InputError(
        f"port {port} of {host} is taken by another program, perhaps another dashboard: stop that "
        "one, or choose another port with --port"
    )


def _absolute(register: str) -> str:
    return register if "://" in register else str(Path(register).resolve())
