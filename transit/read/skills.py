"""The catalogue of skills, as data/skills states it."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from transit.errors import InputError
from transit.model.abilities import Lessons, Level
from transit.model.demand_rules import DemandRules
from transit.model.skills import Answer, Asked, Catalogue, Critical, Skill
from transit.model.streets import Traffic
from transit.read.demands import read_demand_rules
from transit.read.parameters import read_toml
from transit.resources import data_dir

_GROUP = {"label", "source", "date", "confidence"}
_REQUIRED = {"label", "critical", "asked", "lessons", "levels"}
_OPTIONAL = {"aids", "answers", "source", "date", "confidence"}

_Word = TypeVar("_Word", bound=StrEnum)


def read_skills(folder: Path | None = None) -> Catalogue:
    """Read the catalogue of skills.

    Parameters
    ----------
    folder
        Folder of a council's own catalogue; the shipped one when None.

    Returns
    -------
    Catalogue
        The skills, by group in the order of the files' names.

    Raises
    ------
    InputError
        A file is not TOML, a skill lacks a field or has an unknown one, is there twice, or answers
        a demand that no rule knows.
    """
    rules = read_demand_rules()
    skills: dict[str, Skill] = {}
    groups: dict[str, str] = {}
    for path in sorted((folder or data_dir() / "skills").glob("*.toml")):
        group = path.stem.lstrip("0123456789_")
        tables = read_toml(path)
        for skill in parse_skills(tables, group, path.name, rules):
            if skill.name in skills:
                raise InputError(f"{path.name}: skill {skill.name} is in another file too")
            skills[skill.name] = skill
        groups[group] = str(tables["group"]["label"])
    if not skills:
        raise InputError(f"{folder}: there is no catalogue of skills (*.toml)")
    return Catalogue(skills, groups)


def parse_skills(
    tables: Mapping[str, Any], group: str, file: str, rules: DemandRules
) -> tuple[Skill, ...]:
    """Make the skills of one group.

    Parameters
    ----------
    tables
        Content of the file.
    group
        Name of the group.
    file
        Its name, for messages.
    rules
        Rules of demands, which answers must be about.

    Returns
    -------
    tuple of Skill
        In the file's order.

    Raises
    ------
    InputError
        A field is missing, unknown or impossible.
    """
    about = tables.get("group")
    if not isinstance(about, Mapping) or set(about) != _GROUP or set(tables) != {"group", "skills"}:
        raise InputError(f"{file}: expected [group] with {_names(_GROUP)}, and [skills.…] tables")
    shared = {key: about[key] for key in ("source", "date", "confidence")}
    return tuple(
        _skill(name, {**shared, **table}, group, file, rules)
        for name, table in tables["skills"].items()
    )


def _skill(name: str, table: dict[str, Any], group: str, file: str, rules: DemandRules) -> Skill:
    missing, odd = _REQUIRED - set(table), set(table) - _REQUIRED - _OPTIONAL
    if missing or odd:
        raise InputError(
            f"{file}: skill {name}: missing: {_names(missing)}, not known: {_names(odd)}"
        )
    where = f"{file}: skill {name}"
    levels, lessons = table["levels"], table["lessons"]
    if len(levels) != len(Level) or not all(isinstance(text, str) and text for text in levels):
        raise InputError(f"{where}: levels must say in words what 0, 1, 2 and 3 mean")
    if len(lessons) != 2 or not all(type(count) is int for count in lessons):
        raise InputError(f"{where}: lessons must be the fewest and the most, as [2, 8]")
    try:
        return Skill(
            name=name,
            group=group,
            label=table["label"],
            levels=dict(zip(Level, levels, strict=True)),
            critical=_word(Critical, table["critical"], f"{where}: critical"),
            aids=tuple(table.get("aids", ())),
            asked=_word(Asked, table["asked"], f"{where}: asked"),
            answers=tuple(_answer(text, where, rules) for text in table.get("answers", ())),
            lessons=Lessons(*lessons),
            source=table["source"],
            date=table["date"],
            confidence=table["confidence"],
        )
    except InputError as fault:
        text = str(fault)
        raise InputError(text if text.startswith(file) else f"{where}: {text}") from fault


def _answer(text: str, where: str, rules: DemandRules) -> Answer:
    kind, detail, traffic = (*text.split("/"), "", "")[:3]
    rule = rules.get(kind)
    if rule is None or (detail and detail not in rule.levels):
        raise InputError(f"{where}: answers {text!r}, but data/rules/demands.toml has no such rule")
    if traffic and traffic not in {each.name.lower() for each in Traffic}:
        raise InputError(f"{where}: answers {text!r}: {traffic!r} is no kind of traffic")
    return Answer(kind, detail, traffic)


def _word(words: type[_Word], given: object, where: str) -> _Word:
    try:
        return words(str(given))
    except ValueError as fault:
        raise InputError(
            f"{where} is {given!r}, expected one of {_names({each.value for each in words})}"
        ) from fault


def _names(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
