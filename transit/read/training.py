"""The rules of training, as data/training states them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from transit.errors import InputError
from transit.model.skills import Catalogue
from transit.model.training import Role
from transit.model.training_rules import (
    AfterRule,
    ForecastRule,
    HintRule,
    IncidentKind,
    Origin,
    SignOffRule,
    Stage,
    StepSkills,
    TrainingRules,
)
from transit.read.parameters import read_toml
from transit.resources import data_dir

_FILES = ("stages", "agreement", "incidents", "steps", "sign_off", "hints", "forecast", "after")
_WORDS = "words"

_T = TypeVar("_T")


def read_training_rules(catalogue: Catalogue, folder: Path | None = None) -> TrainingRules:
    """Read the rules of training.

    Parameters
    ----------
    catalogue
        Skills that actions may name.
    folder
        Folder with a council's own files; those that are not in it are the shipped ones.

    Returns
    -------
    TrainingRules
        All of them.

    Raises
    ------
    InputError
        A file is not TOML, or a field is missing, unknown or impossible.
    """
    tables = {name: read_toml(_file(name, folder)) for name in _FILES}
    origins = {name: _whole(Origin, _table(tables, name, "table"), name) for name in _FILES}
    agreement = _table(tables, "agreement", "asked")
    return TrainingRules(
        stages=_stages(_table(tables, "stages", "stages"), origins["stages"]),
        matters=dict(_table(tables, "agreement", "matters")),
        roles=tuple(_role(each) for each in agreement.get("roles", ())),
        incidents={
            name: _whole(IncidentKind, {"name": name, **fields}, "incidents")
            for name, fields in _table(tables, "incidents", "kinds").items()
        },
        steps=_steps(tables["steps"], catalogue),
        sign_off=_sign_off(_table(tables, "sign_off", "rule"), tables["agreement"]["matters"]),
        hints=_whole(HintRule, _table(tables, "hints", "rule"), "hints"),
        forecast=_forecast(_table(tables, "forecast", "rule")),
        after=_after(tables["after"]),
        origins=origins,
    )


def read_training_words(folder: Path | None = None) -> dict[str, Any]:
    """Read what is said about training: templates by table and name.

    Parameters
    ----------
    folder
        As in :func:`read_training_rules`.

    Returns
    -------
    dict
        The file's content.
    """
    return read_toml(_file(_WORDS, folder))


def _file(name: str, folder: Path | None) -> Path:
    own = None if folder is None else folder / f"{name}.toml"
    return own if own is not None and own.exists() else data_dir() / "training" / f"{name}.toml"


def _table(tables: Mapping[str, Any], file: str, name: str) -> dict[str, Any]:
    found = tables[file].get(name)
    if not isinstance(found, dict) or not found:
        raise InputError(f"{file}.toml: expected a table [{name}]")
    return found


def _whole(made: Callable[..., _T], fields: Mapping[str, Any], file: str) -> _T:
    """Make a record of a table's fields: all of them, and no others."""
    try:
        return made(**fields)
    except TypeError as fault:
        # Python names the field; what it calls the record is of no use to whoever wrote the file.
        said = str(fault).split("__init__() ")[-1]
        raise InputError(f"{file}.toml: {said}") from fault
    except InputError as fault:
        raise InputError(f"{file}.toml: {fault}") from fault


def _role(word: object) -> Role:
    try:
        return Role(str(word))
    except ValueError as fault:
        known = ", ".join(Role)
        raise InputError(f"agreement.toml: roles: {word!r}, expected one of {known}") from fault


def _stages(tables: Mapping[str, Any], shared: Origin) -> dict[str, Stage]:
    made = {}
    for name, fields in tables.items():
        own = dict(fields)
        origin = Origin(
            own.pop("source", shared.source), shared.date, own.pop("confidence", shared.confidence)
        )
        own.setdefault("by_rule", False)
        own.setdefault("lessons", ())
        made[name] = _whole(Stage, {"name": name, "origin": origin, **own}, "stages")
    return made


def _steps(tables: Mapping[str, Any], catalogue: Catalogue) -> StepSkills:
    actions, ways = tables.get("actions", {}), tables.get("ways", {})
    named = {skill for skills in (*actions.values(), *ways.values()) for skill in skills}
    if odd := named - set(catalogue.skills):
        raise InputError(f"steps.toml: unknown skills are named: {', '.join(sorted(odd))}")
    fields = {
        "by_action": {action: tuple(skills) for action, skills in actions.items()},
        "by_way": {way: tuple(skills) for way, skills in ways.items()},
        **tables.get("levels", {}),
    }
    return _whole(StepSkills, fields, "steps")


def _sign_off(fields: Mapping[str, Any], matters: Mapping[str, str]) -> SignOffRule:
    made = _whole(SignOffRule, {**fields, "matters": tuple(fields.get("matters", ()))}, "sign_off")
    odd = set(made.matters) - set(matters)
    if odd:
        raise InputError(f"sign_off.toml: matters that nobody is asked: {', '.join(sorted(odd))}")
    return made


def _forecast(fields: Mapping[str, Any]) -> ForecastRule:
    holds = fields.get("run_holds", ())
    if not isinstance(holds, list) or not all(isinstance(each, float) for each in holds):
        raise InputError("forecast.toml: run_holds: expected chances, such as [0.8, 0.9]")
    steps = fields.get("sub_steps", ())
    if not isinstance(steps, list) or not all(isinstance(each, int) for each in steps):
        raise InputError("forecast.toml: sub_steps: expected whole numbers, such as [1, 2, 8]")
    lists = {"run_holds": tuple(holds), "sub_steps": tuple(steps)}
    return _whole(ForecastRule, {**fields, **lists}, "forecast")


def _after(tables: Mapping[str, Any]) -> AfterRule:
    follow_ups = tables.get("follow_ups", {})
    for name, fields in follow_ups.items():
        if set(fields) != {"months", "label"} or type(fields["months"]) is not int:
            raise InputError(f"after.toml: follow_ups.{name}: expected months and label")
    fields = {
        "months": {name: each["months"] for name, each in follow_ups.items()},
        "labels": {name: each["label"] for name, each in follow_ups.items()},
        **tables.get("trial", {}),
    }
    return _whole(AfterRule, fields, "after")
