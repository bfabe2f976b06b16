"""What may be told of a changed timetable: nobody can be worked out of groups within groups."""

import pytest

from transit.batch.what_if_score import Stranded
from transit.batch.what_if_told import told_counts
from transit.disclosure import Audience
from transit.equity.compare import Comparison, Turn
from transit.model.verdict import Rung
from transit.read.parameters import read_parameters


def stranded_of(gone: int, harder: int) -> Stranded:
    """Return a change after which some cannot get to the one place, and some only after training.

    Everybody could go there alone; those with training still go somewhere else alone.
    """
    turns = [Turn(f"A{n:02}", "O1", Rung.NOW, Rung.DOOR_TO_DOOR, False) for n in range(gone)]
    turns += [Turn(f"B{n:02}", "O1", Rung.NOW, Rung.WITH_TRAINING, False) for n in range(harder)]
    everybody = frozenset(turn.person for turn in turns)
    still = frozenset(turn.person for turn in turns[gone:])
    comparison = Comparison(tuple(turns), (), 60, everybody, still, everybody, still)
    return Stranded(comparison, (), 60, 40)


@pytest.mark.parametrize(("audience", "gone"), [(Audience.INSIDE, 11), (Audience.PUBLIC, 40)])
def test_one_who_is_harder_off_and_not_stranded_is_not_told(audience: Audience, gone: int) -> None:
    """With 11 stranded and 12 who need more help there would be one; of 20 more it may be told."""
    parameters = read_parameters()
    few = told_counts(stranded_of(gone, 1), parameters, audience)["people"]
    assert "not shown" in (few["stranded"], few["losing"])
    assert "not shown" in (few["no_longer_alone"], few["losing"])
    many = told_counts(stranded_of(gone, 20), parameters, audience)["people"]
    assert (many["stranded"], many["losing"]) == (
        ("11", "31") if audience is Audience.INSIDE else ("40", "60")
    )
