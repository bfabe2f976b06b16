"""Plans and edits as JSON in columns: readable, also without this package."""

from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from transit.errors import StoreError
from transit.model.plan import Plan
from transit.model.saved_plan import Choice, RiskEdit, StepEdit, TermsEdit

_T = TypeVar("_T")
_ADAPTERS: Final[dict[type[Any], TypeAdapter[Any]]] = {
    kind: TypeAdapter(kind) for kind in (Plan, Choice, StepEdit, RiskEdit, TermsEdit)
}


def write_json(record: Plan | Choice | StepEdit | RiskEdit | TermsEdit) -> str:
    """Return a record as JSON.

    Parameters
    ----------
    record
        The record.

    Returns
    -------
    str
        What :func:`read_json` makes an equal record of.
    """
    made: bytes = _ADAPTERS[type(record)].dump_json(record)
    return made.decode()


def read_json(kind: type[_T], text: str) -> _T:
    """Return a record from JSON.

    Parameters
    ----------
    kind
        What it is.
    text
        What :func:`write_json` made, of this or an earlier form.

    Returns
    -------
    object
        The record.

    Raises
    ------
    StoreError
        It is none.
    """
    try:
        made: _T = _ADAPTERS[kind].validate_json(text)
    except ValidationError:
        # Its own message would quote what trainers wrote.
        raise StoreError("a saved plan cannot be read; restore a backup") from None
    return made
