"""What goes wrong on a page becomes a sentence, not a traceback."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from transit.dashboard.frame import problems
from transit.dashboard.parts.old_register import offer_upgrade
from transit.errors import OldRegisterError, TransitError

_log = logging.getLogger(__name__)


def run_safely(draw: Callable[[], None]) -> None:
    """Draw a page; what goes wrong becomes a sentence, not a traceback.

    Parameters
    ----------
    draw
        Draws the page.
    """
    try:
        draw()
    except OldRegisterError as fault:
        offer_upgrade(fault)
    except TransitError as fault:
        problems([f"{fault}." if str(fault)[-1:].isalnum() else str(fault)])
    except Exception as fault:
        # Only type and place: the message may hold somebody's position.
        where = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        _log.error("a page failed: %s at %s", type(fault).__name__, place)
        problems(
            [
                f"transit itself went wrong here ({type(fault).__name__} at {place}). Nothing was "
                "lost or changed. Reload the page; if it happens again, please report it."
            ]
        )
