"""Everything the command line says, it says in all its languages."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import qantar.cli
from qantar.text.messages import translator

CLI = Path(qantar.cli.__file__).parent
KEYWORDS = {"N_": None, "say": None, "gettext": None}


@pytest.mark.parametrize("lang", ["de", "ru", "kk"])
def test_no_message_of_sharing_and_keeping_lacks_a_translation(lang: str) -> None:
    words = translator(lang, "cli")
    used = {
        str(message)
        for file, _, message, _, _ in extract_from_dir(
            str(CLI), [("**.py", "python")], keywords=KEYWORDS
        )
        if file
        in (
            "sharing.py",
            "keeping.py",
            "locking.py",
            "proving.py",
            "stamping.py",
            "verify.py",
            "output.py",
        )
    }

    assert used
    assert [m for m in used if words.gettext(m) == m] == []
