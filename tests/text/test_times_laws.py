"""Laws that hold for every example of the gold files on any day."""

import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.times import LANGUAGES, read_times
from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.when import When

FOLDER = Path(__file__).parent
MARK = re.compile(r"\[\[(.*?)\]\]")
YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
SENTENCES = [
    (language, MARK.sub(r"\1", line.split(" | ")[0]))
    for language in LANGUAGES
    for line in (FOLDER / f"times.{language}.gold").read_text("utf-8").splitlines()
    if " | " in line and not line.startswith("#")
]
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31)).map(
    lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
)
A_YEAR = (timedelta(350), timedelta(381))
"""A day of the week lies up to a week off, the night before a day more."""


def read(language: str, text: str, written: datetime) -> tuple[TimeMention, ...]:
    return read_times(
        text, language=language, document_time=written, zone="Asia/Almaty"
    )


@given(st.sampled_from(SENTENCES), DAYS)
def test_a_time_with_its_year_does_not_move_with_the_document(
    sentence: tuple[str, str], written: datetime
) -> None:
    later = written + timedelta(366)
    dated = [
        [m.when.value for m in read(*sentence, day) if YEAR.search(m.quote)]
        for day in (written, later)
    ]

    assert dated[0] == dated[1]


RELATIVE = [
    ("de", "Gestern Abend, vor drei Tagen, letzte Woche, am Montag."),
    ("en", "Last night, three days ago, last week, on Monday."),
    ("ru", "Вчера вечером, три дня назад, на прошлой неделе, в понедельник."),
    ("kk", "Кеше кешке, үш күн бұрын, өткен аптада, дүйсенбіде."),
    ("uk", "Вчора ввечері, три дні тому, минулого тижня, у понеділок."),
]


@given(st.sampled_from(RELATIVE), DAYS)
def test_a_relative_time_moves_with_the_document(
    sentence: tuple[str, str], written: datetime
) -> None:
    day = timedelta(366 if (written + timedelta(365)).day != written.day else 365)
    now, later = read(*sentence, written), read(*sentence, written + day)

    assert len(now) == len(later) >= 4
    for one, other in zip(now, later, strict=True):
        assert one.when.earliest is not None
        assert other.when.earliest is not None
        assert A_YEAR[0] <= other.when.earliest - one.when.earliest <= A_YEAR[1]


@given(st.sampled_from(SENTENCES), DAYS)
def test_an_example_keeps_its_spans_sound_on_any_day(
    sentence: tuple[str, str], written: datetime
) -> None:
    end = 0
    for mention in read(*sentence, written):
        when = mention.when
        assert sentence[1][mention.start : mention.end] == mention.quote
        assert mention.start >= end
        end = mention.end
        assert (
            when.earliest is None or when.latest is None or when.earliest < when.latest
        )
        assert When.parse(when.value, zone=when.zone, words=when.words) == when


@given(st.text(max_size=40), st.sampled_from(SENTENCES), st.text(max_size=40))
def test_any_text_around_an_example_breaks_nothing(
    before: str, sentence: tuple[str, str], after: str
) -> None:
    language, words = sentence
    text = before + words + after

    for mention in read(language, text, datetime(2023, 3, 16, tzinfo=UTC)):
        assert text[mention.start : mention.end] == mention.quote


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", [".", "1", "a", "(", "16:20 ", "5. Januar 2022 ", "Januar", "bis ", "5.-"]
)
def test_time_grows_with_the_length_of_one_line_of_one_thing(piece: str) -> None:
    took = []
    for size in (100_000, 400_000):
        begun = time.process_time()
        read_times(
            piece * (size // len(piece)),
            language="de",
            document_time=date(2022, 1, 6),
        )
        took.append(time.process_time() - begun)

    assert took[1] < 8 * took[0] + 0.2
