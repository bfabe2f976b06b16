"""Asking the search: a router for each way of travelling, kept between visits."""

import datetime as dt
import hashlib

import streamlit as st

from transit.dashboard.asked import Chosen
from transit.dashboard.opened import OpenedArea
from transit.dashboard.registered import find_register, register_exists
from transit.errors import StoreError
from transit.model.observation import Observation
from transit.model.profile import Profile
from transit.network.area import Area
from transit.network.observed import with_observations
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.explain import Explained, explain_answer
from transit.route.query import Point, Query
from transit.route.router import Router
from transit.store.surveys import read_observations


def plan_journeys(
    opened: OpenedArea,
    start: Chosen,
    end: Chosen,
    moment: dt.datetime,
    arrive_by: bool,
    profile: Profile,
    most: int = 3,
) -> Explained:
    """Find journeys and explain them.

    Parameters
    ----------
    opened
        The area.
    start, end
        Where from and where to.
    moment
        Local wall time.
    arrive_by
        True when ``moment`` is when to be there.
    profile
        How the person travels.
    most
        Most journeys.

    Returns
    -------
    Explained
        Journeys, or the reasons why there are none.
    """
    area = as_seen(opened)
    router = _router(area, area.edition, profile.routing_hash, profile)
    query = Query(
        origin=Point(start.lat, start.lon, start.name),
        destination=Point(end.lat, end.lon, end.name),
        moment=moment,
        arrive_by=arrive_by,
        profile=profile,
        window_s=int(read_parameters().number("journey_window_s")),
        max_journeys=most,
    )
    return explain_answer(area, find_journeys(router, query), read_rules())


def ask_again(opened: OpenedArea, explained: Explained) -> Explained:
    """Ask the same question again: something was seen outside since.

    Parameters
    ----------
    opened
        The area.
    explained
        The answer so far.

    Returns
    -------
    Explained
        The new answer.
    """
    query = explained.answer.query
    start, end = (
        Chosen(each.name, each.lat, each.lon) for each in (query.origin, query.destination)
    )
    return plan_journeys(
        opened,
        start,
        end,
        query.moment,
        query.arrive_by,
        query.profile,
        query.max_journeys,
    )


def as_seen(opened: OpenedArea) -> Area:
    """Return the area as people saw it, where there is a register that keeps what they saw.

    Parameters
    ----------
    opened
        The area.

    Returns
    -------
    Area
        The mapped one where nothing was seen.
    """
    try:
        seen = read_observations(find_register()) if register_exists() else ()
    except StoreError:
        # A register that cannot be read keeps nobody from asking for a journey.
        seen = ()
    keys = hashlib.sha256(" ".join(each.key for each in seen).encode()).hexdigest()
    return _as_seen(opened.area, opened.area.edition, keys, seen) if seen else opened.area


# Area and observations are told apart by their edition and keys; nothing of them is about a person.
@st.cache_resource(max_entries=2, show_spinner=False)
def _as_seen(_area: Area, edition: str, keys: str, _seen: tuple[Observation, ...]) -> Area:
    return with_observations(_area, _seen)


@st.cache_resource(max_entries=8, show_spinner=False)
def _router(_area: Area, edition: str, routing_hash: str, _profile: Profile) -> Router:
    # Edition and routing hash are the key; a router knows limits, never whose they are.
    return Router(_area, _profile, read_rules(), read_parameters())
