"""The command that says what a new timetable does to saved plans."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transit.cli import output

if TYPE_CHECKING:
    from transit.batch.watch import WatchDone
    from transit.present.words import Words
    from transit.store.watched import Look


def watch(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    new: Annotated[Path, typer.Option(help="Folder of the area with the new timetable.")],
    area: Annotated[
        Path | None, typer.Option(help="Folder of the area with the timetable before, if kept.")
    ] = None,
    plan: Annotated[list[str] | None, typer.Option(help="Only this plan; repeatable.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Look from this date on, YYYY-MM-DD; today if not given.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for a sheet of each changed plan, and the list.")
    ] = None,
    size: Annotated[int, typer.Option(min=16, max=28, help="Size of the words, points.")] = 18,
    language: Annotated[
        str, typer.Option(help="Language of the sheets, such as cy; the list is English.")
    ] = "en",
    accept: Annotated[
        str | None, typer.Option(help="Make the new version of this plan its next version.")
    ] = None,
    offer: Annotated[int, typer.Option(min=1, help="Which new version, where there are more.")] = 1,
    by: Annotated[str, typer.Option(help="Who stands for the new version.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Look also at what has not changed since.")
    ] = False,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a new timetable, or what people saw outside, does to saved plans.

    Each plan is as it was, has changed (times, stop, number), does not work any more, or cannot be
    told. With it comes the best new version, nearest to what the person is used to. No plan is
    changed unless --accept says so.
    """
    from transit.batch.watch import accept_proposal, watch_register
    from transit.model.notice import Severity
    from transit.settings import read_settings

    today = _date(on)
    folder = parameters or read_settings().parameters_dir
    if accept is not None:
        if not by.strip():
            raise typer.BadParameter("say with --by who stands for the new version")
        saved, look = accept_proposal(
            register, new, area, accept, by=by, number=offer, today=today, parameters_dir=folder
        )
        _say_accepted(saved.id, saved.latest.number, look, as_json=as_json)
        return
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    with output.progress() as tell:
        done = watch_register(
            register,
            new,
            area,
            today=today,
            plans=plan,
            again=again,
            parameters_dir=folder,
            progress=tell,
        )
    words = _words()
    if as_json:
        output.print_json(_as_plain(done, words))
    else:
        _show(done, words)
    if out is not None:
        from transit.watch.paper import write_sheets

        written = write_sheets(register, done.looks, out, size_pt=size, language=language)
        output.err.print(f"Wrote {len(written)} files to {out}", markup=False)
    grave = any(each.severity is Severity.ERROR for each in done.notices)
    raise typer.Exit(1 if grave else 0)


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--on: {text} is no date; write it as 2026-01-05") from None


def _words() -> "Words":
    from transit.present.words import Words
    from transit.read.watching import read_watch_words

    return Words(read_watch_words())


def _show(done: "WatchDone", words: "Words") -> None:
    from transit.model.watch import Outcome
    from transit.watch.say import (
        outcome_word,
        said_apart,
        said_from,
        said_offer,
        said_told,
        said_way,
    )

    for look in done.looks:
        watched = look.watched
        if watched.outcome is Outcome.UNCHANGED:
            continue
        head = f"{watched.plan} {outcome_word(words, watched.outcome)}"
        output.out.print(f"{head} {said_from(words, watched)}".strip(), markup=False)
        for told in watched.told:
            way, when = said_way(words, told), said_apart(words, watched, told)
            head = f"{way}: " if way else ""
            tail = f" ({when})" if when else ""
            output.out.print(f"  {head}{said_told(words, told)}{tail}", markup=False)
        for offer in watched.proposals:
            output.out.print(f"  > {' '.join(said_offer(words, watched, offer))}", markup=False)
            for journey in (offer.out, offer.back):
                if journey is not None:
                    output.out.print(f"    {journey['summary']}", markup=False)
    counts = [
        words.say("watch_count", outcome.value, count=count)
        for outcome, count in done.counts.items()
        if count
    ]
    said = "; ".join(counts) if counts else words.say("watch_summary", "nothing")
    output.out.print(said, markup=False)


def _as_plain(done: "WatchDone", words: "Words") -> dict[str, Any]:
    from transit.watch.plain import look_as_plain

    return {
        "counts": {outcome.value: count for outcome, count in done.counts.items()},
        "looked": done.looked,
        "seconds": round(done.seconds, 3),
        "plans": [look_as_plain(look, words) for look in done.looks],
        "notices": [notice.as_dict() for notice in done.notices],
    }


def _say_accepted(plan: str, version: int, look: "Look", *, as_json: bool) -> None:
    if as_json:
        output.print_json({"plan": plan, "version": version, "outcome": look.watched.outcome.value})
    else:
        output.out.print(f"{plan} has a new version: {version}", markup=False)
