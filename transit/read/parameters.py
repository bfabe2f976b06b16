"""Parameter files: one TOML table a parameter, with value, unit, source, date and confidence."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.model.parameters import Parameter, Parameters
from transit.resources import data_dir

_FIELDS = {"value", "unit", "source", "date", "confidence"}


def read_parameters(override: Path | None = None) -> Parameters:
    """Read the shipped parameters, and a council's own over them.

    Parameters
    ----------
    override
        Folder of TOML files whose tables replace shipped ones of the same name.

    Returns
    -------
    Parameters
        All of them by name.

    Raises
    ------
    InputError
        There is no such folder; a file is not TOML; a table lacks a field, has an unknown one, or
        replaces none.
    """
    if override is None:
        return Parameters(_shipped())
    if not override.is_dir():
        raise InputError(f"{override}: there is no such folder of parameters")
    own = _read(override)
    unknown = sorted(own.keys() - _shipped().keys())
    if unknown:
        raise InputError(f"{override}: there is no parameter {', '.join(unknown)}; check its name")
    return Parameters({**_shipped(), **own})


@cache
def _shipped() -> dict[str, Parameter]:
    return _read(data_dir() / "parameters")


def _read(folder: Path) -> dict[str, Parameter]:
    return {
        parameter.name: parameter
        for path in sorted(folder.glob("*.toml"))
        for parameter in parse_parameters(read_toml(path), path.name)
    }


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    dict
        Its content.

    Raises
    ------
    InputError
        It cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InputError(f"{path}: not a readable TOML file ({fault})") from fault


def parse_parameters(tables: dict[str, Any], file: str) -> list[Parameter]:
    """Make parameters of a TOML file's tables.

    Parameters
    ----------
    tables
        The file's content.
    file
        Its name, for messages.

    Returns
    -------
    list of Parameter
        In the file's order.

    Raises
    ------
    InputError
        A table lacks a field or has an unknown one.
    """
    made = []
    for name, table in tables.items():
        if not isinstance(table, dict) or set(table) != _FIELDS:
            raise InputError(
                f"{file}: [{name}] must have exactly the fields {', '.join(sorted(_FIELDS))}"
            )
        made.append(Parameter(name=name, **{key: table[key] for key in _FIELDS}))
    return made
