"""CSV: rows with true offsets; what is wrong is said by row number."""

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import making
from intake.conftest import Read
from qantar.intake.limits import Limits
from qantar.intake.readers import sheet
from qantar.intake.readers.job import Job

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)


def test_each_row_is_a_segment_with_its_cells_by_column(read: Read) -> None:
    text = (
        '\ufeffOrt;Zahl;Anmerkung\r\nAlmaty;12;"zwei\r\nZeilen; hier"\r\nAqtau;3;\r\n'
    )
    content = read("liste.csv", text)

    assert content.text == text
    assert making.words_of(content, "row") == [
        'Almaty;12;"zwei\r\nZeilen; hier"',
        "Aqtau;3;",
    ]
    first = content.segments[0].attributes
    assert first["Anmerkung"] == "zwei\r\nZeilen; hier"
    assert first["row"] == "2"
    assert content.unread == ()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_row_read_alone_gives_the_cells_that_its_segment_names(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerows([["Ort", "Zahl", "Wann"], *rows])
    path = tmp_path_factory.mktemp("sheet") / "t.csv"
    path.write_bytes(stream.getvalue().encode())
    job = Job(path=path, name="t.csv", media_type="text/csv", limits=Limits())

    content = sheet.read(job)

    for segment in content.segments:
        alone = next(
            csv.reader(io.StringIO(making.words(content, segment), newline=""))
        )
        assert alone == [segment.attributes[c] for c in ("Ort", "Zahl", "Wann")]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("claim_id,speaker_chain,stance,event_type,where", "claims"),
        ("Sprecher;Haltung;Ereignis;Ort", "claims"),
        ("кто говорит;позиция;событие;место", "claims"),
        ("кім айтты;ұстаным;оқиға;орын", "claims"),
        ("Nachname,Vorname,Alter", "names"),
        ("ФИО;возраст;место задержания", "names"),
        ("аты-жөні;жасы", "names"),
        ("Name,age", "names"),
        ("name,kind,lat,lon", "table"),
        ("A,B,count", "table"),
    ],
)
def test_a_sheet_is_recognised_by_its_header(
    read: Read, header: str, kind: str
) -> None:
    delimiter = ";" if ";" in header else ","
    row = delimiter.join("x" for _ in header.split(delimiter))
    content = read("sheet.csv", f"{header}\n{row}\n")

    assert content.segments[0].attributes["sheet_kind"] == kind
    assert content.claims["sheet_kind"] == kind


def test_recognised_columns_are_shown_for_confirmation(read: Read) -> None:
    content = read("sheet.csv", "кто говорит;позиция;событие;примета\nа;б;в;г\n")

    assert content.claims["column:кто говорит"] == "speaker_chain"
    assert "column:примета" not in content.claims


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Almaty;12\nAqtau;3\n", "row 1: names no columns"),
        ("Ort;Zahl\nAlmaty;12;3\n", "row 2: has 3 cells for 2 columns"),
        ("Ort;Ort\nAlmaty;Aqtau\n", "column 'Ort' stands twice"),
        ("Ort;;Zahl\nAlmaty;x;3\n", "column 2 has no name"),
        ('Ort;Zahl\n"Almaty;12\n', "a quotation mark is opened and not closed"),
        ("Ort;Zahl\n", "the table has no rows"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(read: Read, text: str, said: str) -> None:
    content = read("sheet.csv", text)

    assert said in making.reasons(content)
    assert content.text == text


def test_rows_without_a_header_keep_the_first_row(read: Read) -> None:
    content = read("sheet.csv", "Almaty;12\nAqtau;3\n")

    assert making.words_of(content, "row") == ["Almaty;12", "Aqtau;3"]
    assert content.segments[0].attributes["column 1"] == "Almaty"


def test_twenty_bad_rows_are_named_and_the_rest_counted(read: Read) -> None:
    content = read("sheet.csv", "Ort;Zahl\n" + "a;b;c\n" * 30)

    assert len(content.unread) == 21
    assert "10 more rows" in making.reasons(content)


def test_rows_beyond_the_limit_are_said(read: Read) -> None:
    content = read("sheet.csv", "Ort;Zahl\n" + "a;1\n" * 9, limits=Limits(rows=5))

    assert len(content.segments) == 4
    assert "row 6: and all after it were left out" in making.reasons(content)


@pytest.mark.gold
def test_the_claim_sheet_is_read_whole(read: Read) -> None:
    path = Path(os.environ["QANTAR_DATA"]) / "claims" / "claims.csv"
    content = read("claims.csv", path.read_bytes())

    assert content.text.encode() == path.read_bytes()
    assert content.claims["sheet_kind"] == "claims"
    assert len(content.segments) == 429
    assert content.unread == ()


def test_titles_above_the_columns_are_headings(read: Read) -> None:
    text = "Список задержанных;;\n;;\nФИО;возраст;место\nПример;34;Алматы\n"
    content = read("list.csv", text)

    assert making.words_of(content, "heading") == ["Список задержанных"]
    assert making.words_of(content, "row") == ["Пример;34;Алматы"]
    assert content.segments[-1].attributes["ФИО"] == "Пример"
    assert content.unread == ()
