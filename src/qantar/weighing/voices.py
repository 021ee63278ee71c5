"""Voices as weighing compares them: by id, else by office, else by folded name.

Linking gives ids across scripts; this table is for voices that linking left alone, and
for offices, which speak with many mouths. "Officials" names nobody: such a voice can be
compared with any office, and never proves anything alone.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qantar.vocabulary.statement import Speaker

__all__ = ["Voice", "same_named", "voice_of"]

_TITLES = re.compile(
    r"(?<!\w)(?:the|of|and|for|in|general|chief|head|deputy|vice|sec-gen|secretariat"
    r"|spokes\w+|press|service|office|letter|tweet|address|interview|post|channel"
    r"|telegram|instagram|facebook|youtube|measurement|eyewitness|witness"
    r"|der|die|das|des|von|und|sprecher\w*|chef\w*)(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice reduced to what can be compared.

    Attributes:
        key: Canonical id, ``office:...`` or the folded name; ``""`` for vague voices.
        office: Kind of body, ``""`` if it is none.
        vague: official, media, witness, group; ``""`` for a voice that names someone.
        rest: Words of the name beside the office: a person, a town, a country.
        outer: The folded name without its brackets.
        body: Names a body that speaks officially ("airport press service").
        linked: Linking gave the key: another linked voice is another voice.
        sounds: The same as consonants, so that Schalabajew meets Shalabayev.
    """

    key: str
    office: str = ""
    vague: str = ""
    rest: frozenset[str] = frozenset()
    outer: str = ""
    body: bool = False
    linked: bool = False
    sounds: frozenset[str] = frozenset()

    @property
    def official(self) -> bool:
        """An office, a body that speaks officially, or officials in general."""
        return bool(self.office) or self.body or self.vague == "official"


def same_named(a: Voice, b: Voice) -> bool:
    """Whether two voices that name someone name the same one.

    Two that linking told apart stay apart; an office is one unless two persons or towns
    are named with it; else one name must lie within the other, by its consonants.
    """
    one_office = bool(a.office) and a.office == b.office and not (a.linked and b.linked)
    if one_office or (a.key and a.key == b.key):
        return not a.office or not a.rest or not b.rest or bool(a.sounds & b.sounds)
    if a.office or b.office or a.vague or b.vague or (a.linked and b.linked):
        return False
    return bool(a.sounds and b.sounds) and (
        a.sounds <= b.sounds or b.sounds <= a.sounds
    )


def voice_of(speaker: Speaker) -> Voice:
    """The voice of one hop of a chain."""
    if speaker.protected:
        return Voice(
            key=speaker.id or f"protected:{fold(speaker.name)}", linked=bool(speaker.id)
        )
    return _named(speaker.name, speaker.id)


@cache
def _named(name: str, canonical: str) -> Voice:
    folded = fold(name)
    office = _first(_offices(), folded)
    outside = re.sub(r"\(.*?\)", " ", folded)
    vague, body = ("", False) if office else _vague(outside)
    if not office and not vague and not body and not canonical and _describes(name):
        vague = "witness"
    rest = frozenset(re.findall(r"\w{3,}", _TITLES.sub(" ", _without(office, folded))))
    if office:
        key = canonical or f"office:{office}"
    elif vague:
        key = ""
    else:
        key = canonical or " ".join(outside.split())
    return Voice(
        key=key,
        office=office,
        vague=vague,
        rest=rest,
        outer=" ".join(outside.split()),
        body=body,
        linked=bool(canonical),
        sounds=frozenset(consonants(word) for word in rest),
    )


_HABITS = (
    ("sch", "sh"),
    ("tsch", "ch"),
    ("zh", "j"),
    ("kh", "h"),
    ("ts", "z"),
    ("q", "k"),
    ("w", "v"),
    ("g", "g"),
)


@cache
def consonants(word: str) -> str:
    """A Latin name by its consonants, spelling habits of three languages made one.

    >>> consonants("schalabajew") == consonants("shalabayev")
    True

    A word with fewer than two consonants, or in another script, stays as it is.
    """
    if not word.isascii():
        return word
    made = word
    for theirs, ours in _HABITS:
        made = made.replace(theirs, ours)
    bare = re.sub(r"[aeiouyj]|(?<=g)u", "", made)
    return bare if len(bare) > 1 else word


@cache
def fold(name: str) -> str:
    """Case, accents and spacing taken away; brackets kept.

    >>> fold("Général  DÜR (Tweet)")
    'general dur (tweet)'
    """
    split = unicodedata.normalize("NFKD", name.casefold())
    # Only Latin letters lose their marks: й is not и, and ё is told apart by readers.
    kept = [
        c
        for i, c in enumerate(split)
        if not (unicodedata.combining(c) and i and split[i - 1].isascii())
    ]
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _vague(name: str) -> tuple[str, bool]:
    """The kind of a voice that names nobody, and whether a body speaks officially.

    Words of many ("authorities", "government") may stand with one word more, mostly
    the country's; with other names beside them they do not make a voice vague.
    """
    body = False
    for kind, pattern in _vagues().items():
        match = pattern.search(name)
        if match is None:
            continue
        others = re.findall(r"\w{3,}", _TITLES.sub(" ", pattern.sub(" ", name)))
        official = kind in {"official", "spokesperson"}
        if not others or (kind == "official" and len(others) == 1):
            return ("official" if official else kind), False
        body = body or official
    return "", body


def _describes(name: str) -> bool:
    """A voice that is described instead of named: "a doctor (unnamed)", "lawyer"."""
    if name.endswith("(unnamed)"):
        return True
    return name.islower() and not re.search(r"[.\d]", name)


def _without(office: str, name: str) -> str:
    return _offices()[office].sub(" ", name) if office else name


def _first(patterns: dict[str, re.Pattern[str]], name: str) -> str:
    """The key whose words come first in the name, the longest of those."""
    found = [
        (m.start(), -len(m.group()), key)
        for key, p in patterns.items()
        if (m := p.search(name))
    ]
    return min(found)[2] if found else ""


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("qantar.weighing").joinpath("data/voices.toml").read_text("utf-8")
    return tomllib.loads(text)


def _pattern(words: list[str]) -> re.Pattern[str]:
    alternatives = []
    for word in sorted(words, key=len, reverse=True):
        escaped = re.escape(fold(word)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        alternatives.append(escaped)
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")


@cache
def _offices() -> dict[str, re.Pattern[str]]:
    return {key: _pattern(words) for key, words in _tables()["office"].items()}


@cache
def _vagues() -> dict[str, re.Pattern[str]]:
    return {key: _pattern(words) for key, words in _tables()["vague"].items()}
