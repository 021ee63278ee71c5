"""Lists of persons at scale: which rows of many lists are one person.

Each record becomes columns that a database can compare: folded keys of its names,
consonants, the father's name without its ending, dates, place. The engine finds and scores
the pairs; clustering obeys people's judgements.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qantar.engine import Comparison, Engine, Level, Pair, Row, Settings
from qantar.linking.clusters import Clusters
from qantar.linking.nearness import skeleton, stem
from qantar.linking.parts import SURNAME_ENDS, NamePart, name_parts
from qantar.text.names import LANGS, name_words
from qantar.text.translit import fold
from qantar.vocabulary.judgement import Judgement

__all__ = ["PersonRecord", "RecordLinks", "link_records", "record_row", "settings"]

SURE = 0.9
"""Pairs at least so probable are joined where nothing forbids it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """One row of a list of persons.

    Attributes:
        id: Tells rows apart.
        name: As the list writes it, in any script and order.
        born: ISO 8601 date, month or year; ``""`` if not told.
        harmed: When it befell the person; as ``born``.
        place: Id or name of the place; ``""`` if not told.
        sex: ``f``, ``m`` or ``""``.
    """

    id: str
    name: str
    born: str = ""
    harmed: str = ""
    place: str = ""
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLinks:
    """Records joined to persons.

    Attributes:
        groups: Ids of the records of each person, persons with several first.
        joined: The pairs that joined them.
        open: Pairs less sure, or that a judgement kept apart: for people to look at.
    """

    groups: tuple[tuple[str, ...], ...]
    joined: tuple[Pair, ...]
    open: tuple[Pair, ...]


def record_row(record: PersonRecord) -> Row:
    """The columns of one record, ``None`` where nothing is told.

    The surname is the word with a surname's ending, else the first of a list's usual
    order; it matters little, because names are also compared the other way round.
    """
    surname, given, father = _roles(name_parts(record.name))
    born, harmed = record.born or None, record.harmed or None
    return {
        "id": record.id,
        "surname": surname or None,
        "surname_stem": stem(surname) or None if surname else None,
        "surname_bones": skeleton(surname)[:4] or None if surname else None,
        "given": given or None,
        "given_bones": skeleton(given)[:4] or None if given else None,
        "initial": given[:1] or None,
        "father": father or None,
        "born": born if born and len(born) == 10 else None,
        "born_year": born[:4] if born else None,
        "harmed": harmed if harmed and len(harmed) == 10 else None,
        "place": record.place or None,
        "sex": record.sex or None,
    }


def _roles(parts: Sequence[NamePart]) -> tuple[str, str, str]:
    """Folded surname, given name (or its initial) and father's name without ending."""
    father = next((p for p in parts if p.kind == "patronymic"), None)
    words = [p for p in parts if p.kind == "word"]
    initials = [p for p in parts if p.kind == "initial"]
    ended = [p for p in words if p.key.endswith(SURNAME_ENDS)]
    surname = min(ended, key=lambda p: p.key in _given_names(), default=None)
    if surname is None and len(words) + len(initials) > 1:
        surname = words[0] if words else None
    given = next((p for p in words if p is not surname), None)
    letters = [p.key for p in initials]
    first = given.key if given else letters.pop(0) if letters else ""
    sire = stem(father.key) if father else letters[0] if letters else ""
    return surname.key if surname else "", first, sire


@cache
def _given_names() -> frozenset[str]:
    """Folded: Dina and Marina end like surnames."""
    return frozenset(fold(name) for lang in LANGS for name in name_words(lang).given)


def _equal(column: str, words: str, m: float, u: float, *, rare: bool = False) -> Level:
    sql = f"{column}_l = {column}_r"
    return Level(sql=sql, words=words, m=m, u=u, rare=column if rare else "")


def _within(column: str, steps: int, words: str, m: float, u: float) -> Level:
    sql = f"levenshtein({column}_l, {column}_r) <= {steps}"
    return Level(sql=sql, words=words, m=m, u=u)


def _initial(column: str, words: str, m: float, u: float) -> Level:
    """One of the two is only a letter, and begins the other."""
    left, right = f"{column}_l", f"{column}_r"
    sql = (
        f"least(length({left}), length({right})) = 1"
        f" AND substr({left}, 1, 1) = substr({right}, 1, 1)"
    )
    return Level(sql=sql, words=words, m=m, u=u)


def _turned(m: float, u: float) -> Level:
    sql = "surname_l = given_r AND given_l = surname_r"
    return Level(sql=sql, words="same name in another order", m=m, u=u)


_ONE = "one letter apart after transliteration"
_TWO = "two letters apart after transliteration"


