"""Publishing and exporting from the command line: refusals, counts, exit statuses."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from qantar.case import Case
from qantar.cli.main import cli
from qantar.errors import InputError
from qantar.publishing.policy import PUBLIC
from qantar.vocabulary.exhibit import Provenance

TEXT = (
    "Zarina Kanarbekova: Am 5. Januar 2022 wurden in Almaty 8 Menschen verletzt."
    " Ich habe es gesehen.\n"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    (folder / "talk.txt").write_text(TEXT, "utf-8")
    told = Provenance(
        file="", kind="interview", author="Zarina Kanarbekova", protect=True
    )
    with Case.create(
        folder / "case", title="Trial", zone="Asia/Almaty", langs=("de",)
    ) as case:
        case.add([folder / "talk.txt"], told=told)
        case.read()
        case.link()
        case.weigh()
    return folder


def toml(**changes: Any) -> str:
    """A profile's file, as somebody would write it."""
    profile = replace(PUBLIC, name="trial", **changes)
    lines = []
    for section, keys in profile.as_table().items():
        lines.append(f"[{section}]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    return "\n".join(lines)


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    path = tmp_path / "wide.toml"
    text = toml(protected_exhibits=True, kinds=PUBLIC.kinds | {"interview"})
    path.write_text(text.replace('"accepted"', '"suggested", "accepted"'), "utf-8")
    return path


def run(*told: object) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in told], standalone_mode=False)


def test_a_profile_written_by_hand_is_read(wide: Path, record: Path) -> None:
    done = run("publish", record, "--profile", wide, "--preview", "--json")

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["exhibits"] == 1


def test_a_preview_writes_nothing(wide: Path, record: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = run("publish", record, tmp_path / "out", "--profile", wide, "--preview")

    assert done.exit_code == 0
    assert "Statements that go out" in done.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_an_edition_is_written_with_its_sums(
    wide: Path, record: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = run(
        "publish",
        record,
        out,
        "--profile",
        wide,
        "--edition",
        "one",
        "--data",
        "--seal",
    )

    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in out.iterdir()) == [
        "SHA256SUMS",
        "SHA256SUMS.pub",
        "SHA256SUMS.sig",
        "data",
    ]
    assert "Kanarbekova" not in "".join(
        p.read_text("utf-8") for p in (out / "data").iterdir()
    )


def test_there_is_no_default_profile(record: Path, tmp_path: Path) -> None:
    done = run("publish", record, tmp_path / "out")

    assert isinstance(done.exception, click.UsageError)
    assert "no default profile" in str(done.exception)


def test_without_a_second_person_nothing_is_written(
    record: Path, tmp_path: Path
) -> None:
    (tmp_path / "p.toml").write_text(toml(second_person=True), "utf-8")
    done = run(
        "publish", record, tmp_path / "out", "--profile", tmp_path / "p.toml",
        "--edition", "two", "--data",
    )  # fmt: skip

    assert done.return_value == 1
    assert "second person" in done.output
    assert not (tmp_path / "out").exists()


def test_a_text_for_a_strange_language_is_refused(
    wide: Path, record: Path, tmp_path: Path
) -> None:
    done = run(
        "publish", record, tmp_path / "out", "--profile", wide, "--text", f"fr={wide}"
    )

    assert isinstance(done.exception, click.UsageError)
    assert "LANG=FILE" in str(done.exception)


def test_an_export_tells_its_losses_count_and_digest(record: Path) -> None:
    done = run("export", record, "events", "--format", "acled", "--profile", "internal")

    assert done.exit_code == 0, done.output
    assert "What a format cannot carry" in done.stderr
    assert "sha256" in done.stderr
    assert done.stdout.startswith("event_id_cnty,")


def test_an_export_with_protected_names_says_so(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "e.jsonl"
    whole = run("export", record, "exhibits", "--out", out)
    bare = run("export", record, "exhibits", "--profile", "internal", "--out", out)

    assert "protected voices" in whole.stderr
    assert "protected voices" not in bare.stderr
    assert "Kanarbekova" not in out.read_text("utf-8")


def test_a_pair_that_does_not_fit_is_wrong_use(record: Path) -> None:
    done = run("export", record, "register", "--format", "geojson")

    assert isinstance(done.exception, InputError)
    assert "cannot carry register" in str(done.exception)


def test_a_data_package_comes_with_its_table(record: Path, tmp_path: Path) -> None:
    done = run(
        "export", record, "statements", "--format", "datapackage",
        "--out", tmp_path / "datapackage.json",
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    assert (tmp_path / "statements.csv").is_file()
