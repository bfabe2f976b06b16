"""Faults on a terminal."""

from transit.cli.faults import fault_lines, how_many
from transit.model.notice import Severity
from transit.read.table_faults import Fault


def fault(row: int | None, field: str = "level", person: str | None = "P1") -> Fault:
    """Return an empty cell of a table."""
    return Fault("abilities.csv", row, field, "nothing", "a level", id=person)


def test_faults_that_are_alike_are_one_line() -> None:
    """Of ten rows without a level eight are named; the one without a skill has its own line."""
    faults = [fault(row, person=f"P{row}") for row in range(2, 12)]
    faults.insert(3, fault(1200, "skill"))
    assert list(fault_lines(faults)) == [
        "ERROR abilities.csv rows 2, 3, 4, 5, 6, 7, 8, 9 and 2 more, level: found nothing; "
        "expected a level",
        "ERROR abilities.csv row 1,200, P1, skill: found nothing; expected a level",
    ]


def test_a_few_keep_a_line_each() -> None:
    """Three rows name whose they are, and what has no row is not put among rows."""
    assert [line[:29] for line in fault_lines([fault(2), fault(3), fault(4)])] == [
        "ERROR abilities.csv row 2, P1",
        "ERROR abilities.csv row 3, P1",
        "ERROR abilities.csv row 4, P1",
    ]
    without = [fault(None, person=None)] * 4
    assert len(list(fault_lines(without))) == 4


def test_a_terminal_is_not_flooded() -> None:
    """Of 130 kinds of faults a hundred are shown, and that thirty are not."""
    lines = list(fault_lines([fault(2, f"field_{number}") for number in range(130)]))
    assert len(lines) == 101
    assert lines[-1] == "… and 30 lines more; --json prints everything"


def test_errors_and_warnings_are_counted_apart() -> None:
    """A warning is not something that has to be mended."""
    warning = Fault("people.csv", 2, "home_lat", "a far place", "a near one", Severity.WARNING)
    assert how_many([fault(2), fault(3), warning]) == "2 errors and 1 warning"
    assert how_many([fault(2)]) == "1 error"
