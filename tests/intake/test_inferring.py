"""Provenance that files tell: claims, marked, never above what people told."""

from qantar.intake import infer_provenance, merge
from qantar.vocabulary.exhibit import ExhibitText, Provenance


def content(**claims: str) -> ExhibitText:
    return ExhibitText(text="", media_type="text/html", reader="x/1", claims=claims)


def test_what_a_page_says_is_taken_and_marked() -> None:
    told = infer_provenance(
        "a.html", content(published="2022-01-05", author="Redaktion")
    )

    assert told.published == "2022-01-05"
    assert told.inferred == ("author", "published")


def test_a_chat_is_dated_by_its_last_message() -> None:
    told = infer_provenance(
        "result.json", content(last_message="2022-01-06T10:00:00+06:00", kind="channel")
    )

    assert told.published == "2022-01-06T10:00:00+06:00"
    assert told.kind == "channel"


def test_a_date_in_the_name_counts_only_if_nothing_else_tells_one() -> None:
    name = "2022-01-07 Bericht.txt"

    assert infer_provenance(name, content()).published == "2022-01-07"
    assert (
        infer_provenance(name, content(exif_time="2022-01-05")).published
        == "2022-01-05"
    )


def test_when_a_program_made_a_file_is_not_when_it_was_published() -> None:
    assert infer_provenance("a.docx", content(created="2013-12-23")).published == ""


def test_a_claim_sheet_and_a_list_are_told_by_their_columns() -> None:
    assert infer_provenance("a.csv", content(sheet_kind="claims")).kind == "sheet"
    assert infer_provenance("a.csv", content(sheet_kind="names")).kind == "list"
    assert infer_provenance("a.csv", content(sheet_kind="table")).kind == ""


def test_people_are_never_overruled_and_gaps_are_filled_and_marked() -> None:
    told = Provenance(file="a.html", author="Beispiel", protect=True)
    merged = merge(
        told, infer_provenance("a.html", content(author="Web", title="Titel"))
    )

    assert merged.author == "Beispiel"
    assert merged.title == "Titel"
    assert merged.protect
    assert merged.inferred == ("title",)


def test_without_a_row_the_file_speaks_for_itself() -> None:
    inferred = infer_provenance("a.html", content(title="Titel"))

    assert merge(None, inferred) == inferred
