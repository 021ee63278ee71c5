"""Invented lists of persons with known truth: typos, scripts, missing dates.

Names are put together from common given names and family stems, so that namesakes are as
frequent as in life; no list of real persons goes in. Every choice is a seeded draw.
"""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

from qantar.linking.records import PersonRecord

__all__ = ["lists_of_people"]

WORDS = tomllib.loads(Path(__file__).with_name("people.toml").read_text("utf-8"))
MEN, WOMEN, STEMS, RUSSIAN, SECOND = (
    WORDS[name].split() for name in ("men", "women", "stems", "russian", "second")
)
GERMAN, ENGLISH, KAZAKH = WORDS["german"], WORDS["english"], WORDS["kazakh"]
PASSPORT = ENGLISH | WORDS["passport"]
TOWNS = [f"l:{n}" for n in range(40)]


@dataclass(frozen=True)
class _Person:
    given: str
    father: str
    family: str
    woman: bool
    born: str
    harmed: str
    town: str


def lists_of_people(
    count: int, *, seed: int = 1
) -> tuple[list[PersonRecord], dict[str, int]]:
    """``count`` records of about 60 % as many persons, and record id to person.

    Of every ten records one has a letter wrong, three lack the date of birth, four the
    father's name; a quarter is in Latin letters by one of three habits, a tenth in Kazakh.
    """
    draw = random.Random(seed)  # noqa: S311 (no secret)
    records: list[PersonRecord] = []
    truth: dict[str, int] = {}
    number = 0
    while len(records) < count:
        person = _person(draw)
        for _ in range(draw.choices([1, 2, 3, 4], [55, 27, 13, 5])[0]):
            if len(records) == count:
                break
            key = f"r{len(records):07d}"
            records.append(_record(draw, key, person))
            truth[key] = number
        number += 1
    return records, truth


def _person(draw: random.Random) -> _Person:
    woman = draw.random() < 0.3
    given = _zipf(draw, WOMEN if woman else MEN)
    family = draw.choice(RUSSIAN) if draw.random() < 0.15 else _family(draw)
    return _Person(
        given,
        _zipf(draw, MEN),
        family,
        woman,
        f"{draw.randint(1940, 2006)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
        f"2022-01-{min(31, 4 + int(draw.expovariate(0.3))):02d}",
        draw.choices(TOWNS, [1 / (n + 1) for n in range(len(TOWNS))])[0],
    )


def _zipf(draw: random.Random, names: list[str]) -> str:
    return names[min(len(names) - 1, int(draw.expovariate(3 / len(names))))]


def _family(draw: random.Random) -> str:
    """A stem, or two of three thousand pairs of short stems: as many families as in life."""
    stem = draw.choice(STEMS)
    if draw.random() < 0.5:
        stem = stem + draw.choice(SECOND)
    if stem[-1] == "й":
        stem = stem[:-1]
    return stem + ("ев" if stem[-1] in "иеаяуыь" else "ов")


def _record(draw: random.Random, key: str, p: _Person) -> PersonRecord:
    family = p.family + ("а" if p.woman else "")
    father = "" if draw.random() < 0.4 else _father(draw, p)
    given = p.given
    if draw.random() < 0.1:
        given, family = KAZAKH.get(given, given), _kazakh(family)
    if draw.random() < 0.07:
        given, father = given[0] + ".", (p.father[0] + "." if father else "")
    words = [family, given, father] if draw.random() < 0.6 else [given, father, family]
    name = " ".join(w for w in words if w)
    if draw.random() < 0.25:
        name = _latin(name, draw.choice([GERMAN, ENGLISH, PASSPORT]))
    if draw.random() < 0.1:
        name = _typo(draw, name)
    born = "" if draw.random() < 0.3 else p.born
    if born and draw.random() < 0.04:
        born = born[:-1] + str(draw.randint(0, 9))
    elif born and draw.random() < 0.15:
        born = born[:4]
    harmed = "" if draw.random() < 0.35 else p.harmed
    return PersonRecord(
        id=key,
        name=name,
        born=born,
        harmed=harmed,
        place="" if draw.random() < 0.2 else p.town,
        sex="" if draw.random() < 0.3 else "f" if p.woman else "m",
    )


def _father(draw: random.Random, p: _Person) -> str:
    if draw.random() < 0.2:
        return p.father + ("кызы" if p.woman else "улы")
    soft = p.father[-1] in "йь"
    stem = p.father[:-1] if soft else p.father
    return stem + ("ев" if soft else "ов") + ("на" if p.woman else "ич")


def _kazakh(family: str) -> str:
    for russian, kazakh in KAZAKH.items():
        if family.startswith(russian):
            return kazakh + family[len(russian) :]
    return family


def _latin(name: str, habit: dict[str, str]) -> str:
    out = []
    for letter in name:
        low = WORDS["letters"].get(letter.lower(), letter.lower())
        put = habit.get(low, WORDS["plain"].get(low, low))
        out.append(put.capitalize() if letter.isupper() else put)
    return "".join(out)


def _typo(draw: random.Random, name: str) -> str:
    at = draw.randrange(1, max(2, len(name) - 1))
    kind = draw.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    letters = "абдеиклмнорст" if any("а" <= c <= "я" for c in name) else "abdeiklmnorst"
    return name[:at] + draw.choice(letters) + name[at + 1 :]
