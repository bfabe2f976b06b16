"""What is a landmark: by its tags, as data/rules/landmarks.toml has it."""

import pytest

from transit.errors import InputError
from transit.read.landmark_rules import parse_landmark_rules, read_landmark_rules
from transit.read.osm_landmarks import landmark_at

RULES = read_landmark_rules()


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "place_of_worship", "religion": "christian"}, "church"),
        ({"amenity": "place_of_worship", "religion": "muslim"}, "mosque"),
        ({"amenity": "place_of_worship"}, None),
        ({"amenity": "post_box"}, "post_box"),
        ({"amenity": "pub", "name": "The Ship"}, "pub"),
        ({"amenity": "pub"}, None),
        ({"shop": "bicycle", "name": "Wheels"}, "shop"),
        ({"shop": "vacant", "name": "Wheels"}, None),
        ({"shop": "bicycle", "name": "Wheels", "level": "1"}, None),
        ({"amenity": "school", "access": "private"}, None),
        ({"building": "yes", "name": "Delta House"}, "building"),
        ({"building": "yes", "name": "Shed 7"}, None),
        ({"building": "yes", "name": "Former Baths"}, None),
        ({"building": "no", "name": "Delta House"}, None),
        ({"highway": "crossing"}, None),
        ({}, None),
    ],
)
def test_kinds_by_tags(tags: dict[str, str], kind: str | None) -> None:
    """The most telling kind; nothing that is hidden, empty or has no name to be known by."""
    found = RULES.kind_of(tags)
    assert (found.name if found else None) == kind
    made = landmark_at(RULES, "n1", tags, 51.5, -3.0)
    assert (made.kind if made else None) == kind


def test_every_kind_can_be_reached() -> None:
    """No kind stands wholly behind an earlier one."""
    for kind in RULES.kinds:
        told = [
            RULES.kind_of({key: "thing" if value == "*" else value for key, value in tags.items()}
                          | {"name": "Thing"})
            for tags in kind.tags
        ]  # fmt: skip
        assert kind in told, kind.name


def test_a_rule_that_lacks_a_field_is_told() -> None:
    """The file and what is missing."""
    with pytest.raises(InputError, match=r"own\.toml"):
        parse_landmark_rules({"table": {}}, "own.toml")
