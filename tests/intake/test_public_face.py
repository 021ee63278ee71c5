"""The public names of intake; a change here is a change for others."""

from qantar import intake


def test_the_public_names_are_these() -> None:
    assert sorted(intake.__all__) == [
        "FoundFile",
        "Limits",
        "Meta",
        "ReadingProcess",
        "SheetHeader",
        "SkippedFile",
        "infer_provenance",
        "merge",
        "printable",
        "read_file",
        "read_meta",
        "recognise_header",
        "walk",
    ]
