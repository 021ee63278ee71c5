"""The glossary and the public names of the vocabulary say the same words."""

import importlib
import pkgutil
import re
from enum import Enum
from pathlib import Path

import qantar.vocabulary

ROOT = Path(__file__).parents[2]
BEYOND_VOCABULARY = {"Case", "Entry", "Finding", "Ledger", "Profile", "View"}


def glossary_words() -> list[str]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    return re.findall(r"^\| \*\*(\w+)\*\* \|", text, flags=re.MULTILINE)


def public_classes() -> set[str]:
    found = set()
    for info in pkgutil.iter_modules(qantar.vocabulary.__path__):
        module = importlib.import_module(f"qantar.vocabulary.{info.name}")
        for name in module.__all__:
            value = getattr(module, name)
            if isinstance(value, type) and (
                hasattr(value, "__dataclass_fields__")
                or issubclass(value, Enum)
                or name[0].isupper()
            ):
                found.add(name)
    return found


def test_every_public_class_stands_in_the_glossary() -> None:
    assert public_classes() - set(glossary_words()) == set()


def test_every_word_of_the_glossary_is_a_public_class() -> None:
    assert set(glossary_words()) - public_classes() - BEYOND_VOCABULARY == set()


def test_the_glossary_is_in_alphabetical_order() -> None:
    words = glossary_words()

    assert words == sorted(words, key=str.lower)
