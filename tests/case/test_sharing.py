"""Two laptops and a stick: merged both ways, both show the same record."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from qantar.case import Case
from qantar.case.entries import entry_rows
from qantar.case.forgetting import carry_out, plan_forgetting
from qantar.case.ids import resolve
from qantar.case.keeping import admit_device, make_key, prove_ids, retire
from qantar.case.merging import MergeReport, join_and_merge, merge_into
from qantar.case.sharing import frontier_of, pack_for
from qantar.errors import CannotSign, InputError
from qantar.ledger import audit_proof
from qantar.ledger.bundle import recipient
from qantar.publishing.exports import rows

WORDS = "Das Haus hinter der Bäckerei"


def report(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def shown(folder: Path) -> tuple[str, list[object], list[str]]:
    """Root, statements and entries of a copy, after reading what came."""
    with Case.open(folder) as case:
        case.read()
        case.link()
        case.weigh()
        statements = list(rows(case.view(), "statements", lang="de"))
        return (
            case.ledger.root(),
            list(statements),
            [row["id"] for row in entry_rows(case.ledger)],
        )


def carry(sender: Path, receiver: Path, stick: Path) -> MergeReport:
    """Everything that one copy has, by stick, to the other."""
    stick.mkdir(exist_ok=True)
    bundle = stick / f"{len(list(stick.iterdir()))}.qantar"
    with Case.open(receiver) as there:
        to = recipient(there.ledger)
    with Case.open(sender) as here:
        pack_for(here, bundle, [to])
    with Case.open(receiver) as there:
        return merge_into(there, [bundle])


@pytest.fixture
def north(tmp_path: Path) -> Path:
    file = report(
        tmp_path / "north-reports",
        "almaty.txt",
        "Am 5. Januar 2022 wurden in Almaty nach Angaben der Polizei 8 Menschen"
        " getötet.\n",
    )
    with Case.create(tmp_path / "north", title="Trial", zone="Asia/Almaty") as case:
        case.add([file])
    return tmp_path / "north"


@pytest.fixture
def south(tmp_path: Path, north: Path) -> Path:
    """A second laptop: its key, the case by stick, and a keeper's word for it."""
    folder = tmp_path / "south"
    dev, to = make_key(folder)
    with Case.open(north) as case:
        admit_device(case, dev, member="south", recipient=to)
        pack_for(case, tmp_path / "first.qantar", ["south"])
    joined = join_and_merge(folder, [tmp_path / "first.qantar"])

    assert joined.joined
    assert joined.vouched
    return folder


def apart(tmp_path: Path, north: Path, south: Path) -> None:
    """Both sides add reports while they cannot reach each other."""
    texts = {
        north: "Am 6. Januar 2022 wurden in Aktau 3 Menschen verletzt.\n",
        south: "Am 7. Januar 2022 nahm die Polizei in Oral 20 Menschen fest.\n",
    }
    for folder, text in texts.items():
        file = report(tmp_path / f"{folder.name}-new", f"{folder.name}.txt", text)
        with Case.open(folder) as case:
            case.add([file])
            case.read()


def test_merged_both_ways_both_show_the_same(
    tmp_path: Path, north: Path, south: Path
) -> None:
    apart(tmp_path, north, south)
    carry(south, north, tmp_path / "stick")
    carry(north, south, tmp_path / "stick")
    one, other = shown(north), shown(south)

    assert len(one[1]) >= 3
    assert one == other


def test_merging_again_changes_nothing(
    tmp_path: Path, north: Path, south: Path
) -> None:
    apart(tmp_path, north, south)
    carry(south, north, tmp_path / "stick")
    before = shown(north)
    again = carry(south, north, tmp_path / "stick")

    assert again.brought.new == 0
    assert shown(north) == before


