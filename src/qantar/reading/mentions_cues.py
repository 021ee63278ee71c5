"""Names told by what stands around them: chat lines, credits, streets, datelines.

Each rule takes the words of one sentence with their hints and gives suggestions like
those of ``mentions_rules``: first word, word after the last, type, level, certainty
(0 to 1) and the reason in words.
"""

from collections.abc import Iterator, Sequence

from qantar.text.names import name_words, no_names
from qantar.text.names_hints import Token

__all__ = [
    "CAPITALS",
    "Suggestion",
    "could_be_person",
    "cued",
    "is_initial",
    "person_run",
]

Suggestion = tuple[int, int, str, str, float, str]
Hints = Sequence[tuple[str, ...]]

CAPITALS = "abbreviation in capitals"
"""Reason of names that only their capitals speak for."""
_LONGEST_PERSON = 4
_LONGEST_STAMP = 16
_DIGITS_OF_A_STAMP = 4
"""Groups of digits that a date with a time has at least."""
_STREETS_RU = (
    "проспект", "улиц", "площад", "бульвар", "переул", "набережн", "шоссе", "мост"
)  # fmt: skip
_SHORTEST_PLACE_CAPS = 4
_CAPS = range(3, 7)
_NO_NAME_NEXT = frozenset("the a an der die das es ein eine".split())  # noqa: SIM905
_LONGEST_BODY = 5
_SHORTEST_IN_BODY = 4


def is_initial(word: Token) -> bool:
    """Whether ``word`` is one capital letter."""
    return len(word.text) == 1 and word.text.isupper()


def could_be_person(word: Token, marks: tuple[str, ...]) -> bool:
    """Whether ``word`` may be part of a person's name."""
    text = word.text
    return (
        text[0].isupper()
        and (len(text) == 1 or not text.isupper())
        and not {"st", "ti", "oh", "ph", "os", "dj", "oc"} & set(marks)
    )


def person_run(words: Sequence[Token], hints: Hints, first: int) -> int:
    """The word after the last of a run of capitals and initials from ``first`` on."""
    last = first
    while (
        last < len(words)
        and last - first < _LONGEST_PERSON * 2
        and could_be_person(words[last], hints[last])
        and (last == first or words[last].start - words[last - 1].end <= 1)
    ):
        last += 1
        if (
            last < len(words)
            and words[last].text == "."
            and is_initial(words[last - 1])
        ):
            last += 1
    return last


def cued(words: Sequence[Token], hints: Hints, lang: str) -> Iterator[Suggestion]:
    """All suggestions of this module."""
    yield from _chat_author(words, hints)
    yield from _dateline(words)
    yield from _introduced(words, hints, lang)
    yield from _credited(words, hints, lang)
    yield from _streets(words, hints, lang)
    yield from _given_alone(words, hints, lang)
    if lang == "kk":
        yield from _kazakh(words, hints)
    yield from _capitals(words)


def _chat_author(words: Sequence[Token], hints: Hints) -> Iterator[Suggestion]:
    """Authors of chat lines, in the forms in which programs write them to a file.

    WhatsApp: ``[date, time] Name:`` and ``date, time - Name:``; Telegram: ``Name,
    [date time]``.
    """
    position = digits = 0
    while position < min(len(words), _LONGEST_STAMP):
        text = words[position].text
        if text[0].isdigit():
            digits += 1
        elif text[0].isalpha() and text not in ("AM", "PM"):
            break
        position += 1
    if digits >= _DIGITS_OF_A_STAMP and position:
        end = position
        while end < len(words) and words[end].text != ":" and end - position < 6:
            end += 1
        stamp = words[position - 1].text in ("]", "-", "–")
        if stamp and position < end < len(words) and words[end].text == ":":
            yield (position, end, _voice(hints[position:end]), "NAM", 0.97, "chat line")
        return
    for comma in range(1, min(len(words) - 3, 6)):
        if words[comma].text == "," and words[comma + 1].text == "[":
            if words[comma + 2].text[0].isdigit() and words[0].text[0].isalpha():
                kind = _voice(hints[:comma])
                yield (0, comma, kind, "NAM", 0.97, "chat line")
            return


def _voice(hints: Hints) -> str:
    """A channel or group if a word says so, else a person."""
    return "ORG" if any({"ob", "oh", "oc"} & set(m) for m in hints) else "PER"


def _dateline(words: Sequence[Token]) -> Iterator[Suggestion]:
    """``ALMATY/BERLIN (abc)``, ``ALMATY, 5 January –``: towns before the first word."""
    position = 0
    while position + 1 < len(words):
        word, after = words[position].text, words[position + 1].text
        if not (
            word.isupper() and word.isalpha() and len(word) >= _SHORTEST_PLACE_CAPS
        ):
            return
        if after not in (",", "/", "(", "–", "—", "-", "."):
            return
        yield (position, position + 1, "LOC", "NAM", 0.985, "dateline")
        if after != "/":
            return
        position += 2


