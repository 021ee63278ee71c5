"""A new edition clears what it no longer holds."""

from dataclasses import replace
from pathlib import Path

from memory_record import sample_record
from qantar.publishing.profile import built_in
from qantar.publishing.site import write_site


def test_pages_that_are_gone_are_removed_and_strange_files_stay(tmp_path: Path) -> None:
    record = sample_record()
    internal = built_in("internal")
    write_site(record, tmp_path, profile=internal, langs=("de", "ru"))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    before = {p.relative_to(tmp_path) for p in tmp_path.rglob("*.html")}
    fewer = replace(record, all_exhibits=record.all_exhibits[:-1])
    write_site(fewer, tmp_path, profile=internal, langs=("de",))
    after = {p.relative_to(tmp_path) for p in tmp_path.rglob("*.html")}

    assert any(path.parts[0] == "ru" for path in before)
    assert not any(path.parts[0] == "ru" for path in after)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
