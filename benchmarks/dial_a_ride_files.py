"""Files of published dial-a-ride problems and of their optima, in the forms in which they come."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.fleet.problem import Problem
from transit.fleet.published import parse_published

_KEYS = ("obj", "objective", "objective_value", "optimum", "optimal", "best", "cost", "value")
_PARTED = re.compile(r"[\s,;:=|]+")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?$")


def read_problems(given: Path) -> Iterator[tuple[str, Path, Problem]]:
    """Give the problems of a file or a folder by name; of a folder what is none is left out."""
    if given.is_file():
        yield _name(given), given, _problem(given)
        return
    if not given.is_dir():
        raise InputError(f"{given}: there is no such file or folder")
    for file in sorted(each for each in given.iterdir() if each.is_file()):
        try:
            problem = _problem(file)
        except InputError as fault:
            print(f"left out: {fault}")
            continue
        yield _name(file), file, problem


def read_optima(given: Path) -> dict[str, float]:
    """Return optima by the name under which they stand, from a file or a folder of JSON files.

    A file has a name and a number a line, parted by spaces, tabs, commas, semicolons, colons or
    ``=``. Of several numbers that under a heading such as ``optimum`` counts, else the first that
    is not whole: vehicles and requests are. JSON has numbers by name, or records with one of
    ``obj``, ``objective``, ``optimum``, ``cost`` and the like.
    """
    if given.is_dir():
        found: dict[str, float] = {}
        for file in sorted(given.glob("*.json")):
            found |= _of_json(json.loads(file.read_text(encoding="utf-8")), file.stem)
        for file in sorted((*given.glob("*.txt"), *given.glob("*.csv"))):
            found |= _of_lines(file.read_text(encoding="utf-8-sig"))
        return found
    if not given.is_file():
        raise InputError(f"{given}: there is no such file or folder")
    text = given.read_text(encoding="utf-8-sig")
    return _of_json(json.loads(text), given.stem) if given.suffix == ".json" else _of_lines(text)


def optimum_of(name: str, optima: Mapping[str, float]) -> float | None:
    """Return a problem's optimum: by its own name, or by one longer name that holds it as a word.

    ``RF24-b2-16_soln`` holds ``b2-16``; ``b2-160`` does not.
    """
    plain = {_plain(key): value for key, value in optima.items()}
    if _plain(name) in plain:
        return plain[_plain(name)]
    word = re.compile(rf"(?<![a-z0-9]){re.escape(_plain(name))}(?![a-z0-9])")
    found = {value for key, value in plain.items() if word.search(key)}
    return found.pop() if len(found) == 1 else None


def _name(file: Path) -> str:
    return file.stem if file.suffix.lower() in (".txt", ".dat", ".darp") else file.name


def _problem(file: Path) -> Problem:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(f"{file.name} is no text") from fault
    return parse_published(text, file.name)


def _plain(name: str) -> str:
    return re.sub(r"\.(txt|dat|darp|json)$", "", name.strip().lower())


def _of_lines(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    column = None
    for line in text.splitlines():
        name, *words = [word for word in _PARTED.split(line.strip()) if word] or [""]
        numbers = [word for word in words if _NUMBER.match(word)]
        if not numbers:
            column = next((at for at, word in enumerate(words) if word.lower() in _KEYS), column)
        elif not name.startswith("#"):
            told = words[column] if column is not None and column < len(words) else None
            exact = next((word for word in numbers if "." in word), numbers[0])
            found[name] = float(told if told in numbers else exact)
    return found


def _of_json(given: Any, name: str) -> dict[str, float]:
    """Return the numbers of a record, or of records by name or in a list."""
    if isinstance(given, int | float):
        return {name: float(given)}
    if isinstance(given, list):
        named = [each for each in given if isinstance(each, dict)]
        return _of_json({str(each.get("name", each.get("instance"))): each for each in named}, name)
    if not isinstance(given, dict):
        return {}
    value = next((given[key] for key in _KEYS if isinstance(given.get(key), int | float)), None)
    if value is not None:
        return {name: float(value)}
    inner = [_of_json(each, key) for key, each in given.items()]
    return {key: number for each in inner for key, number in each.items()}
