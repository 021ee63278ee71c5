"""Laws for every reader: whatever the bytes, an answer comes and its offsets are true."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake import making
from intake.readers import (
    test_books,
    test_image,
    test_mail,
    test_page,
    test_telegram,
    test_telegram_page,
    test_web_archive,
    test_whatsapp,
)
from qantar.intake import Limits, ReadingProcess

SAMPLES: dict[str, bytes] = {
    "a.html": test_page.ARTICLE.encode(),
    "result.json": test_telegram.export(test_telegram.message()).encode(),
    "messages.html": test_telegram_page.page(
        test_telegram_page.FIRST, test_telegram_page.JOINED
    ).encode(),
    "_chat.txt": test_whatsapp.IOS.encode(),
    "a.eml": test_mail.mail().as_bytes(),
    "a.odt": test_books.odt("<text:h>Titel</text:h><text:p>Wort</text:p>"),
    "a.epub": test_books.epub("<p>Wort</p>"),
    "a.rtf": rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 T;}}\f0 \'cc\u1179?\par}",
    "a.warc.gz": test_web_archive.warc(),
    "a.warc": test_web_archive.warc(packed=False),
    "a.wacz": test_web_archive.wacz(),
    "a.jpg": making.picture(exif=test_image.exif()),
    "a.tiff": making.picture(kind="TIFF", exif=test_image.exif()),
    "a.docx": making.docx_bytes("Wort", "Wort"),
    "a.xlsx": making.xlsx_bytes(["Ort", "Zahl"], ["Almaty", 2]),
    "a.pdf": making.pdf("Eins #pagebreak() Zwei"),
    "a.csv": b'Ort;Zahl\n"Almaty";12\n',
    "a.md": b"# Titel\n- Punkt [Wort](b)\n",
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\nWort\n",
}
PACKAGES = ("a.docx", "a.xlsx", "a.odt", "a.epub", "a.wacz")
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=20
)
LIMITS = Limits(wall_seconds=20)


def damage(data: bytes, edits: list[tuple[float, int]], kept: float) -> bytes:
    damaged = bytearray(data)
    for place, value in edits if damaged else ():
        damaged[int(place * len(damaged))] = value
    return bytes(damaged[: max(1, int(kept * len(damaged)))])


def damage_inside(data: bytes, part: int, edits: list[tuple[float, int]]) -> bytes:
    """Damage one part of an office document, whose zip file stays sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        name = names[part % len(names)]
        return making.with_part(data, name, damage(packed.read(name), edits, 1))


def check(reading: ReadingProcess, path: Path, name: str, data: bytes) -> None:
    path.write_bytes(data)

    content = reading.read(path, name=name, limits=LIMITS)

    assert content.text or content.unread or content.claims or content.segments
    starts = [segment.start for segment in content.segments]
    assert starts == sorted(starts)
    assert all(0 <= s.start < s.end <= len(content.text) for s in content.segments)
    assert "broke down" not in making.reasons(content)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_whole_before_it_is_damaged(
    reading: ReadingProcess, tmp_path: Path, name: str
) -> None:
    check(reading, tmp_path / "x", name, SAMPLES[name])


@given(st.sampled_from(list(SAMPLES)), EDITS, st.floats(0.5, 1))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_damaged_files_of_every_kind_get_an_answer(
    reading: ReadingProcess,
    tmp_path: Path,
    name: str,
    edits: list[tuple[float, int]],
    kept: float,
) -> None:
    check(reading, tmp_path / "x", name, damage(SAMPLES[name], edits, kept))


@given(st.sampled_from(PACKAGES), st.integers(0, 99), EDITS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_packages_with_a_damaged_part_get_an_answer(
    reading: ReadingProcess,
    tmp_path: Path,
    name: str,
    part: int,
    edits: list[tuple[float, int]],
) -> None:
    data = damage_inside(SAMPLES[name], part, edits)

    check(reading, tmp_path / "x", name, data)


@pytest.mark.slow
@given(st.sampled_from(list(SAMPLES)), EDITS, st.floats(0.1, 1))
@settings(
    max_examples=5_000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_thousands_of_damaged_files_get_an_answer(
    reading: ReadingProcess,
    tmp_path: Path,
    name: str,
    edits: list[tuple[float, int]],
    kept: float,
) -> None:
    check(reading, tmp_path / "x", name, damage(SAMPLES[name], edits, kept))
