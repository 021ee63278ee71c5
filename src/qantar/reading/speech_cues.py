"""The words by which a language marks whose words something is, ready to be asked.

The words themselves stand in ``qantar/text/data/<lang>/``: ``speech_verbs.toml``,
``speaker_nouns.toml``, ``attribution.toml``.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from qantar.text.cues import CUE_LANGUAGES, cue_file

__all__ = ["SpeechCues", "speech_cues"]

_NEVER = "(?!)"


def _any(patterns: list[str]) -> str:
    ordered = sorted(patterns, key=lambda item: -len(item))
    return (
        "(?:" + "|".join(f"(?:{item})" for item in ordered) + ")" if ordered else _NEVER
    )


@dataclass(frozen=True, slots=True)
class SpeechCues:
    """Cue words of one language.

    Patterns with ``search`` in mind are bounded by word ends; sets hold lower-case
    words.
    """

    lang: str
    verbs: tuple[tuple[str, re.Pattern[str]], ...]
    separable: tuple[tuple[str, re.Pattern[str], str], ...]
    nouns: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    citing: re.Pattern[str]
    rumour: re.Pattern[str]
    hearsay: re.Pattern[str]
    media: re.Pattern[str]
    protect: re.Pattern[str]
    name_is: re.Pattern[str]
    guest: re.Pattern[str]
    doubts: re.Pattern[str]
    rejects: re.Pattern[str]
    endorses: re.Pattern[str]
    deictic: re.Pattern[str]
    told: re.Pattern[str]
    dative: re.Pattern[str]
    needed: re.Pattern[str]
    claim_noun: re.Pattern[str]
    staff: re.Pattern[str]
    crew: re.Pattern[str]
    institution: re.Pattern[str]
    official: re.Pattern[str]
    relied: re.Pattern[str]
    spread: re.Pattern[str]
    denial: re.Pattern[str]
    media_names: dict[str, str]
    genders: dict[str, str]
    words: dict[str, frozenset[str]]

    def verb(self, word: str) -> str:
        """The kind of speech verb that ``word`` (lower case) is, or ``""``."""
        return _verb(self.lang, word)

    def medium(self, words: str) -> str:
        """Social media in the nominative, as these words call them."""
        return self.media_names.get(words.lower(), words)

    def noun(self, word: str) -> bool:
        """Whether ``word`` (lower case) names someone who can speak."""
        return _noun(self.lang, word)

    def has(self, key: str, word: str) -> bool:
        """Whether ``word`` (lower case) is among the words under ``key``."""
        return word in self.words[key]


@lru_cache(maxsize=65536)
def _verb(lang: str, word: str) -> str:
    for kind, pattern in speech_cues(lang).verbs:
        if pattern.fullmatch(word):
            return kind
    return ""


@lru_cache(maxsize=65536)
def _noun(lang: str, word: str) -> bool:
    plain = _GENDERED.sub("", word)  # "Anarchist*in" is looked up as "anarchist"
    return speech_cues(lang).nouns.fullmatch(plain) is not None


_GENDERED = re.compile(r"[*:_/].*$")
_KINDS = (
    "calls",
    "shows",
    "writes",
    "claims",
    "denies",
    "demands",
    "promises",
    "confirms",
    "hears",
    "sees",
    "counts",
    "says",
)
_SETS = (
    "hear_from",
    "complementizers",
    "relative",
    "so",
    "as_said",
    "pronouns",
    "own",
    "indefinite",
    "determiners",
    "prepositions",
    "conjunctive",
    "unreal",
    "impersonal",
    "own_told",
    "genitive",
    "generic",
    "channels",
    "turns",
    "ours",
    "subordinators",
    "passive",
    "zero_that",
    "pointed_at",
    "so_told",
)


@cache
def speech_cues(lang: str) -> SpeechCues:
    """Cue words of ``lang``; English for a language without data."""
    known = lang if lang in CUE_LANGUAGES else "en"
    verbs = cue_file(known, "speech_verbs")
    told = cue_file(known, "attribution")
    separable = tuple(
        (kind, re.compile(form), particle)
        for kind, rows in verbs.get("separable", {}).items()
        for form, particle in rows
    )
    return SpeechCues(
        lang=known,
        verbs=tuple((kind, re.compile(_any(verbs[kind]))) for kind in _KINDS),
        separable=separable,
        nouns=re.compile(_any(cue_file(known, "speaker_nouns")["nouns"])),
        institution=re.compile(
            _any(cue_file(known, "speaker_nouns").get("institutions", []))
        ),
        needed=re.compile(_any(verbs.get("particles", {}).get("needed", []))),
        media_names=told["media_names"],
        genders=told.get("genders", {}),
        words={key: frozenset(told.get(key, [])) for key in _SETS},
        **_patterns(told),
    )


def _patterns(told: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    names = (
        "before", "after", "citing", "rumour", "hearsay", "media",
        "protect", "guest", "doubts", "rejects", "endorses", "official", "relied", "spread", "denial",
    )  # fmt: skip
    found = {
        name: re.compile(rf"(?<!\w){_any(told.get(name, []))}(?!\w)", re.IGNORECASE)
        for name in names
    }
    found["name_is"] = re.compile(
        "|".join(
            re.sub(r"\?P<name>", f"?P<name{number}>", form)
            for number, form in enumerate(told.get("name_is", []))
        )
        or _NEVER,
        re.IGNORECASE,
    )
    found["claim_noun"] = re.compile(_any(told.get("claim_nouns", [])))
    found["staff"] = re.compile(_any(told.get("staff", [])))
    found["crew"] = re.compile(_any(told.get("crew", [])))
    found["deictic"] = re.compile(_any(told.get("deictic", [])))
    found["told"] = re.compile(_any(told.get("told_ending", [])))
    found["dative"] = re.compile(_any(told.get("dative", [])))
    return found
