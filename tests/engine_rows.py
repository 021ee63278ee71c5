"""Invented records for the contract of the engines."""

from qantar.engine import Comparison, Level, Row, Settings

__all__ = ["ROWS", "SETTINGS"]

SYLLABLES = ("ka", "ro", "mi", "te", "su", "la", "no", "du", "be", "vi")


def _name(n: int) -> str:
    return "".join(SYLLABLES[n // 10**k % 10] for k in range(3)) + SYLLABLES[n * 7 % 10]


def _row(side: str, n: int) -> Row:
    name = _name(n * 37 % 1000)
    if side == "b" and n % 3 == 1:
        name = name[:-1]
    return {
        "id": f"{side}{n:03d}",
        "name": name,
        "town": f"t{n % 12}" if side == "a" or n % 5 else None,
        "year": 1950 + n % 50,
    }


ROWS: list[Row] = [_row(side, n) for side in "ab" for n in range(300)]
"""Twins a000 and b000 and so on: of every three, one has its last letter lost."""

SETTINGS = Settings(
    comparisons=(
        Comparison(
            column="name",
            levels=(
                Level(
                    sql="name_l = name_r",
                    words="the same",
                    m=0.7,
                    u=0.004,
                    rare="name",
                ),
                Level(
                    sql="levenshtein(name_l, name_r) <= 1",
                    words="a letter apart",
                    m=0.2,
                    u=0.01,
                ),
            ),
            otherwise="another name",
        ),
        Comparison(
            column="town",
            levels=(Level(sql="town_l = town_r", words="the same town", m=0.9, u=0.1),),
            otherwise="another town",
        ),
    ),
    blocking=(("name",), ("town", "year")),
    training=(("year",), ("name",)),
    certain=(("name", "town"),),
    recall=0.6,
)
