"""What the pages of the site say, how large they are, and that they are repeatable."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from memory_record import MemoryRecord, sample_record
from qantar.errors import InputError
from qantar.publishing.profile import INTERNAL, PUBLIC
from qantar.publishing.site import write_site
from qantar.vocabulary.digest import derive_id
from sample_exhibits import CANARIES, EXHIBITS
from sample_statements import STATEMENTS
from site_pages import LANGS, Built


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_are_the_same_to_the_byte(site: Built, tmp_path: Path) -> None:
    write_site(sample_record(), tmp_path, profile=INTERNAL, langs=LANGS)

    assert _digests(tmp_path) == _digests(site.folder)


def test_the_report_counts_every_file_and_byte(site: Built) -> None:
    sizes = [p.stat().st_size for p in site.folder.rglob("*") if p.is_file()]

    assert (site.report.files, site.report.bytes) == (len(sizes), sum(sizes))


def test_the_sample_leaks_nothing(site: Built) -> None:
    assert site.report.findings == ()


@pytest.mark.parametrize("name", CANARIES)
def test_a_protected_name_is_in_no_byte_of_the_site(site: Built, name: str) -> None:
    needle = name.encode()
    escaped = name.encode("unicode_escape")

    for path in site.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert needle not in data, path.name
            assert escaped not in data, path.name


def test_pages_and_style_sheet_keep_their_budget(site: Built) -> None:
    assert (site.folder / "a/site.css").stat().st_size <= 12 * 1024
    for page in site.pages():
        assert page.stat().st_size <= 60 * 1024, page.name


def test_every_statement_stands_in_the_chronology_with_its_quote(site: Built) -> None:
    pages = site.chronology("kk")

    for statement in STATEMENTS.values():
        assert f'id="s-{statement.id}"' in pages
    assert '<blockquote lang="ru">Порядок в Алматы восстановлен к 10 января.' in pages


def test_undated_statements_stand_apart_at_the_end(site: Built) -> None:
    page = site.text("en/chronology-undated.html")
    last = page[page.index(">No date</h2>") :]

    assert STATEMENTS["no-torture"].id in last
    assert STATEMENTS["anniversary"].id not in last


def test_machine_readings_say_that_nobody_reviewed_them(site: Built) -> None:
    page = site.chronology("de")

    assert "Nicht zur Veröffentlichung." in page
    assert page.count(">nicht geprüft<") > 20
    assert ">geprüft<" in page


def test_the_first_page_of_the_chronology_leads_to_every_day(site: Built) -> None:
    page = site.text("en/chronology.html")

    assert '<a href="chronology-undated.html">No date</a>' in page
    assert '<a href="chronology-2022-01-05.html">5 January 2022</a>' in page


def test_only_the_start_and_the_method_change_with_the_state_of_the_record(
    site: Built,
) -> None:
    root = sample_record().facts().root
    found = {path.name for path in site.pages() if root[:12] in path.read_text("utf-8")}

    assert found == {"index.html", "made.html"}


def test_a_guess_is_called_one(site: Built) -> None:
    assert "date: guess, from the document’s date" in site.chronology("en")


def test_the_matrix_sets_both_answers_side_by_side_with_their_words(
    site: Built,
) -> None:
    page = site.text("en/contradictions.html")

    assert "<b>103</b>" in page
    assert "<b>at least 149</b>" in page
    assert "103 and 149 count the same people at the same place and time" in page


def test_repeats_are_folded_into_their_origin(site: Built) -> None:
    assert "repeated 2 times" in site.text("en/contradictions.html")
    assert "1 origin, 3 sources" in site.text("en/origins.html")


def test_what_shows_an_origin_is_said_in_words_without_its_weight(site: Built) -> None:
    page = site.text("ru/origins.html")

    assert "оба называют один и тот же голос; то же число, 8000;" in page
    assert "(1.5)" not in page


def test_reasons_and_spellings_are_explained_in_the_language_of_the_page(
    site: Built,
) -> None:
    assert "Бір мекеме алдымен 12, кейін 16 дейді" in site.text(
        "kk/contradictions.html"
    )
    assert "nennt eine Stimme 2. Januar 2022 als Beginn" in site.text(
        "de/contradictions.html"
    )


def test_a_protected_person_is_a_letter_in_every_language(site: Built) -> None:
    assert "Stimme A" in site.text("de/people.html")
    assert "Голос A" in site.text("ru/people.html")
    assert "A дауысы" in site.text("kk/people.html")


def test_what_was_not_read_is_listed_with_its_reason(site: Built) -> None:
    assert "a scanned page without a text layer" in site.text("en/made.html")


def test_the_page_of_a_text_holds_all_of_it(site: Built) -> None:
    exhibit = EXHIBITS["vestnik.txt"]
    page = site.text(f"e/{exhibit.digest[:16]}.html")
    shown = page[page.index('<div class="text"') :].split("</div>")[0]
    bare = re.sub(r"<a [^>]*>\d*</a>|<[^>]+>", "", shown)

    assert bare == exhibit.content.text
    assert exhibit.digest in page


def test_a_picture_goes_out_without_what_it_says_of_itself(site: Built) -> None:
    (picture,) = (site.folder / "a/img").iterdir()

    assert b"Exif" not in picture.read_bytes()
    assert 'alt="Bild E10: City hall, Almaty"' in site.text(f"e/{picture.stem}.html")


def test_the_public_profile_shows_only_what_was_reviewed(tmp_path: Path) -> None:
    report = write_site(sample_record(), tmp_path, profile=PUBLIC, langs=("en",))
    page = (tmp_path / "en/chronology.html").read_text("utf-8")

    assert report.findings == ()
    assert 'id="s-' + STATEMENTS["storm"].id in page
    assert page.count("<li id=") == 1
    assert "Not for publication" not in page


def test_a_site_needs_a_language(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No language"):
        write_site(sample_record(), tmp_path, profile=INTERNAL, langs=())


def test_an_empty_record_still_gives_pages_that_say_so(tmp_path: Path) -> None:
    empty = MemoryRecord(case=replace(sample_record().case, counts={}))

    write_site(empty, tmp_path, profile=INTERNAL, langs=("en",))

    assert "No person is named here." in (tmp_path / "en/people.html").read_text()


def test_a_long_text_goes_on_over_several_pages(tmp_path: Path) -> None:
    record = sample_record()
    first = record.all_exhibits[0]
    long = replace(
        first, content=replace(first.content, text=_long(first.content.text))
    )
    record = replace(record, all_exhibits=(long, *record.all_exhibits[1:]))

    write_site(record, tmp_path, profile=INTERNAL, langs=("en",))

    parts = sorted((tmp_path / "e").glob(f"{first.digest[:16]}*"))
    assert len(parts) == 4
    assert all(part.stat().st_size <= 60 * 1024 for part in parts)


def _long(text: str) -> str:
    return text + "Zeile für Zeile.\n" * 8000


def test_licences_of_fonts_and_maps_go_along(site: Built) -> None:
    names = {path.name for path in (site.folder / "a/licences").iterdir()}

    assert names >= {"OFL-literata.txt", "ISC-world-atlas.txt", "MIT-datamaps.txt"}


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    write_site(
        sample_record(),
        tmp_path,
        profile=INTERNAL,
        langs=("en",),
        progress=lambda *step: told.append(step),
    )

    assert told[0] == ("exhibits", 1, 13)
    assert told[-1] == ("languages", 1, 1)


def test_ids_of_hidden_persons_do_not_go_out(site: Built) -> None:
    page = "p/" + derive_id("page", "p:voice-1")[:12]

    assert not (site.folder / "en" / f"{page}.html").exists()
