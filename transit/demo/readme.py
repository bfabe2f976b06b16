"""The note that lies beside the made-up borough's files."""

from transit.demo.plans import Plans

_TEXT = """{name}: a borough that does not exist
{rule}

Everything in this folder is made up by a program from the seed {seed}. No street, stop, route,
operator, venue or person in it is real, and any likeness of names is chance. It is laid over open
water in the Irish Sea (about {lat} N, {lon} E), so that no real street can be confused with it.

streets.osm.pbf      streets, paths, crossings, buildings, in OpenStreetMap's format
timetable.gtfs.zip   bus timetables, {first} to {last}, in GTFS
naptan.csv           bus stops with bearings, in the columns of NaPTAN's export (area code 999)
elevation.tif        heights in metres, latitude and longitude
boundary.geojson     the borough
wards.geojson        its wards
people.csv           {people} invented people: pseudonyms, never names
abilities.csv        what is recorded of their skills
opportunities.csv    places worth reaching
sessions.csv         what happens there, when
fleet.csv            vehicles
ride_needs.csv       what people need of a ride
runs.csv             runs as they are made today
run_stops.csv        their stops

Timetables: bank holidays have a Sunday service, 25 and 26 December none. Route S9 runs on school
days only, 30 on market day (Thursday), N1 on Friday and Saturday nights. Route 7 becomes route 8
at the bus station; passengers stay on board.

As in real data, much is not recorded: most crossings say nothing of kerbs, most streets nothing of
lighting, and a few things contradict each other, such as a stop drawn on the wrong side of its
road.

Some shares follow published figures, most are our own; see data/parameters/demo.toml and
data/demo/register.toml.
"""


def readme(plans: Plans, seed: int) -> str:
    """Return the note.

    Parameters
    ----------
    plans
        Names, dates and sizes.
    seed
        The borough's seed.

    Returns
    -------
    str
        Plain text.
    """
    name = plans.names["borough"]
    return _TEXT.format(
        name=name,
        rule="=" * len(f"{name}: a borough that does not exist"),
        seed=seed,
        lat=plans.number("latitude"),
        lon=plans.number("longitude"),
        first=plans.text("first_date"),
        last=plans.text("last_date"),
        people=int(plans.number("people")),
    )
