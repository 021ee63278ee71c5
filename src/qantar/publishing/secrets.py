"""Secrets: what a profile does not let out, as keys to look for in what was written.

Made from the record itself, not from what the redaction did. A key says which secret it
is without saying it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise

from qantar.publishing.coarsening import COORDINATES
from qantar.publishing.policy import GRAINS, Profile
from qantar.publishing.pseudonyms import (
    DESCRIBED,
    MAIL,
    PHONE,
    SURE_PHONE,
    letters,
    name_keys,
    stem,
)
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.record import RecordView

__all__ = ["Secrets", "secrets_of"]

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\D")
_RUN = re.compile(r"\d[\d ()\u00a0\-./]{7,24}\d")
_DECIMAL = re.compile(r"(?<![\d.])\d{1,3}\.\d{3,}")
_LEAST_STEM = 5
_LEAST_PART = 3
"""Letters of a stem that is looked for alone, and as a part of a full name."""

_APART = 3
"""Signs between two words of one name."""

_LONGEST_ENDING = 4
_TAIL = 9
"""Digits at the end of a telephone number, without country and trunk code."""

_NEAR = 80
"""Signs between the two numbers of one position, with what a format puts there."""

_WORDS_KEPT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What to look for.

    Attributes:
        names: Stem to whom it names; one word is a finding.
        full_names: Stem to those whose names two words in a row must tell, since one
            may be anybody's, with the number of the word in the name.
        contacts: Mail address, or last digits of a telephone number, to whose it is.
        positions: Latitude and longitude in thousandths of a degree to the place.
        exact: Strings that must not occur as they are.
    """

    names: dict[str, str] = field(default_factory=dict)
    full_names: dict[str, frozenset[tuple[str, int]]] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)
    positions: dict[tuple[int, int], str] = field(default_factory=dict)
    exact: Mapping[str, str] = field(default_factory=dict)
    seen: dict[str, tuple[tuple[str, ...], frozenset[tuple[str, int]]]] = field(
        default_factory=dict, repr=False
    )

    @property
    def empty(self) -> bool:
        """Whether nothing is hidden, so that no text can tell it."""
        names = self.names or self.full_names
        return not (names or self.contacts or self.positions or self.exact)

    def in_text(self, text: str) -> Iterator[tuple[str, str]]:
        """Kind and description of everything that is told in ``text``."""
        yield from self._in_words(text)
        yield from self._in_contacts(text)
        yield from self._in_positions(text)
        for needle, told in self.exact.items():
            if needle in text:
                yield "trace", told

    def _in_words(self, text: str) -> Iterator[tuple[str, str]]:
        if self.full_names:
            words = list(_WORD.finditer(text))
            found = [self._meant(match.group()) for match in words]
            for at, ((_, one), (_, two)) in enumerate(pairwise(found)):
                if one and two and words[at + 1].start() - words[at].end() <= _APART:
                    for told in sorted(_together(one, two)):
                        yield "name", told
        elif self.names:
            found = [self._meant(word) for word in set(_WORD.findall(text))]
        else:
            return
        for single, _ in found:
            for told in single:
                yield "name", told

    def _meant(self, word: str) -> tuple[tuple[str, ...], frozenset[tuple[str, int]]]:
        """Whom one word names, and whose full name it may be a part of."""
        found = self.seen.get(word)
        if found is None:
            if len(self.seen) >= _WORDS_KEPT:
                self.seen.clear()
            roots = [
                key[:length]
                for key in name_keys(word)
                for length in range(len(key), max(len(key) - _LONGEST_ENDING, 0), -1)
            ]
            found = self.seen[word] = (
                tuple(self.names[root] for root in roots if root in self.names),
                frozenset().union(
                    *(self.full_names.get(root, frozenset()) for root in roots)
                ),
            )
        return found

    def _in_contacts(self, text: str) -> Iterator[tuple[str, str]]:
        if not self.contacts:
            return
        runs = "|".join(_DIGITS.sub("", run) for run in _RUN.findall(text))
        low = text.casefold() if "@" in text else ""
        for contact, told in self.contacts.items():
            if contact in (low if "@" in contact else runs):
                yield "contact", told

    def _in_positions(self, text: str) -> Iterator[tuple[str, str]]:
        """Two numbers near each other that are one place, in either order."""
        if not self.positions:
            return
        numbers = [
            (m.start(), _thousandths(m.group())) for m in _DECIMAL.finditer(text)
        ]
        for (at, one), (then, two) in pairwise(numbers):
            if then - at <= _NEAR:
                for pair in _around(one, two):
                    if pair in self.positions:
                        yield "coordinates", self.positions[pair]


def _together(
    first: frozenset[tuple[str, int]], second: frozenset[tuple[str, int]]
) -> set[str]:
    """Whose names have both words, one beside the other."""
    return {
        told
        for told, at in first
        for other, place in second
        if (told, at) != (other, place) and told == other
    }


def _thousandths(number: str) -> int:
    return int(float(number) * 1000)


def _around(one: int, two: int) -> Iterator[tuple[int, int]]:
    """Both orders, and one up or down, since a number may have been rounded."""
    for first in (one - 1, one, one + 1):
        for second in (two - 1, two, two + 1):
            yield first, second
            yield second, first


