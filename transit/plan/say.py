"""What the steps of a plan say: sentences made from the journey and templates."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from transit.model.clock import to_local
from transit.model.fact import Fact, Source, State
from transit.model.plan import Action, PlanStep
from transit.model.verdict import Direction
from transit.plan.names import AsWritten, in_full
from transit.plan.steps import turns_at
from transit.present.ride_words import other_routes, ring_sentences, stand_sentence
from transit.present.sight_words import look_sentence
from transit.present.step_words import sight_sentences, step_sentences, turn_sentences
from transit.present.summary_words import door_times
from transit.present.words import Words
from transit.route.journey import Call, Journey, Mode, RideLeg, Side, StepKind, Turn, WalkLeg

_EASY: Final = ("crossing", "cross_how")
"""Tables of words for staff that have a twin for the person."""

_ENDED: Final = re.compile(r"(?<=[^\W\d_][.?!])\s+(?=[^\W\d_a-z])")
"""Between two sentences: after a letter and its stop, before a capital."""

_AT_A_TIME: Final = 3
"""Other bus numbers in one sentence: more are more than fifteen words."""


def for_the_person(words: Words) -> Words:
    """Return the words that the person reads.

    Parameters
    ----------
    words
        The language, with the words of printed plans.

    Returns
    -------
    Words
        What maps do and do not show is said as what to do.
    """
    tables = words.tables
    return Words({**tables, **{name: {**tables[name], **tables[f"easy_{name}"]} for name in _EASY}})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the steps of one way.

    Parameters
    ----------
    words
        The language, with the words of printed plans.
    journey
        The journey.
    direction
        Whether it is the way there or back.
    pass_held
        ``yes``, ``no`` or ``unknown``.
    venue
        What the venue is called.
    """

    words: Words
    journey: Journey
    direction: Direction
    pass_held: str
    venue: str

    def said(self, step: PlanStep) -> PlanStep:
        """Return a step with its words.

        Parameters
        ----------
        step
            The step.

        Returns
        -------
        PlanStep
            With one idea a sentence.
        """
        says: dict[Action, Callable[[PlanStep], Iterator[str]]] = {
            Action.READY: self._ready,
            Action.LEAVE: self._leave,
            Action.TURN: self._turn,
            Action.STOP: self._stop,
            Action.ARRIVE: self._arrive,
            Action.WAIT: self._wait,
            Action.CHECK: self._check,
            Action.BOARD: self._board,
            Action.RIDE: self._ride,
            Action.RING: self._ring,
            Action.ALIGHT: self._alight,
        }
        sentences = says.get(step.action, self._walk)(step)
        said = (each for line in sentences for each in _one_by_one(in_full(self.words, line), line))
        return replace(step, sentences=tuple(said))

    def _clock(self, seconds: int) -> str:
        journey = self.journey
        return self.words.clock(to_local(seconds, journey.date, journey.zone))

    def _say(self, name: str, **values: object) -> str:
        return self.words.say("plan", name, **values)

    def _leg(self, step: PlanStep) -> RideLeg:
        leg = self.journey.legs[step.leg]
        assert isinstance(leg, RideLeg)
        return leg

    def _mode(self, leg: RideLeg) -> str:
        return self.words.say("mode", leg.mode.value)

    def _ready(self, step: PlanStep) -> Iterator[str]:
        out = self.direction is Direction.OUT
        yield self._say("ready_out" if out else "ready_back")
        if self.journey.rides:
            yield self._say(f"take_pass_{self.pass_held}")
        if any(self._is_outside_pass_hours(leg) for leg in range(len(self.journey.legs))):
            yield self._say("take_money_too")
        yield from (str(said) for said in self.words.tables["plan"]["take"])

    def _is_outside_pass_hours(self, leg: int) -> bool:
        """Whether a pass is held that is not valid when this bus comes."""
        asked = any(d.kind == "outside_pass_hours" and d.leg == leg for d in self.journey.demands)
        return asked and self.pass_held != "no"

    def _leave(self, step: PlanStep) -> Iterator[str]:
        leave = door_times(self.journey)[0]
        name = "leave_home" if self.direction is Direction.OUT else "leave_venue"
        yield self._say(name, clock=self.words.clock(leave), venue=self.venue)
        leg = self.journey.legs[step.leg]
        if step.step is not None and isinstance(leg, WalkLeg):
            yield from step_sentences(self.words, leg, step.step)

    def _turn(self, step: PlanStep) -> Iterator[str]:
        leg = self.journey.legs[step.leg]
        assert isinstance(leg, WalkLeg) and step.step is not None
        yield from sight_sentences(self.words, leg, step.step)
        yield from turn_sentences(self.words, leg, step.step)

    def _walk(self, step: PlanStep) -> Iterator[str]:
        leg = self.journey.legs[step.leg]
        assert isinstance(leg, WalkLeg) and step.step is not None
        said = step_sentences(self.words, leg, step.step)
        seen = sight_sentences(self.words, leg, step.step)
        turned = turn_sentences(self.words, leg, step.step)
        if turns_at(leg, step.step):
            yield from said[len(seen) + len(turned) :]
        elif leg.steps[step.step].turn is Turn.STRAIGHT:
            # Going straight on is no step of its own: it is said with the walk.
            yield from said
        else:
            # To bear on after a crossing is no step, nor is there anything to look for.
            shown = () if leg.steps[step.step].kind is StepKind.WALK else seen
            yield from (*shown, *said[len(seen) + len(turned) :])

    def _stop(self, step: PlanStep) -> Iterator[str]:
        leg = self.journey.legs[step.leg]
        assert isinstance(leg, WalkLeg) and step.step is not None
        yield from sight_sentences(self.words, leg, step.step)
        yield self._say("stop", stop=leg.end.name)
        after = self.journey.legs[step.leg + 1 : step.leg + 2]
        if after and isinstance(after[0], RideLeg):
            yield from self._stands(leg, after[0].board)

    def _stands(self, leg: WalkLeg, stop: Call) -> Iterator[str]:
        """Where the stop is: what the pole says, on which side, with what."""
        if stop.indicator and stop.indicator.lower() not in leg.end.name.lower():
            stands = stand_sentence(self.words, stop)
            # "opp" alone would say: stand opposite the stop itself.
            if leg.end.name not in stands:
                yield stands
        walked = [each for each in leg.steps if each.kind is StepKind.WALK]
        if walked and walked[-1].side is not Side.NONE and walked[-1].street == stop.street != "":
            yield self._say("stop_this_side")
        if _is_seen(stop.shelter):
            yield self._say("stop_shelter")
        if _is_seen(stop.seat):
            yield self._say("stop_seat")

    def _arrive(self, step: PlanStep) -> Iterator[str]:
        arrive = door_times(self.journey)[1]
        out = self.direction is Direction.OUT
        leg = self.journey.legs[step.leg]
        if step.step is not None and isinstance(leg, WalkLeg):
            yield from sight_sentences(self.words, leg, step.step)
        turn = str(step.facts.get("turn", ""))
        side = next((side for side in ("left", "right") if turn.endswith(side)), None)
        if side is not None:
            yield self._say(f"door_{side}")
        yield self._say("arrive_venue" if out else "arrive_home", venue=self.venue)
        door = leg.end.name.removeprefix(f"{self.venue}, ")
        if out and door not in ("", leg.end.name):
            yield self._say("arrive_door", door=door)
        yield self._say("arrive_at", clock=self.words.clock(arrive))
        yield self._say("report_out" if out else "report_back")

    def _wait(self, step: PlanStep) -> Iterator[str]:
        leg, words = self._leg(step), self.words
        yield words.say("ride", "wait", mode=self._mode(leg), route=leg.route)
        if leg.headsign:
            yield AsWritten(words.say("ride", "front", headsign=leg.headsign))
        exact = "leaves" if leg.board.exact else "leaves_about"
        yield words.say("ride", exact, clock=self._clock(leg.depart_s))
        # At a bay of a bus station the bus stops anyway.
        if leg.mode is Mode.BUS and not leg.board.bay:
            yield self._say("arm")
        if leg.ask_to_board:
            yield words.say("ride", "ask_to_board")

    def _check(self, step: PlanStep) -> Iterator[str]:
        leg, most = self._leg(step), int(self.words.tables["plan"]["others_most"])
        first = [number for number in other_routes(leg) if number in leg.numbers_here]
        routes = list(dict.fromkeys([*first, *leg.numbers_here]))
        for start in range(0, len(routes[:most]), _AT_A_TIME):
            name = "others" if start == 0 else "others_too"
            listed = self.words.listed(routes[start : min(start + _AT_A_TIME, most)])
            yield self._say(name, routes=listed)
        if len(routes) > most:
            yield self._say("others_more")
        yield self._say("not_yours", mode=self._mode(leg))
        yield self._say("look_for", route=leg.route)

    def _board(self, step: PlanStep) -> Iterator[str]:
        leg = self._leg(step)
        yield self._say("board", mode=self._mode(leg), route=leg.route)
        if self._is_outside_pass_hours(step.leg):
            yield self._say("pass_not_valid")
        else:
            yield self._say(f"show_pass_{self.pass_held}")

    def _ride(self, step: PlanStep) -> Iterator[str]:
        leg, words = self._leg(step), self.words
        count = leg.stops_to_count
        yield self._say("sit")
        yield words.say("ride", "ride" if count > 1 else "ride_one", count=count)
        if count > 1:
            yield self._say("count")
        for change in leg.through:
            yield words.say("ride", "through", stop=change.at, route=change.route)
            yield words.say("ride", "stay")

    def _ring(self, step: PlanStep) -> Iterator[str]:
        leg, words = self._leg(step), self.words
        yield from ring_sentences(words, leg)
        if leg.ask_to_alight:
            yield words.say("ride", "ask_to_alight")

    def _alight(self, step: PlanStep) -> Iterator[str]:
        leg, words = self._leg(step), self.words
        yield words.say("ride", "get_off", stop=leg.alight.name)
        if leg.landmark is not None:
            yield look_sentence(words, leg.landmark)
        exact = "arrives" if leg.alight.exact else "arrives_about"
        yield words.say("ride", exact, clock=self._clock(leg.arrive_s))


def _is_seen(fact: Fact) -> bool:
    """Whether somebody has recorded a yes: what a rule infers is nothing to look out for."""
    return fact.state is State.YES and fact.source in (Source.MAPPED, Source.SURVEYED)


def _one_by_one(said: str, line: str) -> list[str]:
    """One sentence a line; what is to be read as written stays whole."""
    return [said] if isinstance(line, AsWritten) else _ENDED.split(said)
