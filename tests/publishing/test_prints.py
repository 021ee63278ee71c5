"""Large print, black alone, two inks; and the text of an editor with its references."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from memory_record import sample_record
from qantar.errors import InputError
from qantar.publishing.booklet.ebook import make_ebook
from qantar.publishing.booklet.handset import handset
from qantar.publishing.booklet.imposing import impose
from qantar.publishing.booklet.preparing import prepare
from qantar.publishing.booklet.prints import BLACK, LARGE, PLAIN, TWO_INKS, Print, inked
from qantar.publishing.booklet.writing import print_booklet
from qantar.publishing.profile import INTERNAL
from sample_exhibits import CANARIES

STATEMENT = next(s for s in sample_record().statements() if not s.origin.protected).id
TEXT = f"""# Ein *eigener* Text

Am Anfang stand ein Preis.[@{STATEMENT[:8]}] Danach **vieles** anderes,
und <b>kein</b> Markup #strong.

> So sagt man.

## Zweitens

- eines
- noch eines
"""


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("prints")
    prepared = prepare(sample_record(), profile=INTERNAL, lang="de", text=TEXT)
    out = {}
    for kind in (PLAIN, LARGE, BLACK, TWO_INKS):
        out[kind.name] = folder / f"{kind.name}.pdf"
        print_booklet(prepared, out[kind.name], kind=kind)
    return out


def rendered(path: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path)
    return [page.render(scale=0.6).to_pil().convert("RGB") for page in document]


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_black_print_has_no_colour_on_any_page(prints: dict[str, Path]) -> None:
    for image in rendered(prints["black"]):
        red, green, blue = image.split()
        for one, two in ((red, green), (green, blue)):
            assert ImageChops.difference(one, two).getextrema()[1] <= 2  # type: ignore[operator]


def test_the_plain_print_has_colour(prints: dict[str, Path]) -> None:
    red, green, _ = rendered(prints[""])[0].split()

    assert ImageChops.difference(red, green).getextrema()[1] > 50  # type: ignore[operator]


def colour_spaces(path: Path) -> set[str]:
    with pikepdf.open(path) as document:
        return {
            str(item[1])
            for item in document.objects
            if isinstance(item, pikepdf.Array)
            and len(item) > 1
            and item[0] == pikepdf.Name("/Separation")
        }


def test_two_inks_have_a_plate_of_their_own(prints: dict[str, Path]) -> None:
    assert colour_spaces(prints["two-inks"]) == {"/Warm Red"}
    assert colour_spaces(prints["black"]) == set()


def type_sizes(path: Path) -> set[float]:
    sizes: set[float] = set()
    with pikepdf.open(path) as document:
        for page in document.pages:
            for told in pikepdf.parse_content_stream(page, "Tf"):
                sizes.add(float(told.operands[1]))
    return sizes


def test_large_print_is_a4_and_nothing_in_it_is_small(prints: dict[str, Path]) -> None:
    with pikepdf.open(prints["large-print"]) as document:
        width, height = (float(v) for v in document.pages[0].mediabox[2:])

    assert (round(width), round(height)) == (595, 842)
    assert min(type_sizes(prints["large-print"])) >= LARGE.least
    assert min(type_sizes(prints[""])) < 7


@pytest.mark.parametrize("kind", [PLAIN, LARGE, BLACK, TWO_INKS], ids=lambda k: k.name)
def test_every_print_is_tagged_and_in_its_language(
    prints: dict[str, Path], kind: Print
) -> None:
    with pikepdf.open(prints[kind.name]) as document:
        root = document.Root

        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "de"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told.get("pdfaid:part") == (
                "2" if "a-2a" in kind.standards else None
            )


def structure(item: Any) -> list[str]:
    """Kinds of the elements of the structure tree."""
    out = []
    if isinstance(item, pikepdf.Array):
        for each in item:
            out += structure(each)
    elif isinstance(item, pikepdf.Dictionary):
        if "/S" in item:
            out.append(str(item["/S"]))
        if "/K" in item:
            out += structure(item["/K"])
    return out


def test_the_structure_has_headings_notes_lists_tables_and_figures(
    prints: dict[str, Path],
) -> None:
    with pikepdf.open(prints[""]) as document:
        kinds = set(structure(document.Root.StructTreeRoot))

    assert {"/H1", "/H2", "/P", "/Note", "/Table", "/TR", "/TD", "/Figure"} <= kinds


def test_every_figure_has_a_text_in_its_stead(prints: dict[str, Path]) -> None:
    with pikepdf.open(prints[""]) as document:
        figures = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]

        assert figures
        assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_nobody_who_is_protected_is_named_in_any_print(prints: dict[str, Path]) -> None:
    for path in prints.values():
        told = words_of(path)
        assert not any(name in told for name in CANARIES)


def test_colours_of_a_drawing_become_greys() -> None:
    told = inked({"a.svg": b'<g fill="#b3371e" stroke="#fff"/>'}, "black")

    assert told == {"a.svg": b'<g fill="#595959" stroke="#ffffff"/>'}


def test_inner_sheets_creep_to_the_fold() -> None:
    pages = pikepdf.new()
    for _ in range(12):
        pages.add_blank_page(page_size=(419.53, 595.28))
    out = io.BytesIO()
    pages.save(out)
    with pikepdf.open(io.BytesIO(impose(out.getvalue(), creep_mm=1))) as sheets:
        shifts = [
            float(next(iter(pikepdf.parse_content_stream(page, "cm"))).operands[4])
            for page in sheets.pages
        ]

    assert [round(shift / (72 / 25.4)) for shift in shifts] == [0, 0, 1, 1, 2, 2]


# -- the editor's own text ---------------------------------------------------------------


def test_an_editors_text_is_printed_with_its_note(prints: dict[str, Path]) -> None:
    told = " ".join(words_of(prints[""]).split())

    assert "Ein eigener Text" in told
    assert "<b>kein</b>" in told
    assert "#strong." in told
    assert "[@" not in told


def test_an_editors_text_is_in_the_e_book() -> None:
    prepared = prepare(sample_record(), profile=INTERNAL, lang="de", text=TEXT)

    assert make_ebook(prepared)
    assert prepared.content["handset"][0]["kind"] == "heading"


def test_the_parts_of_a_text_are_told_apart() -> None:
    blocks = handset("# A\nb\nc\n> d\n- e\n- f\n\n## G", lambda _: None)

    assert [(b["kind"], b["runs"][0]["text"]) for b in blocks] == [
        ("heading", "A"),
        ("para", "b c"),
        ("quote", "d"),
        ("item", "e"),
        ("item", "f"),
        ("subheading", "G"),
    ]


def test_emphasis_and_references_are_runs() -> None:
    (block,) = handset("a *b* **c**[@1234] d", lambda told: f"note {told}")

    assert [(r["text"], r["style"], r["note"]) for r in block["runs"]] == [
        ("a ", "", ""),
        ("b", "em", ""),
        (" ", "", ""),
        ("c", "strong", ""),
        ("", "", "note 1234"),
        (" d", "", ""),
    ]


def test_a_reference_to_what_stays_in_is_an_error_with_its_line() -> None:
    with pytest.raises(InputError, match=r"the text, line 3: \[@abcd1234\]"):
        handset("# A\n\nb [@abcd1234]", lambda _: None)
