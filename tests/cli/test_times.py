"""``qantar times``: rows on stdout, one clear line for what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qantar.cli.times import times_command
from qantar.errors import WhenError

TEXT = "Am 9. März gegen 18 Uhr kam er. Gestern Abend ging er."
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(*options: str, text: str = TEXT) -> Result:
        file = tmp_path / "brief.txt"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(times_command, [str(file), *options])

    return invoke


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_time_is_one_row_with_its_offsets(run: Run) -> None:
    found = rows(run("--published", "2023-03-16", "--zone", "Asia/Almaty"))

    assert [TEXT[int(str(r["start"])) : int(str(r["end"]))] for r in found] == [
        r["quote"] for r in found
    ]
    assert [(r["type"], r["value"], r["modifier"]) for r in found] == [
        ("TIME", "2023-03-09T18:00+06:00~", "approx"),
        ("TIME", "2023-03-15T18:00+06:00~/2023-03-15T22:00+06:00~", ""),
    ]
    assert found[0]["earliest"] == "2023-03-09T11:30:00Z"
    assert found[0]["rule"] == "moments/day-approx-clock"


def test_json_is_one_document(run: Run) -> None:
    told = json.loads(run("--json", "--published", "2023-03-16").stdout)

    assert len(told["times"]) == 2


def test_a_quiet_command_counts_nothing(run: Run) -> None:
    options = ("--lang", "de", "--published", "2023-03-16")
    assert run(*options).stderr == "times: 2\n"
    assert run(*options, "--quiet").stderr == ""


def test_an_anchor_tells_where_the_story_begins(run: Run) -> None:
    told = run("--lang", "de", "--anchor", "2022-01-05", text="Um 16 Uhr war Ruhe.")

    assert rows(told)[0]["value"] == "2022-01-05T16:00"


def test_a_convention_cuts_the_spans(run: Run) -> None:
    text = "Es war im Jahr 1987."
    told = run("--lang", "de", "--convention", "timex", text=text)

    assert rows(told)[0]["quote"] == "Jahr 1987"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--lang", "fr"], "'fr'. Known are de, en, ru, kk, uk"),
        (["--lang", "de", "--zone", "Mars/Phobos"], "Mars/Phobos.*Asia/Almaty"),
        (["--lang", "de", "--published", "2023-02-31"], "2023-02-31.*2022-01-06"),
        (["--lang", "de", "--anchor", "spring"], "spring"),
    ],
)
def test_what_is_wrong_is_named_with_what_would_be_right(
    run: Run, options: list[str], words: str
) -> None:
    told = run(*options).exception

    assert isinstance(told, WhenError)
    with pytest.raises(WhenError, match=words):
        raise told


def test_a_text_of_no_known_language_asks_for_one(run: Run) -> None:
    told = run(text="12345 67890").exception

    assert isinstance(told, WhenError)
    assert "--lang" in str(told)
