"""A study of who could switch, on paper: sentences and tables."""

from typing import TYPE_CHECKING, Final

from transit.cli import output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transit.fleet.study import GroupRow, GroupStudy, RiderRow, SavingFigures, Study

_PENCE: Final = 100
_SAVING_HEADS: Final = ("Saving £", "Searches +/- £", "Of it cashable £", "Average cost £")


def show_study(study: "Study") -> None:
    """Print a study.

    Parameters
    ----------
    study
        The study.
    """
    from transit.present.fleet_words import (
        basis_sentence,
        count_sentences,
        ladder_rows,
        ladder_sentences,
        noise_sentence,
    )
    from transit.present.fleet_years import compared, leaves_word, leaving

    for sentence in (*count_sentences(study.riders), basis_sentence()):
        output.out.print(sentence, markup=False)
    output.print_table(
        "A year by number of vehicles, everybody riding",
        ("Vehicles", "Kept £", "Runs and taxis a week £", "A year £"),
        ladder_rows(study.ladder),
    )
    for sentence in ladder_sentences(study.ladder):
        output.out.print(sentence, markup=False)
    output.out.print(noise_sentence(study.noise), markup=False)
    output.print_table(
        "A year side by side",
        ("", *study.years, leaves_word(study.group.people if study.group else 0)),
        [
            *compared((*study.years.values(), study.after)),
            *leaving([*(None for _ in study.years), study.group]),
        ],
    )
    _show_moves(study)
    _show_singles(study.riders)
    sizes = {each.person: each.best_in for each in study.riders}
    _show_groups("Best group found of each size, £ a year", study.groups, sizes)
    sizes = {each.person: each.cash_in for each in study.riders}
    title = "Group found of each size with the largest cashable saving, £ a year"
    _show_groups(title, study.cash_groups, sizes)
    if study.group:
        _show_group(study, study.group)


def _show_singles(riders: "Sequence[RiderRow]") -> None:
    from transit.present.fleet_words import WHOSE, verdict_word, who_word

    singles = [(each, each.saving) for each in riders if each.saving]
    if not singles:
        return
    if any(each.leaves_with for each, _ in singles):
        output.out.print(WHOSE, markup=False)
    singles.sort(key=lambda each: each[1].saving_pence, reverse=True)
    output.print_table(
        "Each alone, £ a year, for review",
        ("Person", "Verdict", "Confirmed", *_SAVING_HEADS, "Training £"),
        [
            (
                who_word(each),
                verdict_word(each.verdict),
                "yes" if each.is_confirmed else "no",
                *_saving_cells(saving),
                _pounds(each.training_pence),
            )
            for each, saving in singles
        ],
    )


def _show_groups(
    title: str, groups: "Sequence[GroupRow]", sizes: "Mapping[str, Sequence[int]]"
) -> None:
    """Print groups and who is in the largest, by the sizes of those in which each person is."""
    if not groups:
        return
    output.print_table(
        title,
        ("People", "Learn first", "Vehicles", *_SAVING_HEADS, "Training £"),
        [
            (
                str(each.size),
                str(each.learning),
                str(each.saving.vehicles),
                *_saving_cells(each.saving),
                _pounds(each.training_pence),
            )
            for each in groups
        ],
    )
    who = [person for person, some in sizes.items() if groups[-1].size in some]
    if who:
        output.out.print(f"In the largest are {', '.join(who)}.", markup=False)


def _show_moves(study: "Study") -> None:
    from transit.present.move_words import lost_rows, lost_sentences, move_sentences

    for sentence in (*move_sentences(study.moves), *lost_sentences(study.lost)):
        output.out.print(sentence, markup=False)
    if study.lost:
        output.print_table(
            "Who loses by the new times",
            ("Person", "Session", "Before", "Then", "Which journey", "Rides today"),
            lost_rows(study.lost),
        )


def _saving_cells(saving: "SavingFigures") -> tuple[str, ...]:
    return tuple(
        map(
            _pounds,
            (
                saving.saving_pence,
                saving.apart_pence,
                saving.cashable_pence,
                saving.average_pence,
            ),
        )
    )


def _show_group(study: "Study", group: "GroupStudy") -> None:
    from transit.present.group_words import (
        break_even_sentence,
        forecast_sentences,
        minutes_sentences,
        swing_rows,
    )

    for sentence in (
        *forecast_sentences(group, study.before.vehicles),
        *minutes_sentences(study.riders),
        break_even_sentence(group),
    ):
        output.out.print(sentence, markup=False)
    output.print_table(
        "What it rests on: left a year after training, £",
        ("Input", "At low", "At high", "Nothing left at"),
        swing_rows(group.swings),
    )


def _pounds(pence: float) -> str:
    return f"{pence / _PENCE:,.0f}"
