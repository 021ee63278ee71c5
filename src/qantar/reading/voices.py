"""Voices inside a sentence: who is there that could be speaking.

A voice is a name (a mention of a person or organisation), a noun for someone who can
speak (doctor, police, witness) with what describes it, or a pronoun. An article or a
pointing adjective is no part of a voice's name.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from qantar.reading.speech_cues import SpeechCues
from qantar.reading.voice import (
    Candidate,
    cipher_behind,
    declined,
    german_base,
    kazakh_case,
    russian_genitive,
    with_noun,
)
from qantar.text.tokens import Token
from qantar.vocabulary.mention import Mention

__all__ = ["candidates"]

_ACRONYM = 4
_CIPHER = re.compile(r"[^\W\d_]-\d{1,3}")
"""What stands for a hidden name: "Б-4"."""
_MARKS = '«»„“”"'
_MODIFIERS = 3
_DEFINITE = frozenset({"der", "die", "das", "den", "dem", "the"})
_RUSSIAN_ADJECTIVE = (
    "ый",
    "ий",
    "ой",
    "ая",
    "яя",
    "ое",
    "ее",
    "ые",
    "ие",
    "ого",
    "его",
    "ых",
    "их",
    "ому",
    "ему",
    "ным",
    "ей",
)
_KAZAKH_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
_KAZAKH_MODIFIERS = frozenset(
    {"бұрынғы", "бас", "көрші", "қалалық", "облыстық", "орталық"}
)


def candidates(
    toks: tuple[Token, ...], cues: SpeechCues, mentions: tuple[Mention, ...]
) -> list[Candidate]:
    """Candidates among ``toks``, in order.

    Args:
        toks: Tokens of one sentence that stand outside quotation marks.
        cues: Of the sentence's language.
        mentions: Of the exhibit, by start; those of persons and organisations count.
    """
    if not toks:
        return []
    first = bisect_left(mentions, toks[0].start, key=_start)
    here = mentions[first : bisect_left(mentions, toks[-1].end, key=_start)]
    names = {
        mention.start: mention
        for mention in here
        if mention.type in ("PER", "ORG") and mention.level in ("NAM", "PART")
    }
    places = frozenset(mention.start for mention in here if mention.type == "LOC")
    found: list[Candidate] = []
    skip = 0
    for place, token in enumerate(toks):
        if token.start < skip:
            continue
        item = _named(names.get(token.start), found, toks, place, cues) or _described(
            toks, place, cues, places
        )
        inside = next((s for s in names if item and item.start < s < item.end), None)
        if item is not None and inside is not None:  # a mention behind the noun
            if item.kind == "noun":
                item = replace(item, end=token.end, name=token.text)
            elif names[inside].type == "PER" and names[inside].end == item.end:
                item = replace(item, name=names[inside].name or item.name)
        if item is None:
            continue
        if found and item.kind == "noun" and found[-1].start >= item.start:
            found.pop()  # its modifier: "prison doctor"
        if found and _title(found[-1], item, cues):
            before = found.pop()
            name = f"{before.name} {item.name}"  # "Prosecutor General"
            item = replace(before, end=item.end, name=name)
        if item.kind == "name" and found and _apposed(found[-1], item, toks, place):
            item = with_noun(found.pop(), item)
        skip = item.end
        found.append(item)
    return found


def _title(before: Candidate, item: Candidate, cues: SpeechCues) -> bool:
    """Whether two English nouns with capitals make one title."""
    return (
        cues.lang == "en"
        and before.kind == item.kind == "noun"
        and item.start - before.end == 1
        and before.name[:1].isupper()
        and item.name[:1].isupper()
    )


def _start(mention: Mention) -> int:
    return mention.start


def _named(
    mention: Mention | None,
    found: list[Candidate],
    toks: tuple[Token, ...],
    place: int,
    cues: SpeechCues,
) -> Candidate | None:
    if mention is None:
        return None
    return Candidate(
        mention.start,
        mention.end,
        mention.name or mention.quote,
        "name",
        _oblique(toks, place, cues)
        or kazakh_case(mention.quote, cues)
        or declined(mention, cues),
        _attached(found, toks, place, cues),
        institution=mention.type == "ORG",
        declined=declined(mention, cues),
    )


def _apposed(
    before: Candidate, item: Candidate, toks: tuple[Token, ...], place: int
) -> bool:
    """Whether a name stands directly behind its noun ("Rechtsanwältin Oberhoff")."""
    if before.kind != "noun" or place == 0 or item.start - toks[place - 1].end > 1:
        return False
    last = toks[place - 1]
    if last.text.isupper() and len(last.text) <= 4 and place > 1:
        last = toks[place - 2]  # "Руководство ТОО «…»"
    quoted = last.text in '„“”«»"' and place > 1 and toks[place - 2].end == before.end
    return last.end == before.end or quoted


def _described(
    toks: tuple[Token, ...], place: int, cues: SpeechCues, places: frozenset[int]
) -> Candidate | None:
    token = toks[place]
    if token.kind != "word":
        return None
    lower = token.text.lower()
    if cues.has("own", lower):
        return Candidate(token.start, token.end, lower, "own")
    if cues.has("own_told", lower):
        return Candidate(token.start, token.end, lower, "own", told=True)
    if cues.has("pronouns", lower):
        governed = place > 0 and cues.has("prepositions", toks[place - 1].text.lower())
        return Candidate(token.start, token.end, lower, "pronoun", governed)
    if cues.lang == "de" and not token.text[0].isupper():
        return None
    if _CIPHER.fullmatch(token.text):
        return Candidate(token.start, token.end, token.text, "name")
    if not cues.noun(lower):
        if cues.has("indefinite", lower):
            return Candidate(token.start, token.end, lower, "indefinite")
        return None
    first = _first_modifier(toks, place, cues)
    name = _noun_name(toks, first, place, cues)
    before = toks[first - 1].text.lower() if first else ""
    institution = cues.institution.fullmatch(lower) is not None
    kind = "noun"
    code = cipher_behind(toks, place)
    called = [] if _place_behind(toks, place, places) else _called(toks, place, cues)
    if code is not None:
        name, token = f"{name} {code[0]}", code[1]
    elif called:
        words = " ".join(item.text for item in called)
        if institution and called[0].start - token.end == 1:
            words = f"{name} {words}"  # "Polizei Wehrlingen", but "Kanal „Forstfunk“"
        else:
            kind = "name"
        name, token = words, called[-1]
    if cues.lang == "kk" and name.lower().endswith(_KAZAKH_GENITIVE):
        name = name[:-3]  # "куәлердің айтуынша" is told by "куәлер"
    if kind == "noun":
        name = german_base(name, before, cues)
    return Candidate(
        toks[first].start,
        token.end,
        name or token.text,
        kind,
        _oblique(toks, first, cues)
        or kazakh_case(token.text, cues)
        or russian_genitive(lower, cues),
        bool(first) and cues.has("genitive", before),
        definite=before in _DEFINITE,
        ours=cues.has("ours", before),
        institution=institution,
    )


def _place_behind(toks: tuple[Token, ...], place: int, places: frozenset[int]) -> bool:
    """Whether a place stands behind a noun ("посол Кыргызстана")."""
    return place + 1 < len(toks) and toks[place + 1].start in places


def _called(toks: tuple[Token, ...], place: int, cues: SpeechCues) -> list[Token]:
    """Capitalised words right behind a noun: its name, where no mention is known."""
    rest = toks[place + 1 : place + 7]
    if rest and rest[0].text in _MARKS:
        ends = [
            number for number, token in enumerate(rest[1:], 1) if token.text in _MARKS
        ]
        return list(rest[1 : ends[0]]) if ends and ends[0] > 1 else []
    found: list[Token] = []
    for token in rest[:3]:
        lower = token.text.lower()
        last = found[-1] if found else toks[place]
        if (
            token.kind != "word"
            or not token.text[0].isupper()
            or len(lower) < 3
            or token.start - last.end != 1
            or (token.text.isupper() and len(lower) <= _ACRONYM)
            or cues.has("determiners", lower)
            or cues.noun(lower)
        ):
            break
        found.append(token)
    return found


def _noun_name(
    toks: tuple[Token, ...], first: int, place: int, cues: SpeechCues
) -> str:
    """What a voice without a name is called.

    A bare "the man" keeps its article; "the military council guy" is the council.
    """
    lower = toks[place].text.lower()
    words = [
        item.text
        for item in toks[first : place + 1]
        if not cues.deictic.fullmatch(item.text.lower())
    ]
    if "'" in words or "’" in words:  # "doctors' committee"
        return re.sub(r"\s+(['’])", r"\1", " ".join(words))
    if cues.has("generic", lower) and cues.lang in ("en", "de"):
        if len(words) > 1 and cues.noun(words[-2].lower()):
            words = words[:-1]
        elif len(words) == 1 and first and toks[first - 1].text.lower() in _DEFINITE:
            words = [toks[first - 1].text.lower(), *words]
    return " ".join(words)


def _first_modifier(toks: tuple[Token, ...], place: int, cues: SpeechCues) -> int:
    first = place
    while first > 0 and place - first < _MODIFIERS:
        before = toks[first - 1]
        lower = before.text.lower()
        if cues.lang == "en" and before.text in "'’" and first > 1:
            first -= 2  # the plural that possesses: "doctors' committee"
            continue
        if before.kind != "word" or toks[first].start - before.end > 1:
            break
        owned = toks[first].text.endswith(("'s", "’s"))  # "Prosecutor General's office"
        linked = owned or (cues.lang == "kk" and first < place)
        names = (
            linked and before.text[0].isupper() and not cues.has("determiners", lower)
        )
        if not (names or _modifies(before, lower, first == 1, cues)):
            break
        first -= 1
    return first


def _modifies(token: Token, lower: str, initial: bool, cues: SpeechCues) -> bool:
    if (
        cues.has("determiners", lower)
        or cues.has("prepositions", lower)
        or cues.has("own", lower)
        or cues.has("pronouns", lower)
        or cues.has("complementizers", lower)
        or cues.verb(lower)
    ):
        return False
    if cues.lang == "de":
        return (
            token.text[0].islower()
            and len(lower) > 3
            and lower.endswith(("e", "en", "er", "es", "/r", "/n", "/e"))
        )
    if cues.lang == "ru":
        return lower.endswith(_RUSSIAN_ADJECTIVE) and not lower.endswith(
            ("ение", "ание")
        )
    if cues.lang == "kk":
        return lower in _KAZAKH_MODIFIERS or lower.endswith(_KAZAKH_GENITIVE)
    if lower.endswith(("'s", "’s")):
        return True
    if lower in _ENGLISH_STOPS or (
        token.text[0].isupper() and not (initial and cues.noun(lower))
    ):
        return False
    return not (initial and lower.endswith("ly")) and not _third_person(lower)


def _third_person(lower: str) -> bool:
    """English verbs and plurals, which describe no noun ("fears", but "rights")."""
    return lower.endswith("s") and lower not in ("rights", "news", "sports")


_ENGLISH_STOPS = frozenset(
    [
        "and",
        "or",
        "but",
        "if",
        "as",
        "that",
        "than",
        "then",
        "so",
        "when",
        "while",
        "because",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "not",
        "no",
        "yes",
        "one",
        "our",
        "later",
        "only",
        "also",
        "still",
        "yet",
        "now",
        "today",
        "yesterday",
        "there",
        "here",
        "it",
    ]
)


def _oblique(toks: tuple[Token, ...], place: int, cues: SpeechCues) -> bool:
    """Whether a preposition stands before, perhaps with article and adjectives."""
    for back in range(place - 1, max(-1, place - 4), -1):
        if toks[back + 1].start - toks[back].end > 1:
            return False  # a mark stands between
        lower = toks[back].text.lower()
        if cues.has("prepositions", lower):
            return True
        if not (
            cues.has("determiners", lower) or _modifies(toks[back], lower, False, cues)
        ):
            return False
    return False


def _attached(
    found: list[Candidate], toks: tuple[Token, ...], place: int, cues: SpeechCues
) -> bool:
    if not found or place == 0:
        return False
    gap = [token for token in toks[:place] if token.start >= found[-1].end]
    return len(gap) == 1 and cues.has("determiners", gap[0].text.lower())
