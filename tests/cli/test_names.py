"""``qantar names`` as a person runs it."""

import json

import pytest

from qantar.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(["names", *arguments])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def test_two_spellings_are_one_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "compare", "Marat Esenow", "Есенов, Марат", "--json")

    found = json.loads(told)
    assert found["same"] is True
    assert "same name in another order" in found["reasons"]


def test_reasons_are_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = run(capsys, "compare", "M. Esenov", "Marat Esenov", "--lang", "kk")

    assert "бас әріпі сәйкес" in told
    assert "аттардың өзі мұны айтпайды" in told


def test_a_handle_is_taken_for_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "compare", "@steppe_wind", "@steppe_wind", "--json")

    assert json.loads(told)["same"] is None
