"""Which statements share a page of the chronology, and what it is called."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qantar.publishing.site.calendar import Entry, Stretch, stretches

ENTRIES = st.lists(
    st.builds(
        Entry,
        day=st.dates(date(1900, 1, 1), date(2031, 12, 31))
        | st.dates(date(2022, 1, 1), date(2022, 1, 9)),
        weight=st.integers(1, 40),
        breaks=st.booleans(),
    ),
    max_size=80,
)


def planned(entries: list[Entry]) -> tuple[Stretch, ...]:
    return stretches(entries, heaviest=100, most=10)


def ordered(entries: list[Entry], undated: int = 0) -> list[Entry]:
    told = sorted(entries, key=lambda one: one.day or date.max)
    return told + [Entry(day=None, weight=30, breaks=False)] * undated


@given(ENTRIES, st.integers(0, 9))
def test_every_statement_stands_on_one_page_that_is_light_enough(
    found: list[Entry], undated: int
) -> None:
    entries = ordered(found, undated)
    pages = planned(entries)

    assert pages[0].first == 0
    assert all(a.first + a.count == b.first for a, b in pairwise(pages))
    assert pages[-1].first + pages[-1].count == len(entries)
    for page in pages:
        inside = entries[page.first : page.first + page.count]
        assert sum(one.weight for one in inside) <= 100
        assert len(inside) <= 10


@given(ENTRIES, st.integers(0, 9))
def test_no_two_pages_have_the_same_name(found: list[Entry], undated: int) -> None:
    pages = planned(ordered(found, undated))

    assert len({(page.name, page.part) for page in pages}) == len(pages)


@given(ENTRIES)
def test_a_page_holds_only_days_of_its_stretch(found: list[Entry]) -> None:
    entries = ordered(found)
    for page in planned(entries):
        days = [one.day for one in entries[page.first : page.first + page.count]]
        if page.start and page.end:
            assert all(day and page.start <= day <= page.end for day in days)


def test_what_fits_on_one_page_needs_no_calendar() -> None:
    (page,) = planned([Entry(day=date(2022, 1, 5), weight=1, breaks=False)])

    assert (page.name, page.grain) == ("", "all")


def test_pages_are_called_by_the_longest_stretch_that_fits() -> None:
    days = [
        date(1986, 12, 17),
        date(2011, 12, 16),
        *[date(2022, 1, 5)] * 5,
        date(2022, 1, 12),
        date(2022, 2, 1),
    ]
    pages = planned([Entry(day=day, weight=30, breaks=False) for day in days])

    assert [(page.name, page.part) for page in pages] == [
        ("19xx", 1),
        ("201x", 1),
        ("2022-01-05", 1),
        ("2022-01-05", 2),
        ("2022-01-11--20", 1),
        ("2022-02", 1),
    ]


@given(st.integers(0, 400))
def test_a_new_statement_leaves_the_pages_of_other_days_alone(place: int) -> None:
    entries = [
        Entry(
            day=date(2022, 1, 1) + timedelta(days=number // 20),
            weight=20,
            breaks=number * 7 % 8 == 0,
        )
        for number in range(400)
    ]
    new = Entry(day=entries[min(place, 399)].day, weight=20, breaks=False)
    after = [*entries[:place], new, *entries[place:]]

    def by_name(found: list[Entry]) -> dict[tuple[str, int], list[Entry]]:
        return {
            (page.name, page.part): found[page.first : page.first + page.count]
            for page in planned(found)
        }

    before, now = by_name(entries), by_name(after)
    changed = {key for key in before | now if before.get(key) != now.get(key)}
    assert {name for name, _ in changed} == {str(new.day)}
