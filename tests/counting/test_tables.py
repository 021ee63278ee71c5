"""Tables of overlaps and of persons: what is read, and what is refused with words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.counting import Overlaps, overlaps_of_persons, read_table
from qantar.errors import InputError

CELLS = "A,B,C,count\n1,0,0,7\n1,1,0,3\n0,1,1,2\n1,1,1,0\n"


def only(text: str) -> Overlaps:
    return read_table(text).strata[0].overlaps


def test_cells_with_counts_become_overlaps() -> None:
    overlaps = only(CELLS)

    assert overlaps.cells == ((1, 7), (3, 3), (6, 2))
    assert overlaps.sizes() == (10, 5, 2)
    assert overlaps.pairs() == {(0, 1): 3, (0, 2): 0, (1, 2): 2}


def test_a_row_a_person_is_counted_and_other_columns_are_named() -> None:
    found = read_table("id;A;B\np1;1;0\np2;1;1\np3;0;0\np4;1;0\n")

    assert found.strata[0].overlaps.cells == ((1, 2), (3, 1))
    assert (found.unlisted, found.ignored) == (1, ("id",))


def test_strata_are_counted_by_themselves() -> None:
    text = "region,A,B,count\nnorth,1,0,4\nsouth,1,0,2\nsouth,0,1,9\n"

    found = read_table(text, strata=["region"])

    assert [s.labels for s in found.strata] == [
        (("region", "north"),),
        (("region", "south"),),
    ]
    assert [s.overlaps.persons for s in found.strata] == [4, 11]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A,B,count\n1,0,-3\n0,1,2\n", "Row 2 counts '-3'; a count is 0 or more"),
        ("A,B,count\n1,0,2.5\n0,1,2\n", "Row 2 counts '2.5'; a count is a whole"),
        ("A,B,count\n1,0,many\n0,1,2\n", "Row 2 counts 'many'; a count is a whole"),
        ("A,B,count\n1,0,2\n0,1,2\n1,0,3\n", "Rows 2 and 4 are the same cell"),
        ("A,count\n1,2\n0,1\n", "1 list columns"),
        ("A,B,C,count\n1,1,0,4\n0,0,1,2\n", "'A' and 'B' hold exactly the same"),
        ("A,B,count\n0,0,9\n1,0,3\n1,1,1\n", "Row 2 counts 9 persons on no list"),
        ("A,B,count\n1,0,0\n", "Nobody stands on any list"),
        ("A,B,count\n1,2,3\n1,0,3\n0,1,3\n", "Row 2, column 'B' holds '2'"),
        ("A,A,count\n1,1,3\n", "Two columns are called 'A'"),
        ("A,B,count\n1,1\n", "Row 2 has 2 columns, the heading 3"),
        ("A,B,count\n", "The table is empty"),
        ("A,B,town,count\n1,0,x,3\n", "give --strata town"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_why(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_table(text)

    assert said in str(raised.value)


def test_a_wrong_cell_of_a_person_is_not_repeated() -> None:
    with pytest.raises(InputError) as raised:
        read_table("A,B\n1,Aigerim\n0,1\n1,0\n")

    assert "Aigerim" not in str(raised.value)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=40))
def test_every_listed_person_stands_in_one_cell(masks: list[int]) -> None:
    held = {
        str(k): [name for j, name in enumerate("ABC") if mask >> j & 1]
        for k, mask in enumerate(masks)
    }

    overlaps = overlaps_of_persons(held, "ABC")

    assert overlaps.persons == sum(mask > 0 for mask in masks)
    assert sum(overlaps.frequencies()) == overlaps.persons
    assert overlaps.keep([0, 1, 2]) == overlaps
