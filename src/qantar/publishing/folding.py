"""Folding: one coarse key for all spellings of a word in Latin and Cyrillic script.

The same table drives the search on the published site (``static/search.js`` gets it as
JSON), so a reader finds Токаев by Tokajew. Coarse on purpose: it keeps apart only what
German, English, Russian and Kazakh habits of writing a name keep apart.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["FOLD_PAIRS", "LETTERS", "fold", "fold_keys", "words"]

_PLAIN = """
а a б b в v г g д d е e ё e ж x з s и i й i к k л l м m н n о o п p р r с s т t у u ф f
х h ц s ч h ш x щ x ы i э e ә a ғ g қ k ң n ө o ұ u ү u һ h і i ї i є e ґ g ў u
ć h č h ç h š x ş x ž x ł l ø o ß s æ e œ e đ d ı i
"""
_PAIRS = _PLAIN.split()
LETTERS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) | {
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
}
"""Letter to key letters; ``x`` stands for every sound somebody writes sch (ж ш щ),
``h`` for every one somebody writes ch (х ч һ), ``s`` for с з ц."""

FOLD_PAIRS = (
    ("schtsch", "x"), ("shch", "x"), ("tsch", "h"), ("tch", "h"), ("dsch", "x"),
    ("dzh", "x"), ("sch", "x"), ("sh", "x"), ("zh", "x"), ("kh", "h"), ("gh", "g"),
    ("ch", "h"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("ts", "s"), ("tz", "s"),
    ("z", "s"), ("c", "k"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"),
    ("ng", "n"), ("ie", "e"),
)  # fmt: skip
"""Latin groups, longest first, applied in this order."""

_DOUBLE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+(?:[’'ʼ][^\W_]+)*")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The key of one word.

    >>> fold("Токаев") == fold("Tokayev") == fold("Tokajew") == fold("Тоқаев")
    True
    """
    low = word.casefold()
    if not low.isascii():
        low = "".join(LETTERS.get(letter, letter) for letter in low)
        low = unicodedata.normalize("NFKD", low)
    low = "".join(letter for letter in low if letter.isalnum())
    for group, key in FOLD_PAIRS:
        if group in low:
            low = low.replace(group, key)
    return _DOUBLE.sub(r"\1", low)


def fold_keys(word: str) -> tuple[str, ...]:
    """The key, and a second one where a first j may be a ж (Janaozen, Jambyl)."""
    first = fold(word)
    if word[:1] in "jJ":
        return (first, "x" + fold(word[1:]))
    return (first,)


def words(text: str) -> list[str]:
    """The words of ``text``, letters and digits, in order."""
    return _WORD.findall(text)