def _introduced(
    words: Sequence[Token], hints: Hints, lang: str
) -> Iterator[Suggestion]:
    """``ich heiße …``, ``they called him …``, ``меня зовут …``."""
    naming = name_words(lang).naming
    for position, word in enumerate(words):
        if word.text.lower() not in naming:
            continue
        first = position + 1
        while (
            first < len(words) and first - position <= 2 and words[first].text.islower()
        ):
            if words[first].text in _NO_NAME_NEXT:
                first = len(words)
            first += 1
        if first < len(words):
            last = person_run(words, hints, first)
            if last > first:
                yield (first, last, "PER", "NAM", 0.8, "introduced by name")


def _credited(words: Sequence[Token], hints: Hints, lang: str) -> Iterator[Suggestion]:
    """``Foto: A. Name``."""
    for position in range(len(words) - 2):
        known = words[position].text in name_words(lang).credits
        if known and words[position + 1].text == ":":
            first = position + 2
            last = person_run(words, hints, first)
            if last - first > 1:
                yield (first, last, "PER", "NAM", 0.985, "credit")


def _streets(words: Sequence[Token], hints: Hints, lang: str) -> Iterator[Suggestion]:
    for position, word in enumerate(words):
        marks = hints[position]
        text = word.text
        if lang == "en" and "ph" in marks and text[0].isupper() and position:
            first = position
            while (
                first
                and position - first < 3
                and words[first - 1].text[0].isupper()
                and "st" not in hints[first - 1]
            ):
                first -= 1
            if first < position:
                yield (
                    first,
                    position + 1,
                    "LOC",
                    "NAM",
                    0.9,
                    "name with a word for a place",
                )
        elif lang == "de" and "pc" in marks and "-" in text:
            yield (
                position,
                position + 1,
                "LOC",
                "NAM",
                0.8,
                "name with a word for a place",
            )
        elif lang == "ru" and text.lower().startswith(_STREETS_RU):
            yield from _russian_street(words, hints, position)


def _russian_street(
    words: Sequence[Token], hints: Hints, position: int
) -> Iterator[Suggestion]:
    after = position + 1
    if (
        after < len(words)
        and words[after].text[0].isupper()
        and "st" not in hints[after]
    ):
        yield (position, after + 1, "LOC", "NAM", 0.9, "name with a word for a place")
    elif (
        position > 1
        and words[position - 1].text[0].isupper()
        and words[position - 1]
        .text.lower()
        .endswith(("ой", "ая", "ую", "ый", "ом", "ого"))
    ):
        yield (
            position - 1,
            position + 1,
            "LOC",
            "NAM",
            0.8,
            "name with a word for a place",
        )


def _given_alone(
    words: Sequence[Token], hints: Hints, lang: str
) -> Iterator[Suggestion]:
    """A common given name, where nothing else says what it is."""
    for position, marks in enumerate(hints):
        if "gv" not in marks or "st" in marks or len(words[position].text) < 4:
            continue
        last = person_run(words, hints, position)
        if lang == "de" and last - position > 1:
            # The next noun has a capital too; only a surname's ending tells.
            last = position + (2 if "sn" in hints[position + 1] else 1)
        yield (position, max(last, position + 1), "PER", "NAM", 0.5, "given name")


def _kazakh(words: Sequence[Token], hints: Hints) -> Iterator[Suggestion]:
    for position, word in enumerate(words):
        if not word.text[0].isupper() or "st" in hints[position]:
            continue
        after = position + 1
        if after < len(words) and "pa" in hints[after] and len(word.text) > 2:
            yield (position, after, "LOC", "NAM", 0.9, "word for a place after")
        for last in range(after, min(len(words), after + _LONGEST_BODY)):
            text = words[last].text
            if not text[0].isalpha() or (text[0].isupper() and last > after):
                break
            if len(text) < _SHORTEST_IN_BODY:
                break
            if "oh" in hints[last]:
                yield (
                    position,
                    last + 1,
                    "ORG",
                    "NAM",
                    0.6,
                    "word for a body at the end",
                )
                break


def _capitals(words: Sequence[Token]) -> Iterator[Suggestion]:
    """An unknown abbreviation among words in lower case: mostly a body."""
    if not any(word.text.islower() and len(word.text) > 2 for word in words):
        return
    for position, word in enumerate(words):
        text = word.text
        if (
            text.isupper()
            and text.isalpha()
            and len(text) in _CAPS
            and text not in no_names()
        ):
            yield (
                position,
                position + 1,
                "ORG",
                "NAM",
                0.45,
                CAPITALS,
            )
