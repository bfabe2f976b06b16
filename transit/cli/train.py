"""Commands of training: a plan trained, recorded, signed off by rule, followed up."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from transit.cli import output
from transit.cli.train_values import agreement, incidents, levels, the_day, the_moment, word_of
from transit.model.training import Answer, Capacity, LessonKind, Outcome, Role, StopReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transit.training.desk import TrainingDesk

app = typer.Typer(
    help="Train saved plans: agreement, lessons, progress, sign-off by rule, follow-ups.",
    no_args_is_help=True,
    add_completion=False,
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Course = Annotated[str, typer.Argument(help="The course, such as TC3; list shows them.")]
By = Annotated[str, typer.Option(help="Who stands for it: name or staff reference.")]
On = Annotated[str | None, typer.Option(help="When; today if not given.")]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the words before the command say."""

    register: str
    rules: Path | None


@app.callback()
def _train(
    context: typer.Context,
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    rules: Annotated[
        Path | None, typer.Option(help="Folder with the council's own rules of training.")
    ] = None,
) -> None:
    context.obj = _Asked(register, rules)


@app.command("start")
def start(
    context: typer.Context,
    plan: Annotated[str, typer.Option(help="The saved plan, such as PL3.")],
    trainer: Annotated[str, typer.Option(help="Who trains: name or staff reference.")],
    on: On = None,
    lessons_a_week: Annotated[int, typer.Option(min=1, max=14, help="How many are meant.")] = 2,
    skill: Annotated[
        list[str] | None, typer.Option(help="A skill to train besides; repeatable.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Begin to train a saved plan."""
    from transit.training.desk import begin

    with _desk(context) as desk:
        record = begin(desk, plan, trainer, the_day(on), lessons_a_week, skill or ())
        _say(desk, record.course.id, as_json)


@app.command("agree")
def agree(
    context: typer.Context,
    course: Course,
    role: Annotated[str, typer.Option(help="person, carer or trainer.")],
    answer: Annotated[
        str,
        typer.Option(help="agreed, 'agreed in part', 'not agreed', withdrawn, 'there is nobody'."),
    ],
    by: By,
    on: On = None,
    capacity: Annotated[
        str | None,
        typer.Option(help="Of the person: 'has capacity', 'best interests', 'not assessed'."),
    ] = None,
    matter: Annotated[
        list[str] | None, typer.Option(help="What is agreed, of an answer in part; repeatable.")
    ] = None,
    note: Annotated[str, typer.Option(help="What else was said; stays in the register.")] = "",
    as_json: Json = False,
) -> None:
    """Write down what the person, the carer or the trainer says to the training."""
    from transit.store.training import course_number
    from transit.store.training_agreement import record_agreement

    with _desk(context) as desk:
        said = agreement(
            desk.rules,
            word_of(Role, role),
            word_of(Answer, answer),
            the_day(on),
            by,
            None if capacity is None else word_of(Capacity, capacity),
            matter or (),
            note,
        )
        record = record_agreement(desk.store, course_number(course), said)
        _say(desk, record.course.id, as_json)


@app.command("stage")
def stage(
    context: typer.Context,
    course: Course,
    to: Annotated[str, typer.Option(help="Name of the stage, e.g. accompanied.")],
    by: By,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Move a course to another stage. Being signed off is no stage to move to: see sign-off."""
    from transit.store.training import course_number, enter_stage

    with _desk(context) as desk:
        choices = [each.name for each in desk.rules.stages.values() if not each.by_rule]
        if to not in choices:
            raise typer.BadParameter(f"--to: expected one of {', '.join(choices)}")
        enter_stage(desk.store, course_number(course), to, on=the_day(on), by=by)
        _say(desk, course_number(course), as_json)


@app.command("lesson")
def lesson(
    context: typer.Context,
    course: Course,
    trainer: Annotated[str, typer.Option(help="Who was there.")],
    minutes: Annotated[int, typer.Option(min=1, max=720, help="How long.")],
    kind: Annotated[str, typer.Option(help="indoors, accompanied, shadowed or alone.")],
    on: On = None,
    at: Annotated[str | None, typer.Option(help="When it began, such as 09:30.")] = None,
    whole: Annotated[
        str | None, typer.Option("--all", help="Level of every step, 0 to 3; --level goes before.")
    ] = None,
    way: Annotated[
        list[str] | None, typer.Option(help="Way that --all is about: out, back; both if none.")
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(help="STEP=0…3 or SKILL=0…3, e.g. out/4=1; repeatable. The rest: not tried."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(help="CSV or XLSX with the columns step, skill, level.")
    ] = None,
    incident: Annotated[
        list[str] | None, typer.Option(help="KIND:1…5:WHAT WAS DONE; repeatable.")
    ] = None,
    note: Annotated[str, typer.Option(help="For the next trainer; stays in the register.")] = "",
    as_json: Json = False,
) -> None:
    """Write down a lesson. What is not told was not tried, which never counts as managed."""
    from transit.model.training import Lesson
    from transit.store.training import course_number
    from transit.store.training_lessons import new_token, record_lesson
    from transit.training.desk import look

    with _desk(context) as desk:
        number, day = course_number(course), the_day(on)
        situation = look(desk, number)
        made = Lesson(
            on=day,
            at=None if at is None else the_moment(at),
            trainer=trainer,
            minutes=minutes,
            kind=word_of(LessonKind, kind),
            version=situation.version,
            prompts=levels(situation.trained, whole, way or (), level or (), csv),
            incidents=incidents(desk.rules, incident or (), day),
            note=note,
        )
        record_lesson(desk.store, number, made, new_token())
        _say(desk, number, as_json)


@app.command("take-out")
def take_out(
    context: typer.Context,
    course: Course,
    lesson: Annotated[int, typer.Option(help="Its number, as progress --json shows it.")],
    by: By,
    as_json: Json = False,
) -> None:
    """Take out a lesson that was written down by mistake, within a day of writing it down."""
    from transit.store.training import course_number
    from transit.store.training_lessons import take_out_lesson

    with _desk(context) as desk:
        number = course_number(course)
        take_out_lesson(desk.store, number, lesson, by)
        _say(desk, number, as_json)


@app.command("book")
def book(
    context: typer.Context,
    course: Course,
    starts: Annotated[str, typer.Option(help="When, such as 2026-11-24T09:30.")],
    trainer: Annotated[str, typer.Option(help="Who.")],
    minutes: Annotated[int, typer.Option(min=1, max=720, help="How long.")] = 120,
    kind: Annotated[str, typer.Option(help="indoors, accompanied, shadowed or alone.")] = (
        "accompanied"
    ),
    as_json: Json = False,
) -> None:
    """Write down a lesson that is meant to be; it is in the calendar file."""
    from transit.cli.values import moment
    from transit.store.training import course_number
    from transit.store.training_lessons import book_lesson

    with _desk(context) as desk:
        number = course_number(course)
        book_lesson(desk.store, number, moment(starts), minutes, word_of(LessonKind, kind), trainer)
        _say(desk, number, as_json)


@app.command("settle")
def settle(
    context: typer.Context,
    course: Course,
    incident: Annotated[int, typer.Option(help="Its number, as progress shows it.")],
    by: By,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Write down that an incident is settled."""
    from transit.store.training import course_number
    from transit.store.training_lessons import close_incident

    with _desk(context) as desk:
        number = course_number(course)
        close_incident(desk.store, number, incident, on=the_day(on), by=by)
        _say(desk, number, as_json)


@app.command("progress")
def progress(context: typer.Context, course: Course, as_json: Json = False) -> None:
    """Say how a course goes, how many lessons are left, and what is missing for signing off."""
    from transit.store.training import course_number

    with _desk(context) as desk:
        _say(desk, course_number(course), as_json)


@app.command("sign-off")
def sign_off_(
    context: typer.Context,
    course: Course,
    by: By,
    on: On = None,
    fallback_until: Annotated[
        str | None, typer.Option(help="Until when the transport of before stays booked.")
    ] = None,
    review_on: Annotated[str | None, typer.Option(help="When it is looked at again.")] = None,
    as_json: Json = False,
) -> None:
    """Sign somebody off for this journey, if the rule is met. There is no way round the rule."""
    from transit.store.training import course_number
    from transit.training.desk import NotReady, sign_off
    from transit.training.table import condition_values

    with _desk(context) as desk:
        number = course_number(course)
        try:
            sign_off(
                desk,
                number,
                by,
                today=the_day(on),
                fallback_until=None if fallback_until is None else the_day(fallback_until),
                review_on=None if review_on is None else the_day(review_on),
            )
        except NotReady as fault:
            if not as_json:
                raise
            missing = [condition_values(each, desk.words) for each in fault.lacking]
            output.print_json({"signed_off": None, "missing": missing})
            raise typer.Exit(1) from None
        _say(desk, number, as_json)


@app.command("own")
def own(
    context: typer.Context,
    course: Course,
    confirm: Annotated[
        list[str] | None, typer.Option(help="Skill that you confirm; repeatable. None: list them.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who confirms.")] = "",
    as_json: Json = False,
) -> None:
    """List what was shown on several journeys; confirmed, it becomes the person's own skill."""
    from transit.store.training import course_number
    from transit.training.desk import confirm_own, look, own_of
    from transit.training.table import own_values

    with _desk(context) as desk:
        number = course_number(course)
        if confirm:
            if not by.strip():
                raise typer.BadParameter("--by: say who confirms")
            moved = confirm_own(desk, number, confirm, by)
            output.err.print(f"{moved} skills are the person's own now")
            return
        shown = own_of(desk, look(desk, number))
        if as_json:
            output.print_json([own_values(each) for each in shown])
            return
        for each in shown:
            line = f"{each.skill}  {int(each.level)}  {each.places} places, {each.lessons} lessons"
            output.out.print(line, markup=False)
        if not shown:
            output.out.print("Nothing was shown on enough journeys and places yet.")


@app.command("follow-up")
def follow_up_(
    context: typer.Context,
    course: Course,
    number: Annotated[int, typer.Option(help="Its number, as progress shows it.")],
    outcome: Annotated[str, typer.Option(help="held, 'top-up lessons' or stopped.")],
    by: By,
    on: On = None,
    note: Annotated[str, typer.Option(help="What happened; stays in the register.")] = "",
    as_json: Json = False,
) -> None:
    """Write down how somebody gets on after the sign-off."""
    from transit.store.training import course_number
    from transit.training.desk import follow_up

    with _desk(context) as desk:
        which, found = course_number(course), word_of(Outcome, outcome)
        follow_up(desk, which, number, found, on=the_day(on), by=by, note=note)
        _say(desk, which, as_json)


@app.command("stop")
def stop(
    context: typer.Context,
    course: Course,
    why: Annotated[
        str, typer.Option(help="consent withdrawn, the person's choice, the journey, other.")
    ],
    by: By,
    on: On = None,
    as_json: Json = False,
) -> None:
    """End a course; a sign-off of it no longer counts."""
    from transit.store.training import course_number
    from transit.store.training_agreement import stop_course

    with _desk(context) as desk:
        number = course_number(course)
        stop_course(desk.store, number, word_of(StopReason, why), on=the_day(on), by=by)
        _say(desk, number, as_json)


@app.command("list")
def list_(
    context: typer.Context,
    trainer: Annotated[str | None, typer.Option(help="Only this trainer's.")] = None,
    as_json: Json = False,
) -> None:
    """List courses, and what is due by date."""
    from transit.cli.train_show import show_list
    from transit.training.trainees import find_trainees

    with _desk(context) as desk:
        show_list(desk, find_trainees(desk, trainer=trainer), as_json)


@app.command("calendar")
def calendar(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Calendar file to write, .ics.")],
    trainer: Annotated[str | None, typer.Option(help="Only this trainer's lessons.")] = None,
    with_ids: Annotated[
        bool, typer.Option("--with-ids", help="Name pseudonyms in titles; calendars are shared.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the lessons that are meant to be as a calendar file."""
    from transit.training.trainees import write_calendar

    if out.suffix.lower() != ".ics":
        raise typer.BadParameter("--out: expected a name ending in .ics")
    with _desk(context) as desk:
        count = write_calendar(desk, out, trainer=trainer, with_ids=with_ids)
    if as_json:
        output.print_json({"file": str(out), "lessons": count})
    else:
        output.err.print(f"Wrote {count} lessons to {out}", markup=False)


@app.command("certificate")
def certificate(
    context: typer.Context,
    course: Course,
    out: Annotated[Path, typer.Option(help="File to write: .pdf or .docx.")],
    language: Annotated[str, typer.Option(help="What it is in, such as cy.")] = "en",
) -> None:
    """Print the certificate of a signed-off journey; the name is written in by hand."""
    from transit.training.certificate import write_certificate

    if out.suffix.lower() not in (".pdf", ".docx"):
        raise typer.BadParameter("--out: expected a name ending in .pdf or .docx")
    with _desk(context) as desk:
        write_certificate(desk, course, out, language)
    output.err.print(f"Wrote {out}", markup=False)


@app.command("export")
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder to write CSV files into.")],
    person: Annotated[str | None, typer.Option(help="Only this person's.")] = None,
    as_json: Json = False,
) -> None:
    """Write everything about training as tables, notes included; they are private."""
    from transit.store.training_export import export_training

    with _desk(context) as desk:
        files = export_training(desk.store, folder, person)
    if as_json:
        output.print_json({"files": [str(file) for file in files.values()]})
    else:
        for file in files.values():
            output.out.print(str(file), markup=False)


@contextmanager
def _desk(context: typer.Context) -> "Iterator[TrainingDesk]":
    from transit.store import open_store
    from transit.training.desk import open_desk

    asked = cast("_Asked", context.obj)
    store = open_store(asked.register)
    try:
        yield open_desk(store, asked.rules)
    finally:
        store.close()


def _say(desk: "TrainingDesk", course: int, as_json: bool) -> None:
    from transit.cli.train_show import show_course
    from transit.training.desk import look

    show_course(desk, look(desk, course, dt.date.today()), as_json)
