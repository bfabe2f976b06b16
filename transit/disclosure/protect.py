"""The one door to what is handed on: counts of people, tables of them, lists and maps."""

from collections.abc import Mapping
from typing import TypeVar

from transit.disclosure.parts import apart
from transit.disclosure.problem import Problem, problem_of, small_cells
from transit.disclosure.protected import Protected, told_cell
from transit.disclosure.releases import after
from transit.disclosure.rules import Audience, DisclosureRules, disclosure_rules
from transit.disclosure.suppress import enough_as_it_is, fewest_hidden
from transit.disclosure.table import Key, Table
from transit.errors import InputError
from transit.model.parameters import Parameters

_Layer = TypeVar("_Layer")


def protect(
    table: Table, audience: Audience, parameters: Parameters, earlier: Protected | None = None
) -> Protected:
    """Return a table as an audience may have it.

    Small counts are hidden; so are further ones, the fewest people, until no hidden count can be
    told from the others within the interval of the rules; the rest is rounded by the rules.

    Parameters
    ----------
    table
        Counts, and what adds up to what. Tables that are handed on together are given together
        (:func:`~transit.disclosure.linked`): each may give away the other.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.
    earlier
        What was handed on before about these cells: differences are kept from telling of few.

    Returns
    -------
    Protected
        Cells with figures or words.
    """
    rules = disclosure_rules(audience, parameters)
    parts = [_protect_one(part, rules, before) for part, before in apart(table, earlier)]
    cells = {cell: told for part in parts for cell, told in part.cells.items()}
    small = frozenset(cell for part in parts for cell in part.small)
    return Protected(rules, {cell: cells[cell] for cell in table.counts}, table.sums, small)


def count_words(count: int, audience: Audience, parameters: Parameters) -> str:
    """Return a count that stands by itself, in figures or in words.

    Only for a count from which, with others that are told, no other can be worked out; a table
    goes through :func:`protect`.

    Parameters
    ----------
    count
        People.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    str
        ``"40"``, or ``"fewer than 10"``.
    """
    rules = disclosure_rules(audience, parameters)
    told = count >= rules.fewest
    return told_cell(rules.rounded(count) if told else None, rules, is_small=True).words


def may_tell(people: int, audience: Audience, parameters: Parameters) -> bool:
    """Return whether a figure about so many people may be told: a sum, a mean, a share.

    Parameters
    ----------
    people
        Whom it is about.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    bool
        False where they are fewer than the threshold.
    """
    return people >= disclosure_rules(audience, parameters).fewest


def shared_layers(
    layers: Mapping[str, _Layer], audience: Audience, parameters: Parameters
) -> Mapping[str, _Layer]:
    """Return the layers of a map, all of which may be handed on.

    Parameters
    ----------
    layers
        Layer by kind: ``areas``, ``stops``, ``streets`` or ``venues``.
    audience
        Who gets the map.
    parameters
        ``disclosure_public_layers`` and ``disclosure_inside_layers``.

    Returns
    -------
    mapping
        The same layers.

    Raises
    ------
    InputError
        One of them is of another kind, such as homes or the ways from them.
    """
    allowed = parameters.names(f"disclosure_{audience}_layers")
    for kind in layers:
        if kind not in allowed:
            raise InputError(
                f"map: the layer {kind!r} may not be handed on ({audience}); "
                f"only {', '.join(sorted(allowed))}"
            )
    return layers


def _protect_one(table: Table, rules: DisclosureRules, earlier: Protected | None) -> Protected:
    """Protect cells that hang together; who adds up learns nothing of others from them."""
    small = small_cells(table, rules)
    if not small and earlier is None:
        return _told(table, rules, small, only_small=True)
    if enough_as_it_is(_problems(table, rules, earlier, only_small=True)):
        return _told(table, rules, small, only_small=True)
    hidden = fewest_hidden(_problems(table, rules, earlier, only_small=False))
    cells = frozenset(cell for at, cell in enumerate(table.counts) if hidden[at])
    return _told(table, rules, cells, only_small=False)


def _problems(
    table: Table, rules: DisclosureRules, earlier: Protected | None, *, only_small: bool
) -> list[Problem]:
    """Return what is known to a reader of this release alone, and to one of both."""
    own = problem_of(table, rules, only_small)
    return [own] if earlier is None else [own, after(own, table, rules, earlier)]


def _told(
    table: Table, rules: DisclosureRules, hidden: frozenset[Key], *, only_small: bool
) -> Protected:
    cells = {
        cell: told_cell(None if cell in hidden else rules.rounded(count), rules, only_small)
        for cell, count in table.counts.items()
    }
    return Protected(rules, cells, table.sums, hidden if only_small else frozenset())
