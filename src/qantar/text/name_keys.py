"""Further readings of one word of a name: by whose habit it may have been written.

``fold`` levels what everybody may write otherwise. What only one language does (French
*ou*, Czech *-ová*, Azerbaijani *c*) would join too much there; here it gives one more key
with its name, so that a comparison can say by which habit two spellings meet.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from qantar.text.translit import fold

__all__ = ["HabitKey", "habit_keys"]


@dataclass(frozen=True, slots=True)
class HabitKey:
    """One more folded key of a word.

    Attributes:
        key: As ``fold`` gives it for the word written otherwise.
        habit: Whose habit, in words.
        cross: Holds only against a word in another script.
    """

    key: str
    habit: str
    cross: bool


@dataclass(frozen=True, slots=True)
class _Habit:
    name: str
    find: re.Pattern[str]
    put: str
    needs: frozenset[str]
    cross: bool


@cache
def _habits() -> tuple[_Habit, ...]:
    text = files("qantar.text").joinpath("data/name_habits.toml").read_text("utf-8")
    return tuple(
        _Habit(
            each["name"],
            re.compile(each["find"]),
            each["put"],
            frozenset(each.get("needs", "")),
            each.get("cross", False),
        )
        for each in tomllib.loads(text)["habit"]
    )


@lru_cache(maxsize=1 << 16)
def habit_keys(word: str) -> tuple[HabitKey, ...]:
    """The keys that ``word`` has by single habits, without its plain key.

    >>> [found.habit for found in habit_keys("Kunevová")]
    ['Czech -ová']
    """
    low = unicodedata.normalize("NFC", word).lower()
    plain, out = fold(low), dict[str, HabitKey]()
    for habit in _habits():
        if habit.needs and not habit.needs.intersection(low):
            continue
        written = habit.find.sub(habit.put, low)
        if written == low or not (key := fold(written)) or key == plain:
            continue
        out.setdefault(key, HabitKey(key, habit.name, habit.cross))
    return tuple(out.values())