def settings() -> Settings:
    """How records of persons are compared, the same for every engine.

    The shares are our own judgement, for lists too short to learn from; from
    ``learn_from`` records on, the lists themselves teach them.
    """
    return Settings(
        comparisons=(_surname(), _given(), _father(), _born(), _harmed(), _place()),
        blocking=(
            ("surname", "initial"),
            ("surname_bones", "given_bones"),
            ("surname_stem", "born_year"),
            ("given", "born"),
            ("given", "father", "place"),
            ("given", "harmed", "place"),
            ("born", "harmed"),
        ),
        training=(("surname", "given"), ("born", "place"), ("father", "harmed")),
        certain=(("surname", "given", "born"), ("surname", "given", "father", "place")),
        recall=0.4,
    )


def _surname() -> Comparison:
    root = Level(
        sql="surname_stem_l = surname_stem_r",
        words="surname: same root with another ending",
        m=0.06,
        u=0.0005,
    )
    levels = (
        _equal("surname", "surname: same", 0.7, 0.004, rare=True),
        root,
        _turned(0.06, 0.0005),
        _within("surname", 1, f"surname: {_ONE}", 0.07, 0.002),
        _within("surname", 2, f"surname: {_TWO}", 0.03, 0.006),
    )
    return Comparison(column="surname", levels=levels, otherwise="surname: different")


def _given() -> Comparison:
    levels = (
        _equal("given", "name: same", 0.72, 0.02, rare=True),
        _turned(0.06, 0.0005),
        _within("given", 1, f"name: {_ONE}", 0.05, 0.004),
        _within("given", 2, f"name: {_TWO}", 0.02, 0.02),
        _initial("given", "part: initial fits", 0.08, 0.01),
    )
    return Comparison(column="given", levels=levels, otherwise="name: different")


def _father() -> Comparison:
    levels = (
        _equal("father", "patronymic: same", 0.84, 0.03, rare=True),
        _within("father", 1, f"patronymic: {_ONE}", 0.06, 0.01),
        _initial("father", "patronymic: initial fits", 0.06, 0.05),
    )
    return Comparison(column="father", levels=levels, otherwise="patronymic: different")


def _born() -> Comparison:
    """A year alone fits a date of that year; two dates of one year differ."""
    year = Level(
        sql="born_year_l = born_year_r AND (born_l IS NULL OR born_r IS NULL)",
        words="born in the same year",
        m=0.12,
        u=0.006,
    )
    day = Level(sql="born_l = born_r", words="born on the same day", m=0.8, u=0.00005)
    near = _within("born", 1, "days of birth one digit apart", 0.05, 0.001)
    return Comparison(
        column="born_year", levels=(day, year, near), otherwise="born on another day"
    )


def _harmed() -> Comparison:
    levels = (
        _equal("harmed", "harmed on the same day", 0.88, 0.12),
        _within("harmed", 1, "days of harm one digit apart", 0.05, 0.3),
    )
    return Comparison(column="harmed", levels=levels, otherwise="harmed on another day")


def _place() -> Comparison:
    levels = (_equal("place", "the same place", 0.92, 0.1, rare=True),)
    return Comparison(column="place", levels=levels, otherwise="another place")


def link_records(
    records: Iterable[PersonRecord],
    engine: Engine,
    judgements: Iterable[Judgement] = (),
    *,
    sure: float = SURE,
    least: float = 0.5,
) -> RecordLinks:
    """Persons behind the records of several lists.

    Args:
        records: Of all lists.
        engine: DuckDB or Spark.
        judgements: On record ids; same and different are obeyed, also through others.
        sure: Probability from which pairs are joined, the surest first.
        least: Probability from which pairs are told.
    """
    rows = [record_row(record) for record in records]
    number = {str(row["id"]): n for n, row in enumerate(rows)}
    clusters = Clusters(len(rows))
    standing = [j for j in judgements if not j.withdrawn]
    for judgement in sorted(standing, key=lambda j: j.kind != "different"):
        a, b = number.get(judgement.left), number.get(judgement.right)
        if a is None or b is None:
            continue
        if judgement.kind == "different":
            clusters.forbid(a, b)
        elif judgement.kind == "same":
            clusters.join(a, b, "judged the same by a person")
    joined, open_pairs = [], []
    pairs = engine.pairs(rows, settings(), least=least)
    for pair in sorted(pairs, key=lambda p: (-p.probability, p.left, p.right)):
        a, b = number[pair.left], number[pair.right]
        if pair.probability >= sure and clusters.join(a, b, ""):
            joined.append(pair)
        else:
            open_pairs.append(pair)
    return RecordLinks(
        groups=tuple(_groups(clusters, [str(row["id"]) for row in rows])),
        joined=tuple(joined),
        open=tuple(open_pairs),
    )


def _groups(clusters: Clusters, ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    groups = clusters.groups(range(len(ids))).values()
    for members in sorted(groups, key=lambda m: (-len(m), min(ids[n] for n in m))):
        yield tuple(sorted(ids[n] for n in members))
