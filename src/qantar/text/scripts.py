"""Which script a text is written in, as ISO 15924 codes."""

from collections import Counter
from functools import lru_cache

__all__ = ["script_of"]

# Unicode block boundaries of the scripts that testimony reaches us in (Unicode 15,
# Blocks.txt): first code point, last code point, ISO 15924 code.
_BLOCKS = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3040, 0x30FF, "Jpan"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB50, 0xFDFF, "Arab"),
)


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    point = ord(letter)
    for first, last, code in _BLOCKS:
        if first <= point <= last:
            return code
    return "Zzzz"


def script_of(text: str) -> str:
    """The script most letters of ``text`` belong to.

    Returns:
        An ISO 15924 code; ``Zyyy`` (common) when there is no letter at all and
        ``Zzzz`` (unknown) when most letters belong to a script not listed here. On
        equal counts the script met first wins.

    >>> script_of("Жаңаөзен"), script_of("Zhanaozen 2011"), script_of("164")
    ('Cyrl', 'Latn', 'Zyyy')
    """
    counts = Counter(_script_of_letter(letter) for letter in text if letter.isalpha())
    if not counts:
        return "Zyyy"
    return max(counts, key=lambda code: counts[code])
