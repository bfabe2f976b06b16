"""Deprivation in fifths, from deciles and fifths as the nations publish them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transit.errors import InputError
from transit.read.deprivation import read_deprivation
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
ENGLISH = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"


def test_deciles_become_fifths(tmp_path):
    """Deciles 1 and 2 are fifth 1, 9 and 10 fifth 5; a domain's decile is not taken for them."""
    path = tmp_path / "imd.csv"
    rows = [f"E0100000{n % 10},{10 - n},{n + 1}" for n in range(10)]
    path.write_text("\n".join([f'code,Income Decile,"{ENGLISH}"', *rows]) + "\n")
    found, notices = read_deprivation(path, PARAMETERS)
    assert [found.fifths[f"E0100000{n}"] for n in range(10)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert notices == ()


def test_fifths_stay_fifths_and_bad_rows_are_noticed(tmp_path):
    """A quintile is a fifth; 6 and nothing are none; of two numbers the first counts."""
    path = tmp_path / "wimd.csv"
    path.write_text(
        "lsoa,WIMD quintile\nW01000001,5\nW01000002,6\nW01000003,\nW01000001,1\nW01000004,2.0\n"
    )
    found, notices = read_deprivation(path, PARAMETERS)
    assert found.fifths == {"W01000001": 5, "W01000004": 2}
    assert [(each.code, each.count) for each in notices] == [
        ("deprivation_bad_row", 2),
        ("deprivation_twice", 1),
    ]


def test_a_column_may_be_named_and_must_hold_steps(tmp_path):
    """Two columns of deciles, none of the whole index: one has to be named; ranks are none."""
    path = tmp_path / "parts.csv"
    path.write_text("code,income decile,health decile,rank\nE01000001,1,9,32000\n")
    with pytest.raises(InputError, match="no column of deciles"):
        read_deprivation(path, PARAMETERS)
    found, _ = read_deprivation(path, PARAMETERS, column="Health decile")
    assert found.fifths == {"E01000001": 5}
    with pytest.raises(InputError, match="1 to 5"):
        read_deprivation(path, PARAMETERS, column="rank")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=120), st.text(max_size=120).map(str.encode)))
def test_whatever_is_in_a_file_it_is_read_or_refused(tmp_path, content):
    """Bytes of any kind: fifths from 1 to 5, or an error that names the file."""
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        found, _ = read_deprivation(path, PARAMETERS)
    except InputError as fault:
        assert "any.csv" in str(fault)
    else:
        assert set(found.fifths.values()) <= {1, 2, 3, 4, 5}


@pytest.mark.real
def test_newports_small_areas_have_their_fifths(real_data):
    """All 95 small areas of Newport; 33 of them are among the most deprived fifth of Wales."""
    path = real_data / "newport" / "wimd2019_lsoa11_newport.csv"
    found, notices = read_deprivation(path, PARAMETERS)
    assert len(found.fifths) == 95
    assert list(found.fifths.values()).count(1) == 33
    assert notices == ()
