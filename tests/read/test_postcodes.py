"""Postcode files: ONSPD, Code-Point Open, plain tables; what they say of how exact they are."""

import zipfile

import pytest

from transit.errors import InputError
from transit.model.positions import Origin
from transit.read.postcodes import plain_postcode, read_postcodes, tidy_postcode

ONSPD = """pcd,pcds,doterm,oseast1m,osgrdind,lat,long
"B1  1AA","B1 1AA","",406632,1,52.47666,-1.903535
"B1  1AB","B1 1AB","",406632,6,52.47,-1.9
"B1  9ZZ","B1 9ZZ","",,9,99.999999,0
"""
CODE_POINT = """"B1 1AA",10,406632,286571,"E92000001"
"B1 1AB",60,406600,286500,"E92000001"
"B1 9ZZ",90,0,0,"E92000001"
"""


def test_onspd(tmp_path):
    """Quality 6 is the middle of a sector; latitude 99.999999 means that there is none."""
    path = tmp_path / "ONSPD.csv"
    path.write_text(ONSPD)
    assert read_postcodes(path, {"B11AA", "B11AB", "B19ZZ", "B77XX"}) == {
        "B11AA": (52.47666, -1.903535, Origin.POSTCODE),
        "B11AB": (52.47, -1.9, Origin.SECTOR),
    }


def test_code_point_open(tmp_path):
    """Easting and northing become degrees: 406632, 286571 is where ONSPD has B1 1AA."""
    path = tmp_path / "b.csv"
    path.write_text(CODE_POINT)
    found = read_postcodes(path, {"B11AA", "B11AB", "B19ZZ"})
    assert set(found) == {"B11AA", "B11AB"}
    lat, lon, origin = found["B11AA"]
    assert (lat, lon) == pytest.approx((52.4767, -1.9036), abs=5e-4)
    assert origin is Origin.POSTCODE
    assert found["B11AB"][2] is Origin.SECTOR


def test_a_zip_and_a_folder(tmp_path):
    """Code-Point Open comes as a zip of a file for each area."""
    folder = tmp_path / "codes" / "Data"
    folder.mkdir(parents=True)
    (folder / "b.csv").write_text(CODE_POINT)
    with zipfile.ZipFile(tmp_path / "codes.zip", "w") as packed:
        packed.write(folder / "b.csv", "Data/CSV/b.csv")
        packed.writestr("Doc/licence.txt", "OGL")
    whole = read_postcodes(folder / "b.csv", {"B11AA"})
    assert read_postcodes(tmp_path / "codes", {"B11AA"}) == whole
    assert read_postcodes(tmp_path / "codes.zip", {"B11AA"}) == whole


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "x\n", "a,b,c,d\nw,x,y,z\n"])
def test_another_file_is_refused(tmp_path, text):
    """It is told what was expected."""
    path = tmp_path / "other.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=r"other\.csv"):
        read_postcodes(path, {"B11AA"})


def test_postcodes_are_compared_plainly():
    """However it is typed, it is the same."""
    assert plain_postcode(" b1  1aa ") == "B11AA"
    assert tidy_postcode("b11aa") == "B1 1AA"


@pytest.mark.real
def test_west_midlands(real_data):
    """The real table of 88,482 postcodes has these two."""
    path = real_data / "birmingham_solihull" / "wm_postcodes.csv"
    found = read_postcodes(path, {"B11AA", "B11AG"})
    assert found["B11AA"] == (52.47666, -1.903535, Origin.POSTCODE)
    assert len(found) == 2