def secrets_of(
    view: RecordView, profile: Profile, exact: Mapping[str, str] | None = None
) -> Secrets:
    """What ``profile`` does not let out of ``view``.

    Args:
        view: The whole record, not redacted.
        profile: Under which it goes out.
        exact: Further strings that must not occur: keys, paths.
    """
    found = Secrets(exact=exact or {})
    allowed = _public_stems(view, profile)
    for number, spellings in enumerate(_protected(view)):
        for root in _roots(spellings, least=_LEAST_STEM):
            if root not in allowed:
                found.names[root] = f"protected person {letters(number)}"
    _learn_full_names(found, view, profile, allowed)
    _learn_contacts(found, view, profile)
    _learn_positions(found, view, profile)
    return found


def _roots(spellings: Iterable[str], *, least: int) -> set[str]:
    return {
        root
        for spelling in spellings
        for word in _WORD.findall(spelling)
        for key in name_keys(word)
        if len((root := stem(key)).lstrip("~")) >= least
    }


def _spellings(entity: Person | Group | Place) -> tuple[str, ...]:
    return (entity.name, *(name.text for name in entity.names))


def _protected(view: RecordView) -> list[tuple[str, ...]]:
    """Spellings of each protected person or voice, in a stable order."""
    out = [_spellings(person) for person in view.people() if person.protected]
    single: dict[str, None] = {}
    for exhibit in view.exhibits(texts=False):
        told = exhibit.provenance
        if told.protect and told.author:
            single[told.author] = None
        for statement in view.statements(exhibit=exhibit.digest):
            for speaker in statement.chain:
                only = speaker.described or speaker.name.endswith(DESCRIBED)
                if speaker.protected and not only:
                    single[speaker.name] = None
    known = {name for spellings in out for name in spellings}
    return out + [(name,) for name in single if name not in known]


def _learn_full_names(
    found: Secrets, view: RecordView, profile: Profile, allowed: frozenset[str]
) -> None:
    """Persons whom no list names, and places that are too exact."""
    unnamed: list[tuple[str, tuple[str, ...]]] = []
    if not profile.all_persons:
        hidden = [
            p for p in view.people() if p.id not in profile.named and not p.protected
        ]
        unnamed += [("person who is not named", _spellings(p)) for p in hidden]
    finest = GRAINS.index(profile.grain)
    for place in view.places():
        if place.precision in GRAINS and GRAINS.index(place.precision) > finest:
            unnamed.append(("place that is too exact", _spellings(place)))
    for number, (kind, spellings) in enumerate(unnamed, 1):
        for spelling in spellings:
            # Two words of one spelling; a name of one word alone is nobody's for sure.
            for at, word in enumerate(_WORD.findall(spelling)):
                for root in _roots((word,), least=_LEAST_PART) - allowed:
                    held = found.full_names.get(root, frozenset())
                    found.full_names[root] = held | {(f"{kind}, number {number}", at)}


def _public_stems(view: RecordView, profile: Profile) -> frozenset[str]:
    """Stems of words in the names of those who may be named, and of places."""
    finest = GRAINS.index(profile.grain)
    named = (
        person
        for person in view.people()
        if not person.protected and (profile.all_persons or person.id in profile.named)
    )
    places = (
        place
        for place in view.places()
        if place.precision not in GRAINS or GRAINS.index(place.precision) <= finest
    )
    entities: Iterable[Person | Group | Place] = chain(named, view.groups(), places)
    return frozenset().union(*(_roots(_spellings(e), least=1) for e in entities))


def _learn_contacts(found: Secrets, view: RecordView, profile: Profile) -> None:
    for exhibit in view.exhibits(texts=False):
        protect = exhibit.provenance.protect
        if protect or not profile.contacts:
            phone = PHONE if protect else SURE_PHONE
            text = view.exhibit(exhibit.digest).content.text
            for match in MAIL.finditer(text):
                found.contacts[match.group().casefold()] = f"address in {exhibit.label}"
            for match in phone.finditer(text):
                digits = _DIGITS.sub("", match.group())[-_TAIL:]
                found.contacts[digits] = f"telephone number in {exhibit.label}"


def _learn_positions(found: Secrets, view: RecordView, profile: Profile) -> None:
    """Places finer than the profile tells, and positions that texts give in figures."""
    finest = GRAINS.index(profile.grain)
    for number, place in enumerate(view.places(), 1):
        fine = place.precision in GRAINS and GRAINS.index(place.precision) > finest
        if fine and place.lat is not None and place.lon is not None:
            pair = (_thousandths(f"{place.lat}"), _thousandths(f"{place.lon}"))
            found.positions[pair] = f"place {number}"
    if profile.grain == GRAINS[-1]:
        return
    for exhibit in view.exhibits(texts=False):
        text = view.exhibit(exhibit.digest).content.text
        for match in COORDINATES.finditer(text):
            one, two = (_thousandths(n) for n in _DECIMAL.findall(match.group())[:2])
            found.positions[one, two] = f"position in {exhibit.label}"
