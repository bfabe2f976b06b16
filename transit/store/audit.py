"""Writing down what was done to a register."""

import datetime as dt
import getpass
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from transit.store.audit_table import AuditTable


def write_audit(
    session: Session,
    action: str,
    detail: Mapping[str, Any],
    *,
    subject: str | None = None,
    who: str | None = None,
) -> None:
    """Append to the audit.

    Parameters
    ----------
    session
        Within the transaction that does the thing.
    action
        What is done, e.g. ``import``.
    detail
        Counts and names of tables; never an id or a value of a person.
    subject
        Token of the person it is done to.
    who
        Who does it; whoever is logged in on this machine when None.
    """
    row = {
        "at": dt.datetime.now(dt.UTC),
        "who": who or logged_in(),
        "action": action,
        "subject": subject,
        "detail": json.dumps(detail, sort_keys=True),
    }
    session.execute(insert(AuditTable), [row])


def logged_in() -> str:
    """Return the name under which somebody is logged in.

    Returns
    -------
    str
        ``unknown`` where the system does not say.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
