"""Cyrillic in Latin letters, and one key for all spellings of a name.

``latin`` is for people to read. ``fold`` is for machines to compare: it throws away
exactly those distinctions that German, English, Russian and Kazakh habits of writing a
name do not keep. Neither replaces the words in the exhibit; both stand beside them.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "fold_keys", "latin"]

# Readable Latin without diacritics: BGN/PCGN 1947 for Russian, and the English press
# practice of Kazakhstan for the Kazakh letters (BGN/PCGN 1979 without its diacritics).
_READABLE = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
    "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya",
    "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "і": "i",
    "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
}  # fmt: skip
_KAZAKH_ONLY = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_YE_AFTER = re.compile(r"(^|[^\w]|[аеёиоуыэюяъьәөұүі])е", re.IGNORECASE)


def latin(text: str, lang: str = "") -> str:
    """``text`` with Cyrillic letters written in Latin ones.

    Args:
        text: In any script; what is not Cyrillic stays as it is.
        lang: ``ru`` writes e after a vowel, a sign or at the start as ye; ``kk`` does
            not. Empty: Kazakh if one of the nine letters that only Kazakh has occurs.

    >>> latin("Ахмедьяров", "ru"), latin("Жаңаөзен")
    ('Akhmedyarov', 'Zhangaozen')
    """
    if text.isascii():
        return text
    kazakh = lang == "kk" or (not lang and bool(_KAZAKH_ONLY.search(text)))
    if not kazakh:
        text = _YE_AFTER.sub(_with_glide, text)
    out = []
    for position, letter in enumerate(text):
        low = letter.lower()
        written = _READABLE.get(low)
        if written is None:
            out.append(letter)
        elif letter == low or not written:
            out.append(written)
        elif _shouts(text, position):
            out.append(written.upper())
        else:
            out.append(written[0].upper() + written[1:])
    return "".join(out)


def _with_glide(match: re.Match[str]) -> str:
    before, letter = match.group(1), match.group(0)[-1]
    return before + ("Yе" if letter.isupper() else "yе")


def _shouts(text: str, position: int) -> bool:
    """Whether the capital at ``position`` stands among capitals."""
    around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    return any(c.isupper() for c in around) and not any(c.islower() for c in around)


# The key's alphabet. ``x`` stands for every sibilant that somebody writes sch (ж ш щ
# дж), ``h`` for every sound that somebody writes ch (х ч һ), ``s`` for с з ц, ``i``
# for every i, y and glide. Coarse on purpose: what falls together is compared again.
_FOLD_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "x",
    "з": "s", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "s",
    "ч": "h", "ш": "x", "щ": "x", "ъ": "", "ы": "i", "ь": "ʹ", "э": "e", "ю": "iu",
    "я": "ia",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "v", "ј": "i", "љ": "l", "њ": "n",
    "ҷ": "x", "ҳ": "h", "ӣ": "i", "ӯ": "u", "ҹ": "x", "ҝ": "g",
    "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "æ": "a",
    "œ": "o", "ŋ": "n", "ə": "a", "ɵ": "o",
    "š": "sh", "ž": "zh", "č": "tsch", "ć": "tsch", "ş": "sh", "ç": "tsch",
    "ğ": "g", "ǧ": "g", "ñ": "n", "ś": "sh", "ź": "zh", "ż": "zh",
    "-": "", "‐": "", "‑": "", "–": "", "'": "", "’": "", "‘": "", "ʼ": "", "ʹ": "ʹ",
    "`": "", "´": "", "ʻ": "", "ʿ": "", "\u00ad": "",
}  # fmt: skip
_FOLD_TABLE = str.maketrans(_FOLD_LETTERS)

# Latin letter groups in the order in which they must be tried: longest first.
_FOLD_GROUPS = (
    ("schtsch", "x"), ("shch", "x"), ("dsch", "x"), ("dzh", "x"), ("tsch", "h"),
    ("tch", "h"), ("tsj", "h"), ("sch", "x"), ("sh", "x"), ("zh", "x"), ("sz", "x"), ("cz", "h"),
    ("kh", "h"), ("gh", "g"), ("ch", "h"), ("ph", "f"), ("th", "t"), ("ck", "k"),
    ("ts", "s"), ("tz", "s"), ("dx", "x"), ("xh", "x"), ("qu", "ku"), ("q", "k"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("z", "s"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("ng", "n"),
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<=[aeou])i+(?=[aeou])")
_SIGN_BEFORE_VOWEL = re.compile(r"ʹ(?=[eo])")
_X_LATIN = re.compile(r"x")
_INITIAL_GLIDE_E = re.compile(r"^i+(?=e)")
_HARD_J = re.compile(r"(^|[-‐‑])j(?=[aou])|^dj")
_GERMAN_MARK = re.compile(r"[wäöüß]|sch|ch[bdfglmnrtw]|ei|aje|oje")


def fold(text: str) -> str:
    """The key under which all spellings of a name fall together.

    Joins Janaozen, Zhanaozen, Schanaosen, Жаңаөзен and Жанаозен; Kysylorda and
    Қызылорда; Achmedjarow, Akhmediyarov and Ахмедьяров. Hyphens, apostrophes, case,
    diacritics, soft signs and doubled letters are gone; words are parted by one space.
    Different names can have one key: a match by key is a candidate, not an identity.

    >>> fold("Schanaosen") == fold("Жаңаөзен") == fold("Janaozen")
    True
    """
    return " ".join(key for word in text.split() if (key := _fold_word(word)))


def fold_keys(text: str) -> tuple[str, ...]:
    """``fold`` first, then the other reading of J where a name starts with it.

    J at the start is ж to Kazakhs and the English, й to Germans: ``Jakow`` and
    ``Jaqsybai`` cannot be told apart without knowing who wrote them.
    """
    first = fold(text)
    low = unicodedata.normalize("NFC", text).lower()
    if "j" not in low:
        return (first,)
    other = fold(re.sub(r"\bj", "y" if _reads_hard(low) else "zh", low))
    return (first,) if other == first else (first, other)


def _reads_hard(word: str) -> bool:
    return bool(_HARD_J.search(word)) and not _GERMAN_MARK.search(word)


@lru_cache(maxsize=1 << 16)
def _fold_word(word: str) -> str:
    word = unicodedata.normalize("NFC", word).lower()
    if "j" in word and _reads_hard(word):
        word = _HARD_J.sub(r"\1zh", word)
    # x in Latin writing is ks; it must go before x becomes the sibilant.
    word = _X_LATIN.sub("ks", word)
    word = word.translate(_FOLD_TABLE)
    if not word.isascii():
        word = _SIGN_BEFORE_VOWEL.sub("i", word).replace("ʹ", "")
        word = "".join(
            c
            for c in unicodedata.normalize("NFD", word)
            if not unicodedata.combining(c)
        )
    word = "".join(_WORD.findall(word))
    for group, key in _FOLD_GROUPS:
        if group in word:
            word = word.replace(group, key)
    if word.endswith("ff"):
        word = word[:-2] + "v"
    word = _DOUBLED.sub(r"\1", word)
    word = _GLIDE.sub("", word)
    word = _INITIAL_GLIDE_E.sub("", word)
    word = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return _DOUBLED.sub(r"\1", word)
