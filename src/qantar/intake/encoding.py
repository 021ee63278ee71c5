"""Encoding of text files: found out when it is told, guessed and said when it is not.

UTF-8 is strict enough to be its own proof: text of another encoding that is longer than
a few letters practically never decodes (RFC 3629, section 1). Eight-bit encodings prove
nothing, so they are compared by whether the words come out as words: letters of a known
alphabet, small letters not followed by capitals, letter frequencies of the language
(``data/letters.toml``). The decoded text is the bytes unchanged: BOM and line ends stay.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

__all__ = ["Decoded", "decode", "find_mojibake"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# In the order of their frequency in the material; an earlier one wins a tie.
_EIGHT_BIT = (
    "cp1251",
    "kz1048",
    "ptcp154",
    "koi8-r",
    "cp1252",
    "cp866",
    "mac-cyrillic",
    "iso8859-5",
)
_SAMPLE_LETTERS = 20_000  # code points looked at; more changes no verdict
_CLEAR_LEAD = 0.05  # below this the runner-up is named too
_ACCEPTABLE = 0.55  # below this no candidate gives words
# What text may hold besides printable characters: tab, line ends, form feed, escape.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
# UTF-8 letters of Cyrillic (lead bytes D0 to D3) and Latin-1 (C2, C3), read as CP1252
# or CP1251: the lead byte always gives one of these letters.
_DOUBLED = {
    "cp1252": re.compile(r"(?:[ÐÑÒÓ][^\x00-\x7f]\s?){4,}|(?:Ã[^\x00-\x7f][a-z]*){2,}"),
    "cp1251": re.compile(r"(?:[РСТУ][\u0080-\uffff]){4,}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A decoded text file.

    Attributes:
        text: The decoded bytes, unchanged.
        encoding: Python's name of the codec.
        guess: ``""`` if the encoding is proved; otherwise why it was chosen.
    """

    text: str
    encoding: str
    guess: str = ""


def decode(data: bytes, *, cut: bool = False) -> Decoded | None:
    """Decode a text file, or return None if these bytes are no text.

    Args:
        data: All bytes, or the first ones.
        cut: The bytes may end inside a character.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, cut=cut, keep_bom=True)
    if wide := _wide_without_bom(data):
        found = _strictly(data, wide, cut=cut)
        if found and not _CONTROLS.search(found.text):
            return Decoded(
                text=found.text,
                encoding=wide,
                guess="no byte order mark; every other byte is zero",
            )
    if found := _strictly(data, "utf-8", cut=cut):
        return None if _is_binary(found.text) else found
    return _eight_bit(data)


def find_mojibake(text: str) -> list[tuple[int, int, str]]:
    """Stretches that were UTF-8 and have been decoded with a wrong encoding before.

    Returns:
        ``(start, end, encoding)``: code points, end exclusive, and the encoding that
        the letters seem to have been wrongly read with.
    """
    found = []
    for encoding, pattern in _DOUBLED.items():
        for match in pattern.finditer(text):
            words = match.group().rstrip()
            if _reads_as_utf8(words, encoding):
                found.append((match.start(), match.start() + len(words), encoding))
    return sorted(found)


def _reads_as_utf8(words: str, encoding: str) -> bool:
    """Whether the letters, written back to bytes, are UTF-8 after all."""
    # CP1252 leaves five bytes undefined; programs pass them through as C1 controls.
    raw = b"".join(
        bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode(encoding, "replace")
        for c in words
    )
    try:
        again = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(again) < len(words)


def _strictly(
    data: bytes, encoding: str, *, cut: bool, keep_bom: bool = False
) -> Decoded | None:
    tries = range(4) if cut else range(1)
    for missing in tries:
        try:
            text = data[: len(data) - missing].decode(encoding)
        except UnicodeDecodeError:
            continue
        if keep_bom and _is_binary(text):
            return None
        return Decoded(text=text, encoding=encoding)
    return None


def _wide_without_bom(data: bytes) -> str:
    """UTF-16 of mostly Western text has a zero in every other byte."""
    head = data[:2000]
    if len(head) < 8:
        return ""
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > 0.3 * len(head) / 2 and not even:
        return "utf-16-le"
    if even > 0.3 * len(head) / 2 and not odd:
        return "utf-16-be"
    return ""


def _is_binary(text: str) -> bool:
    """More than one control character in 200 is no text."""
    sample = text[:_SAMPLE_LETTERS]
    return len(_CONTROLS.findall(sample)) * 200 > len(sample)


def _eight_bit(data: bytes) -> Decoded | None:
    if b"\0" in data[:_SAMPLE_LETTERS]:
        return None
    scores = []
    for place, encoding in enumerate(_EIGHT_BIT):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text):
            scores.append((_likeness(text), -place, encoding, text))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _ACCEPTABLE:
        return None
    best, _, encoding, text = scores[0]
    rivals = [
        name
        for score, _, name, other in scores[1:]
        if best - score < _CLEAR_LEAD and other != text
    ]
    guess = f"not UTF-8; the words read best as {encoding} ({best:.2f} of 1)"
    if rivals:
        guess += f", nearly as well as {', '.join(rivals)}"
    return Decoded(text=text, encoding=encoding, guess=guess)


@cache
def _letters() -> Mapping[str, float]:
    """Letter -> how ordinary it is, 1 for the most frequent of its alphabet."""
    raw = files("qantar.intake").joinpath("data", "letters.toml").read_text("utf-8")
    ordinary: dict[str, float] = {}
    for alphabet in tomllib.loads(raw)["alphabet"].values():
        order = alphabet["by_frequency"]
        for rank, letter in enumerate(order):
            value = 1.0 - 0.6 * rank / len(order)
            ordinary[letter] = max(value, ordinary.get(letter, 0.0))
    return ordinary


def _likeness(text: str) -> float:
    """How much the characters beyond ASCII look like those of written words, 0 to 1."""
    ordinary = _letters()
    sample = text[:_SAMPLE_LETTERS]
    total = value = 0.0
    for before, char in pairwise(" " + sample):
        if char < "\x80":
            continue
        total += 1
        if not char.isalpha():
            value += 0.8 if char in "«»„“”‘’–—…№§ \u00a0°" else 0.0
            continue
        worth = ordinary.get(char.lower(), 0.0)
        if before.isalpha() and _alphabet(before) != _alphabet(char):
            worth = 0.0
        if char.isupper() and before.islower():
            worth = 0.0
        elif char.isupper() and before.isalpha():
            worth *= 0.7  # words in capitals exist and are rare
        value += worth
    return value / total if total else 0.0


def _alphabet(letter: str) -> str:
    return "cyrillic" if "\u0400" <= letter <= "\u052f" else "latin"
