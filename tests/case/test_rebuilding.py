"""Views made step by step and views made anew from the ledger show the same (P9)."""

from pathlib import Path
from typing import Any

from qantar.case import Case
from qantar.case.entries import entry_rows
from qantar.case.keeping import admit_device, make_key, retire
from qantar.case.merging import join_and_merge, merge_into
from qantar.case.sharing import pack_for
from qantar.ledger.bundle import recipient as recipient_of
from qantar.publishing.exports import EXPORTS, rows


def report(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def shown(case: Case) -> dict[str, list[Any]]:
    """Everything that can be exported."""
    found = {
        what: list(rows(case.view(), what, lang="de"))
        for what in EXPORTS
        if what != "entries"
    }
    return found | {"entries": list(entry_rows(case.ledger))}


def brought_up(case: Case) -> None:
    case.read()
    case.link()
    case.weigh()


def test_views_made_anew_show_what_was_there_before(tmp_path: Path) -> None:
    north, south = tmp_path / "north", tmp_path / "south"
    dev, recipient = make_key(south)
    with Case.create(north, title="Januar", zone="Asia/Almaty", langs=["de"]) as case:
        case.add([report(tmp_path / "a", "a.txt", "Am 5. Januar 2022 fielen zwei.\n")])
        brought_up(case)
        admit_device(case, dev, member="south", recipient=recipient)
        pack_for(case, tmp_path / "1.qantar", ["south"])
    join_and_merge(south, [tmp_path / "1.qantar"])
    with Case.open(south) as case:
        case.add([report(tmp_path / "b", "b.txt", "Am 6. Januar 2022 starben 8.\n")])
    with Case.open(north) as case, Case.open(south) as other:
        pack_for(other, tmp_path / "2.qantar", [recipient_of(case.ledger)])
        merge_into(case, [tmp_path / "2.qantar"])
        brought_up(case)
        retire(case, dev)
        case.add([report(tmp_path / "c", "c.txt", "In Almaty war das Netz weg.\n")])
        brought_up(case)
        before = shown(case)
    for name in ("views.db", "texts.db"):
        for path in north.glob(f"{name}*"):
            path.unlink()

    with Case.open(north) as again:
        brought_up(again)

        assert shown(again) == before
        assert before["exhibits"]
        assert before["statements"]
