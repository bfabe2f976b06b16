"""Keeping a journey as a plan: never over what somebody else kept meanwhile."""

from pathlib import Path

import pytest

from tests.watch.towns import PERSON, SESSION, Feed, desk_of, register_of
from transit.errors import StoreError
from transit.plan.choose import Telling, choose
from transit.plan.keep import keep_option
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.store import open_store
from transit.store.plans import find_plan_for


def test_who_saw_no_plan_does_not_save_after_somebody_else(tmp_path: Path) -> None:
    """Two begin at once: the second is told, and the plan of the first stays version 1."""
    words, area = Words(read_print_words()), Feed().area(tmp_path)
    choices = choose(desk_of(area), PERSON, SESSION, Telling(words, read_hazards()))
    store = open_store(register_of(tmp_path, area))
    try:
        both = choices, choices.options[0], area, words, read_parameters()
        with pytest.raises(StoreError, match="meanwhile"):
            keep_option(store, *both, by="T", seen=None)
        first = find_plan_for(store, PERSON.id, SESSION.id)
        assert first is not None and first.latest.number == 1
        # Whoever asks for no comparison goes on from what is there.
        assert keep_option(store, *both, by="T").latest.number == 2
    finally:
        store.close()
