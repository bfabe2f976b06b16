"""What the steps of a plan say: sentences made from the journey and templates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from transit.model.clock import to_local
from transit.model.plan import Action, PlanStep
from transit.model.verdict import Direction
from transit.present.ride_words import other_routes, stand_sentence
from transit.present.sight_words import look_sentence
from transit.present.step_words import sight_sentences, step_sentences, turn_sentences
from transit.present.summary_words import door_times
from transit.present.words import Words
from transit.route.journey import Journey, RideLeg, Turn, WalkLeg

_EASY: Final = ("crossing", "cross_how")
"""Tables of words for staff that have a twin for the person."""

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
        return replace(step, sentences=tuple(says.get(step.action, self._walk)(step)))

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
        yield from (str(said) for said in self.words.tables["plan"]["take"])

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
        done = leg.steps[step.step]
        # Going straight on is no step of its own: it is said with the walk.
        turned = done.turn is not None and done.turn is not Turn.STRAIGHT
        said = sight_sentences(self.words, leg, step.step) if turned else ()
        said += turn_sentences(self.words, leg, step.step) if turned else ()
        yield from step_sentences(self.words, leg, step.step)[len(said) :]

    def _stop(self, step: PlanStep) -> Iterator[str]:
        leg = self.journey.legs[step.leg]
        assert isinstance(leg, WalkLeg)
        assert step.step is not None
        yield from sight_sentences(self.words, leg, step.step)
        yield self._say("stop", stop=leg.end.name)
        after = self.journey.legs[step.leg + 1 : step.leg + 2]
        if after and isinstance(after[0], RideLeg) and after[0].board.indicator:
            stands = stand_sentence(self.words, after[0].board)
            # "opp" alone would say: stand opposite the stop itself.
            if leg.end.name not in stands:
                yield stands

    def _arrive(self, step: PlanStep) -> Iterator[str]:
        arrive = door_times(self.journey)[1]
        out = self.direction is Direction.OUT
        leg = self.journey.legs[step.leg]
        if step.step is not None and isinstance(leg, WalkLeg):
            yield from sight_sentences(self.words, leg, step.step)
        yield self._say("arrive_venue" if out else "arrive_home", venue=self.venue)
        yield self._say("arrive_at", clock=self.words.clock(arrive))
        yield self._say("report_out" if out else "report_back")

    def _wait(self, step: PlanStep) -> Iterator[str]:
        leg, words = self._leg(step), self.words
        yield words.say("ride", "wait", mode=self._mode(leg), route=leg.route)
        if leg.headsign:
            yield words.say("ride", "front", headsign=leg.headsign)
        exact = "leaves" if leg.board.exact else "leaves_about"
        yield words.say("ride", exact, clock=self._clock(leg.depart_s))
        if leg.ask_to_board:
            yield words.say("ride", "ask_to_board")

    def _check(self, step: PlanStep) -> Iterator[str]:
        leg = self._leg(step)
        routes = other_routes(leg)
        for start in range(0, len(routes), _AT_A_TIME):
            name = "others" if start == 0 else "others_too"
            listed = self.words.listed(routes[start : start + _AT_A_TIME])
            yield self._say(name, routes=listed)
        yield self._say("not_yours", mode=self._mode(leg))
        yield self._say("look_for", route=leg.route)

    def _board(self, step: PlanStep) -> Iterator[str]:
        leg = self._leg(step)
        yield self._say("board", mode=self._mode(leg), route=leg.route)
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
        for sign in leg.signs:
            name = "sign_last" if sign.stops_left == 1 else "sign"
            left = words.number(sign.stops_left)
            yield words.say("ride", name, stop=sign.call.name, left=left)
            if sign.landmark is not None:
                yield look_sentence(words, sign.landmark)
        yield words.say("ride", "bell" if leg.signs else "bell_now")
        if leg.ask_to_alight:
            yield words.say("ride", "ask_to_alight")

    def _alight(self, step: PlanStep) -> Iterator[str]:
        leg, words = self._leg(step), self.words
        yield words.say("ride", "get_off", stop=leg.alight.name)
        if leg.landmark is not None:
            yield look_sentence(words, leg.landmark)
        exact = "arrives" if leg.alight.exact else "arrives_about"
        yield words.say("ride", exact, clock=self._clock(leg.arrive_s))