def test_bytes_that_a_cut_volume_lacked_come_when_asked_for(
    tmp_path: Path, north: Path, south: Path
) -> None:
    noise = (hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(15_000))
    big = tmp_path / "recording.bin"
    big.write_bytes(b"\x00" + b"".join(noise))
    with Case.open(north) as case:
        case.add([big])
        bundle = tmp_path / "cut.qantar"
        pack_for(case, bundle, ["south"])
    bundle.write_bytes(bundle.read_bytes()[:250_000])
    with Case.open(south) as case:
        cut = merge_into(case, [bundle])
        (tmp_path / "south.json").write_text(json.dumps(frontier_of(case)), "utf-8")

    assert list(cut.brought.incomplete) == ["cut.qantar"]
    assert cut.absent == 1
    with Case.open(north) as case:
        asked = tmp_path / "south.json"
        pack_for(case, tmp_path / "rest.qantar", [str(asked)], since=asked)
    with Case.open(south) as case:
        assert merge_into(case, [tmp_path / "rest.qantar"]).absent == 0
    assert shown(north) == shown(south)


def test_a_copied_folder_is_a_fork_on_both_sides(tmp_path: Path, north: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(north, copy)
    apart(tmp_path, north, copy)
    first = carry(copy, north, tmp_path / "stick")
    second = carry(north, copy, tmp_path / "stick")

    assert first.forked == second.forked != []
    assert shown(north) == shown(copy)
    with Case.open(north) as case, pytest.raises(CannotSign, match="fork"):
        case.add([report(tmp_path / "more", "x.txt", "Es war still.\n")])


def test_what_a_retired_device_adds_later_leaves_the_record(
    tmp_path: Path, north: Path, south: Path
) -> None:
    with Case.open(south) as case:
        dev = case.ledger.device
    apart(tmp_path, north, south)
    with Case.open(north) as case:
        retire(case, dev[:8])
    merged = carry(south, north, tmp_path / "stick")
    carry(north, south, tmp_path / "stick")

    assert merged.apart == {dev: (1, "retired")}
    assert shown(north) == shown(south)


def holding(folder: Path, words: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_what_is_forgotten_is_in_no_file_and_stays_away(
    tmp_path: Path, north: Path, south: Path
) -> None:
    with Case.open(north) as case:
        case.add(
            [
                report(
                    tmp_path / "s",
                    "geheim.txt",
                    f"{WORDS} brannte am 5. Januar 2022.\n",
                )
            ]
        )
    carry(north, south, tmp_path / "stick")
    shown(north)
    with Case.open(north) as case:
        digest = next(
            e.digest for e in case.view().exhibits() if WORDS in e.content.text
        )
        carry_out(case, plan_forgetting(case, [digest[:8]]), reason="danger")

    assert holding(north, WORDS) == []
    assert holding(north, "geheim.txt") == []
    carry(south, north, tmp_path / "stick")
    assert holding(north, WORDS) == []
    (request,) = carry(north, south, tmp_path / "stick").requests
    with Case.open(south) as case:
        carry_out(case, plan_forgetting(case, [request]), reason="")
    assert holding(south, WORDS) == []
    assert shown(north) == shown(south)


def test_a_statement_is_proved_by_its_exhibit(tmp_path: Path, north: Path) -> None:
    shown(north)
    with Case.open(north) as case:
        statement = next(case.view().statements())
        prove_ids(case, [statement.id[:8]], tmp_path / "proof.json")
        file = case.ledger.exhibit_path(statement.exhibit)

        assert audit_proof(tmp_path / "proof.json", [file]).findings == ()


def test_an_unknown_or_short_id_is_named(north: Path) -> None:
    with Case.open(north) as case:
        with pytest.raises(InputError, match="There is no id '00000000'"):
            resolve(case.views, case.ledger, "00000000")
        with pytest.raises(InputError, match="too short"):
            resolve(case.views, case.ledger, "0000")


def test_an_entry_that_says_it_oddly_closes_the_case_to_nobody(north: Path) -> None:
    with Case.open(north) as case:
        before = len(case.views.told())
        digest = case.ledger.put_exhibit(b"bytes", "text/plain", {"file": 7}).digest
        case.ledger.append("exhibit.describe", {"provenance": 3}, exhibits=[digest])
        case.ledger.append("decide", {"judgement": {"what": []}})

    with Case.open(north) as again:
        again.read()
        again.link()

        assert len(again.views.told()) == before + 1
        assert again.views.told()[digest].file == digest[:16]
