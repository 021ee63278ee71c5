import pytest

from qantar.reading.clocks import moment_of, moments, runs, written_moment
from qantar.vocabulary.passage import Passage


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("03/06/2019 05:41", "2019-06-03T05:41"),
        ("06.10.2020 00:48", "2020-10-06T00:48"),
        ("2022-01-05T16:00+06:00", "2022-01-05T16:00+06:00"),
        ("1/31/22, 5:07 PM", "2022-01-31T17:07"),
        ("2022-01-06", "2022-01-06"),
        ("yesterday", ""),
        ("99/99/2020", ""),
    ],
)
def test_the_head_of_a_message_tells_its_moment(words: str, moment: str) -> None:
    assert written_moment(words) == moment


def passage(name: str, start: int, kind: str, **told: object) -> Passage:
    fields: dict[str, object] = {"parent": None, "lang": "ru", "attributes": {}}
    return Passage(
        id=name, exhibit="e", start=start, end=start + 10, kind=kind, **(fields | told)  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_body_takes_the_moment_of_its_message() -> None:
    head = passage("m", 0, "message", attributes={"time": "06.10.2020 00:48"})
    body = passage("b", 5, "paragraph", parent="m")
    assert moments([head, body], "2020-12-01")["b"] == "2020-10-06T00:48"


def test_neighbours_of_one_language_and_moment_are_read_together() -> None:
    parts = [
        passage("a", 0, "paragraph"),
        passage("b", 12, "paragraph"),
        passage("c", 24, "paragraph", lang="kk"),
    ]
    found = runs(parts, dict.fromkeys("abc", "2022-01-06"), "ru")
    assert [(r.start, r.end, r.lang) for r in found] == [(0, 22, "ru"), (24, 34, "kk")]


def test_a_moment_without_a_time_of_day_times_no_message() -> None:
    assert moment_of("2022-01-06", "+06:00") is None
    told = moment_of("2022-01-06T10:00", "+06:00")
    assert told is not None
    assert told.value == "2022-01-06T10:00~"


def test_a_caption_stays_in_its_run_as_an_aside() -> None:
    parts = [
        passage("a", 0, "paragraph"),
        passage("b", 12, "caption"),
        passage("c", 24, "paragraph"),
    ]
    (found,) = runs(parts, dict.fromkeys("abc", "2022-01-06"), "ru")
    assert (found.start, found.end, found.asides) == (0, 34, ((12, 22),))
