"""What the training commands print."""

from rich.table import Table

from transit.cli import output
from transit.model.abilities import Level
from transit.present.words import Words
from transit.training.after import breaks_of
from transit.training.desk import TrainingDesk
from transit.training.hints import hints
from transit.training.progress import Progress, forecast_of, skill_progress
from transit.training.sign_off import missing
from transit.training.situation import Situation
from transit.training.table import course_values, progress_values
from transit.training.trainees import Trainees
from transit.training.words import (
    forecast_sentences,
    hint_sentences,
    lacking_sentences,
    level_word,
    sign_off_lines,
    task_sentence,
)

_LESSONS = 8
"""Columns of a terminal's table; --json has all lessons."""


def show_course(desk: TrainingDesk, situation: Situation, as_json: bool) -> None:
    """Print how a course goes.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    as_json
        Whether to print JSON.
    """
    words, record = desk.words, situation.record
    if as_json:
        output.print_json(progress_values(situation, words))
        return
    course = record.course
    stage = desk.rules.stages.get(record.stage)
    label = stage.label if stage else record.stage
    output.out.print(
        f"{course.code}: {course.person}, {course.session}, {course.plan}. {label}. "
        f"{len(record.lessons)} lessons.",
        markup=False,
    )
    rows = [row for row in skill_progress(situation) if row.tries]
    if rows:
        output.out.print(_table(words, situation, rows))
    if record.sign_off is not None:
        _lines("", sign_off_lines(words, record.sign_off, breaks_of(situation)))
        for due in record.follow_ups:
            if due.done_on is None:
                label = desk.rules.after.labels.get(due.name, due.name)
                line = f"  Follow-up {due.id}: {due.due_on:%d/%m/%Y}, {label}"
                output.out.print(line, markup=False)
        return
    share = situation.rules.forecast.range_share
    _lines("Lessons left", forecast_sentences(words, forecast_of(situation), share))
    _lines("What the record says", hint_sentences(words, hints(situation)))
    _lines("Missing for signing off", lacking_sentences(words, missing(situation)))
    for each in record.incidents:
        if each.closed_on is None:
            kind = desk.rules.incidents.get(each.kind)
            said = kind.label if kind else each.kind
            output.out.print(f"  Open incident {each.id}: {said}, {each.severity} of 5")


def show_list(desk: TrainingDesk, found: Trainees, as_json: bool) -> None:
    """Print courses and tasks.

    Parameters
    ----------
    desk
        The desk.
    found
        Courses and tasks.
    as_json
        Whether to print JSON.
    """
    words = desk.words
    if as_json:
        tasks = [
            {
                "due_on": each.due_on.isoformat(),
                "at": None if each.at is None else f"{each.at:%H:%M}",
                "code": each.code,
                "course": each.course,
                "person": each.person,
                "trainer": each.trainer,
                "text": task_sentence(words, each),
            }
            for each in found.tasks
        ]
        courses = [course_values(each) for each in found.situations]
        output.print_json({"courses": courses, "tasks": tasks})
        return
    for situation in found.situations:
        course = situation.record.course
        stage = desk.rules.stages.get(situation.record.stage)
        label = stage.label if stage else ""
        output.out.print(
            f"{course.code}  {course.person}  {course.session}  {label}  "
            f"{len(situation.record.lessons)} lessons  ({course.trainer})",
            markup=False,
        )
    for each in found.tasks:
        at = "" if each.at is None else f" {each.at:%H:%M}"
        output.out.print(
            f"{each.due_on:%d/%m/%Y}{at}  {each.course}  {each.person}  "
            f"{task_sentence(words, each)}",
            markup=False,
        )
    if not found.situations:
        output.out.print("Nobody is being trained yet. Begin with: transit train REGISTER start")


def _table(words: Words, situation: Situation, rows: list[Progress]) -> Table:
    dates = [each.on for each in situation.record.lessons][-_LESSONS:]
    table = Table(title="Levels, the last lessons", title_justify="left")
    table.add_column("Skill")
    for day in dates:
        table.add_column(f"{day:%d/%m}", justify="center")
    table.add_column("Now")
    for row in rows:
        cells = [_sign(each) for each in row.levels[-_LESSONS:]]
        table.add_row(row.label, *cells, level_word(words, row.now))
    return table


def _sign(level: Level | None) -> str:
    return "·" if level is None else str(int(level))


def _lines(title: str, lines: tuple[str, ...]) -> None:
    if title and lines:
        output.out.print(f"{title}:", markup=False)
    for line in lines:
        output.out.print(f"  {line}", markup=False)
