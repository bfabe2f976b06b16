"""Asking the search: a router for each way of travelling, kept between visits."""

import datetime as dt

import streamlit as st

from transit.dashboard.asked import Chosen
from transit.dashboard.opened import OpenedArea
from transit.model.profile import Profile
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.alternatives import find_journeys
from transit.route.explain import Explained, explain_answer
from transit.route.query import Point, Query
from transit.route.router import Router


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
    router = _router(opened, opened.area.edition, profile.routing_hash, profile)
    query = Query(
        origin=Point(start.lat, start.lon, start.name),
        destination=Point(end.lat, end.lon, end.name),
        moment=moment,
        arrive_by=arrive_by,
        profile=profile,
        window_s=int(read_parameters().number("journey_window_s")),
        max_journeys=most,
    )
    return explain_answer(opened.area, find_journeys(router, query), read_rules())


@st.cache_resource(max_entries=8, show_spinner=False)
def _router(_opened: OpenedArea, edition: str, routing_hash: str, _profile: Profile) -> Router:
    # Edition and routing hash are the key; a router knows limits, never whose they are.
    return Router(_opened.area, _profile, read_rules(), read_parameters())
