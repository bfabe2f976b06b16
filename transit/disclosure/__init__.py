"""Disclosure: small numbers are hidden in everything that leaves the service.

Every count of people that is handed on goes through :func:`protect`::

    table = two_way("ward", "verdict", {("Malpas", "now"): 12, ("Malpas", "with_training"): 4, …})
    protect(table, Audience.PUBLIC, parameters).words(ward="Malpas", verdict="now")
"""

from transit.disclosure.attack import attack
from transit.disclosure.protect import count_words, may_tell, protect, shared_layers
from transit.disclosure.protected import Cell, Protected, State, protected_from_json
from transit.disclosure.rules import Audience, DisclosureRules, disclosure_rules
from transit.disclosure.table import (
    Key,
    Sum,
    Table,
    balanced,
    cross,
    key,
    linked,
    nested,
    one_way,
    single,
    two_way,
)

__all__ = [
    "Audience",
    "Cell",
    "DisclosureRules",
    "Key",
    "Protected",
    "State",
    "Sum",
    "Table",
    "attack",
    "balanced",
    "count_words",
    "cross",
    "disclosure_rules",
    "key",
    "linked",
    "may_tell",
    "nested",
    "one_way",
    "protect",
    "protected_from_json",
    "shared_layers",
    "single",
    "two_way",
]
