"""What a copy says that it holds: short, read back, and of both formats."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.case import Case
from qantar.case.sharing import frontier_of, pack_for
from qantar.errors import InputError
from qantar.ledger import Tip, tips_from_text, tips_to_text

TIPS = st.builds(
    Tip,
    dev=st.binary(min_size=32, max_size=32).map(bytes.hex),
    seq=st.integers(0, 2**53 - 1),
    id=st.binary(min_size=32, max_size=32).map(bytes.hex),
)


@given(st.lists(TIPS, max_size=20))
def test_tips_come_back_from_their_text(tips: list[Tip]) -> None:
    assert tips_from_text(tips_to_text(tips)) == tips


@given(st.lists(TIPS, min_size=20, max_size=20))
def test_a_device_takes_at_most_a_hundred_bytes(tips: list[Tip]) -> None:
    assert len(tips_to_text(tips)) <= 100 * len(tips)


@given(st.text(max_size=200))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    try:
        tips_from_text(text)
    except ValueError:
        return


@pytest.fixture
def told(tmp_path: Path) -> tuple[Path, dict[str, object]]:
    with Case.create(tmp_path / "north", title="x") as case:
        return tmp_path / "north", frontier_of(case)


def packed(folder: Path, told: object, tmp_path: Path) -> int:
    (tmp_path / "f.json").write_text(json.dumps(told))
    with Case.open(folder) as case:
        volumes = pack_for(
            case,
            tmp_path / "b.qantar",
            [str(tmp_path / "f.json")],
            since=tmp_path / "f.json",
        )
    return sum(volume.entries for volume in volumes)


def test_one_who_holds_all_is_sent_nothing(
    told: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    assert packed(*told, tmp_path) == 0


def test_a_frontier_of_the_format_before_is_understood(
    told: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    folder, new = told
    tips = tips_from_text(str(new.pop("tips")))
    old = {
        **new,
        "format": "qantar frontier 1",
        "frontier": [[tip.dev, tip.seq, tip.id] for tip in tips],
    }

    assert packed(folder, old, tmp_path) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"tips": "!!"},
        {"tips": "AAAA"},
        {"tips": None},
        {"format": "qantar frontier 1"},
        {"format": "qantar frontier 1", "frontier": [["x", 0, "y"]]},
        {"format": "qantar frontier 1", "frontier": [[1]]},
    ],
)
def test_a_damaged_frontier_is_named(
    told: tuple[Path, dict[str, object]], tmp_path: Path, change: dict[str, object]
) -> None:
    folder, new = told

    with pytest.raises(InputError, match=r"f\.json is damaged"):
        packed(folder, {**new, **change}, tmp_path)
