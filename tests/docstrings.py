#!/usr/bin/env python3
"""Validate the docstrings of everything public with numpydoc, as pyproject.toml asks.

``numpydoc lint`` reads source without running it, so it does not know the parameters of a
dataclass. This imports the package and validates what is really there.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
import tomllib
import warnings
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import typer
from numpydoc.validate import validate

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Print what is wrong and return 1, or 0 where nothing is."""
    sys.path.insert(0, str(ROOT))
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rules = pyproject["tool"]["numpydoc_validation"]
    excluded = [re.compile(pattern) for pattern in rules["exclude"]]
    faults = 0
    for name, thing in public_things("transit"):
        if any(pattern.search(name) for pattern in excluded):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            report = validate(name)
        for code, message in report["errors"]:
            if code in rules["checks"] and not is_told_otherwise(thing, code, message):
                place = report["file"] and Path(report["file"]).relative_to(ROOT)
                print(f"{place}:{report['file_line']}: {name}: {code} {message}")
                faults += 1
    return 1 if faults else 0


def public_things(package: str) -> Iterator[tuple[str, Any]]:
    """Give the dotted name of every public class, function, method and property."""
    for module in modules(package):
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                continue
            if inspect.isclass(thing) or (callable(thing) and hasattr(thing, "__qualname__")):
                yield f"{module.__name__}.{name}", thing
            if inspect.isclass(thing):
                yield from members(f"{module.__name__}.{name}", thing)


def modules(package: str) -> Iterator[ModuleType]:
    """Give a package and all modules below it, but no scripts: to import them is to run them."""
    top = importlib.import_module(package)
    yield top
    for found in pkgutil.walk_packages(top.__path__, f"{package}."):
        is_private = any(part.startswith("_") for part in found.name.split("."))
        if not is_private and not is_script(found):
            yield importlib.import_module(found.name)


def is_script(found: pkgutil.ModuleInfo) -> bool:
    """Say whether a module does something on its top level, as a page of the dashboard does."""
    spec = found.module_finder.find_spec(found.name, None)
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    doing = (node.value for node in tree.body if isinstance(node, ast.Expr))
    return any(isinstance(value, ast.Call) for value in doing)


def members(prefix: str, owner: type) -> Iterator[tuple[str, Any]]:
    """Give the public methods and properties that a class itself defines."""
    for name, thing in vars(owner).items():
        plain = thing.__func__ if isinstance(thing, classmethod | staticmethod) else thing
        is_ours = inspect.isfunction(plain) and plain.__module__ == owner.__module__
        if not name.startswith("_") and (is_ours or isinstance(plain, property)):
            yield f"{prefix}.{name}", thing


def is_told_otherwise(thing: Any, code: str, message: str) -> bool:
    """Say whether what numpydoc misses is said in another way.

    A record of forty arrays describes its fields by groups, a choice of words names them, private
    fields concern nobody, fields given by name have no order, and a command's parameters are told
    by their options.
    """
    if code not in ("PR01", "PR02", "PR03"):
        return False
    if inspect.isclass(thing):
        prose = issubclass(thing, Enum) or "Parameters\n" not in (thing.__doc__ or "")
        named = re.findall(r"'(\w+)'", message)
        return prose or code == "PR03" or all(name.startswith("_") for name in named)
    hints = getattr(thing, "__annotations__", {}).values()
    told = (part for hint in hints for part in getattr(hint, "__metadata__", ()))
    return any(isinstance(part, typer.models.ParameterInfo) for part in told)


if __name__ == "__main__":
    sys.exit(main())
