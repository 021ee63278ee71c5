"""Every word that the desk says stands in all four catalogues."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2] / "src" / "qantar"
_SAID = re.compile(r"""\bsay\(\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*\)""")
_MARKED = re.compile(r"""\bN_\(\s*"((?:[^"\\]|\\.)*)"\s*\)""")
_COUNTED = re.compile(r"""\bcount\(\s*"([^"]*)",\s*"[^"]*\"""")
_TABLE = re.compile(r"say\(\{([^}]*)\}")


def asked() -> set[str]:
    found = set()
    for path in (*ROOT.glob("desk/templates/*.html"), *ROOT.glob("desk/**/*.py")):
        text = path.read_text("utf-8")
        found |= {one or other for one, other in _SAID.findall(text)}
        found |= set(_MARKED.findall(text)) | set(_COUNTED.findall(text))
        for table in _TABLE.findall(text):
            found |= set(re.findall(r'"[^"]*":\s*"([^"]*)"', table))
    return found


@pytest.mark.parametrize("lang", ["de", "ru", "kk"])
def test_no_word_of_the_desk_lacks_a_translation(lang: str) -> None:
    path = ROOT / "text" / "locale" / lang / "desk.po"
    with path.open("rb") as file:
        known = read_po(file, locale=lang)
    missing = {one for one in asked() if (e := known.get(one)) is None or not e.string}

    assert missing == set()
