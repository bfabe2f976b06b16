"""The process that does a :class:`~transit.dashboard.background.Job`."""

import json
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, Final, TextIO

from transit.batch.tell import Tell
from transit.errors import TransitError

_HAS_GROUPS: Final = os.name == "posix"


Told = tuple[str, Any]
"""How it ended in words, and what it gave as JSON takes it."""

Work = Callable[[dict[str, Any], Tell], Told]
"""Does what its inputs say, and tells how far it is."""


def serve_job(work: Work) -> None:
    """Do one job: its inputs come as a line of JSON, reports go out as a line each.

    Parameters
    ----------
    work
        Does what its inputs say.
    """
    # Libraries may print too: only reports go where they are read.
    reports, sys.stdout = sys.stdout, sys.stderr
    inputs = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    report_work(work, inputs, reports)


def report_work(work: Work, inputs: dict[str, Any], out: TextIO) -> None:
    """Do one job and report; a fault becomes a sentence without anything about a person.

    Parameters
    ----------
    work
        Does what its inputs say.
    inputs
        What it is told.
    out
        Takes ``stage``, ``share`` and ``left_s`` for each stage, at the end ``done`` or ``failed``.
    """

    def report(**values: object) -> None:
        print(json.dumps(values), file=out, flush=True)

    def tell(stage: str, share: float, left_s: float | None = None) -> None:
        left = {} if left_s is None else {"left_s": left_s}
        report(stage=stage, share=share, **left)

    try:
        done, result = work(inputs, tell)
    except TransitError as fault:
        report(failed=f"{fault}.")
    except MemoryError:
        report(failed="This computer has not enough memory for it.")
    except Exception as fault:
        # Only the type: the message may hold somebody's position.
        report(failed=f"A fault in transit itself ({type(fault).__name__}).")
    else:
        report(done=done, result=result)


def _end_with_parent() -> None:
    """End this process, and those it has started, when nobody waits for it any more."""
    sys.stdin.read()
    if _HAS_GROUPS:
        import signal

        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
    os._exit(1)
