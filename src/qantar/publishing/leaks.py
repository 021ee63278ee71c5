"""Leaks: a look at every byte that was written, for what must not go out.

It does not trust the redaction: it reads the files as a stranger would, unfolds their
markup, folds every word, and compares with the record itself. Findings are numbered and
never repeat what leaked.
"""

import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from qantar.publishing.policy import GRAINS, Profile
from qantar.publishing.pseudonyms import (
    DESCRIBED,
    MAIL,
    PHONE,
    letters,
    name_keys,
    stem,
)
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.record import RecordView

__all__ = ["Leak", "find_leaks"]

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\D")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TEXT = {
    ".html",
    ".js",
    ".css",
    ".svg",
    ".json",
    ".txt",
    ".xml",
    ".csv",
    ".opf",
    ".ncx",
}
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"}
_LEAST_STEM = 5
_WORDS_KEPT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One finding: its number, the file, what kind of thing, and which.

    ``kind`` is name, contact, coordinates or metadata; ``what`` says which one without
    repeating it.
    """

    number: int
    file: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Secrets:
    """What to look for; values say which one it is without saying it."""

    names: dict[str, str]
    contacts: dict[str, str]
    coordinates: dict[str, str]
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def empty(self) -> bool:
        """Whether nothing is hidden, so that no text can tell it."""
        return not (self.names or self.contacts or self.coordinates)

    def named(self, word: str) -> tuple[str, ...]:
        """Who may be meant by a word; words come again on page after page."""
        found = self.seen.get(word)
        if found is None:
            if len(self.seen) >= _WORDS_KEPT:
                self.seen.clear()
            found = self.seen[word] = tuple(
                self.names[key[:length]]
                for key in name_keys(word)
                for length in range(len(key), max(len(key) - 4, 0), -1)
                if key[:length] in self.names
            )
        return found


def find_leaks(folder: Path, view: RecordView, profile: Profile) -> tuple[Leak, ...]:
    """Everything under ``folder`` that ``profile`` does not let out of ``view``.

    Args:
        folder: What was written.
        view: The whole record, not redacted.
        profile: Under which it was written.
    """
    secrets = _secrets(view, profile)
    found: list[Leak] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        for kind, what in dict.fromkeys(_in_file(path, name, secrets)):
            found.append(Leak(number=len(found) + 1, file=name, kind=kind, what=what))
    return tuple(found)


def _in_file(path: Path, name: str, secrets: _Secrets) -> Iterator[tuple[str, str]]:
    yield from _in_words(name, secrets)
    if path.suffix.lower() in _TEXT:
        if secrets.empty():
            return
        text = path.read_text("utf-8", errors="replace")
        text = _UNICODE.sub(lambda m: chr(int(m.group(1), 16)), html.unescape(text))
        yield from _in_words(text, secrets)
        yield from _in_numbers(text, secrets)
    elif path.suffix.lower() in _PICTURES:
        yield from _in_picture(path.read_bytes())


def _in_words(text: str, secrets: _Secrets) -> Iterator[tuple[str, str]]:
    if secrets.names:
        for word in set(_WORD.findall(text)):
            for told in secrets.named(word):
                yield "name", told


def _in_numbers(text: str, secrets: _Secrets) -> Iterator[tuple[str, str]]:
    bare = ""
    for contact, told in secrets.contacts.items():
        if "@" in contact:
            found = "@" in text and contact in text.casefold()
        else:
            bare = bare or _DIGITS.sub("", text)
            found = contact in bare
        if found:
            yield "contact", told
    for number, told in secrets.coordinates.items():
        if number in text:
            yield "coordinates", told


def _in_picture(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.getexif():
                yield "metadata", "EXIF"
            told = sorted(str(key) for key in image.info)
    except (UnidentifiedImageError, OSError):
        yield "metadata", "a picture that cannot be opened"
        return
    harmless = ("jfif", "dpi", "gamma", "transparency", "progressive", "progression")
    for key in told:
        if not key.startswith(harmless):
            yield "metadata", key


def _secrets(view: RecordView, profile: Profile) -> _Secrets:
    names: dict[str, str] = {}
    allowed = _public_stems(view)
    for number, spellings in enumerate(_protected(view)):
        for spelling in spellings:
            for word in _WORD.findall(spelling):
                for key in name_keys(word):
                    root = stem(key)
                    if len(root.lstrip("~")) >= _LEAST_STEM and root not in allowed:
                        names[root] = f"protected person {letters(number)}"
    contacts: dict[str, str] = {}
    for exhibit in view.exhibits(texts=False):
        if exhibit.provenance.protect:
            text = view.exhibit(exhibit.digest).content.text
            for match in MAIL.finditer(text):
                contacts[match.group().casefold()] = f"address in {exhibit.label}"
            for match in PHONE.finditer(text):
                digits = _DIGITS.sub("", match.group())
                contacts[digits] = f"telephone number in {exhibit.label}"
    return _Secrets(
        names=names, contacts=contacts, coordinates=_coordinates(view, profile)
    )


def _protected(view: RecordView) -> Sequence[tuple[str, ...]]:
    """Spellings of each protected person or voice, in a stable order."""
    out = [
        (person.name, *(name.text for name in person.names))
        for person in view.people()
        if person.protected
    ]
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
    out += [(name,) for name in single if name not in known]
    return out


def _public_stems(view: RecordView) -> frozenset[str]:
    """Stems of words in the names of those who may be named, and of places."""
    found = set()
    named = (person for person in view.people() if not person.protected)
    entities: Iterable[Person | Group | Place] = chain(
        named, view.groups(), view.places()
    )
    for entity in entities:
        for text in (entity.name, *(name.text for name in entity.names)):
            for word in _WORD.findall(text):
                found |= {stem(key) for key in name_keys(word)}
    return frozenset(found)


def _coordinates(view: RecordView, profile: Profile) -> dict[str, str]:
    """Numbers of places finer than the profile tells, with three decimals or more."""
    finest = GRAINS.index(profile.grain)
    out = {}
    for number, place in enumerate(view.places(), 1):
        fine = place.precision in GRAINS and GRAINS.index(place.precision) > finest
        for value in (place.lat, place.lon):
            if fine and value is not None and len(f"{value}".partition(".")[2]) >= 3:
                out[f"{value:.3f}"] = f"place {number}"
    return out
