"""Which script a text is written in."""

import pytest

from qantar.text.scripts import script_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zhanaozen", "Latn"),
        ("Жаңаөзен", "Cyrl"),
        ("Թիֆլիս", "Armn"),
        ("თბილისი", "Geor"),
        ("164", "Zyyy"),
        ("", "Zyyy"),
        ("Radio Азаттык", "Cyrl"),
        ("ꦱ", "Zzzz"),
    ],
)
def test_most_letters_decide(text: str, expected: str) -> None:
    assert script_of(text) == expected
