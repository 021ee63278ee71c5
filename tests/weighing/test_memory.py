"""What was weighed before is not weighed again, and nothing else changes."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.vocabulary.finding import Contradiction, Origin, Question
from qantar.vocabulary.statement import Stance, Statement
from qantar.weighing import Memory, find_origins, weigh
from weighing_rows import count, said

VOICES = [
    "Prosecutor General > Courier",
    "Prosecutor General > Bote",
    "Ministry of Health > Agency > Courier",
    "officials > Tagblatt",
    "Anna Berg > Bote",
    "Courier",
    "Tagblatt",
]
WORDS = [
    "",
    "in the night to Monday four houses near the old mill burned down to the ground",
    "in the night to Monday four houses near the old mill burned down to the last stone",
]

Weighed = tuple[tuple[Origin, ...], tuple[Question, ...], tuple[Contradiction, ...]]


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(VOICES),
                st.sampled_from([5, 20, 164, 225, 227, 230, 2200, 2265]),
                st.sampled_from(["killed", "injured"]),
                st.sampled_from(["2031-05-04", "2031-05-05", "2031-05"]),
                st.sampled_from(["2031-05-05", "2031-05-09", "2031-06-01"]),
                st.sampled_from(["Wolfenheim", "Adorf", "Nordland"]),
                st.sampled_from([Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES]),
                st.sampled_from(WORDS),
            ),
            max_size=14,
        )
    )
    return [
        said(
            f"s{n}",
            voice,
            count(what=what, figure=figure),
            when=when,
            published=published,
            where=where,
            stance=stance,
            quote=words,
        )
        for n, (
            voice,
            figure,
            what,
            when,
            published,
            where,
            stance,
            words,
        ) in enumerate(rows)
    ]


def weighed(rows: Sequence[Statement], memory: Memory | None = None) -> Weighed:
    origins = find_origins(rows, memory=memory)
    return (origins, *weigh(rows, origins, memory=memory))


@settings(deadline=None)
@given(statements(), st.integers(0, 14))
def test_a_run_with_memory_equals_one_without(rows: list[Statement], cut: int) -> None:
    first = Memory()
    weighed(rows[:cut], first)
    kept = Memory.read(first.written())

    assert weighed(rows, kept) == weighed(rows)


@settings(deadline=None)
@given(statements(), st.data())
def test_statements_that_leave_take_their_conclusions_with_them(
    rows: list[Statement], data: st.DataObject
) -> None:
    first = Memory()
    weighed(rows, first)
    rest = [row for row in rows if data.draw(st.booleans())]

    assert weighed(rest, first.next()) == weighed(rest)


def test_only_what_is_new_is_compared_again() -> None:
    rows = [
        said(
            f"{place}{n}", "Prosecutor General > Courier", count(figure=n), where=place
        )
        for place in ("Adorf", "Bedorf", "Cedorf")
        for n in (225, 227, 230)
    ]
    first = Memory()
    weighed(rows, first)
    new = said("new", "Anna Berg > Bote", count(figure=300), where="Adorf")

    second = first.next()
    weighed([*rows, new], second)

    asked = len(second.now)
    assert second.hits > 0
    assert asked - second.hits <= 6


def test_other_rules_remember_nothing() -> None:
    memory = Memory(rules="of last year")
    memory.keep(b"key", b"conclusion")

    assert Memory.read(memory.written()).recall(b"key") is None


def test_torn_bytes_are_an_empty_memory() -> None:
    memory = Memory()
    memory.keep(b"key", b"conclusion")

    assert Memory.read(memory.written()[:-3]).before == {}
