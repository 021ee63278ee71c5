"""Numbers in running text, with the bounds that the words around them set.

Conventions: at least n = [n, ); more than n = [n + 1, ); up to n = (, n]; almost n
reaches down to 15/16 of n ("almost 8000" is 7500 to 8000); "dozens" is 24 to 99,
"hundreds" 200 to 999, "thousands" 2000 to 9999. Words are in ``data/*/numbers.toml``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qantar.text.lexicon import fold
from qantar.text.numberwords import NumberWords, words_for

__all__ = ["NumberSpan", "read_numbers"]

ALMOST = 15 / 16
"""What is "almost n" reaches down to this share of n (7500 for 8000)."""
LOOK_BACK = 45
LOOK_AHEAD = 40

_SPACES = "\u00a0\u2009\u202f "
_DIGITS = re.compile(
    rf"\d{{1,3}}(?:[{_SPACES}.,'’]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d+(?:[.,]\d+)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_DATE_BEFORE = re.compile(r"(?:\d[./:\-–]|[^\W\d_]|[^\W_]-|[/:#@_])$")
_DATE_AFTER = re.compile(r"[./:]\d|-\d\d?-|\)\s|\.\s*[|]|\s+\|")
_ITEM = re.compile(r"[.)]\s|\s\|")
_JOINT = re.compile(rf"[{_SPACES}]+|-")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpan:
    """A number in the text.

    Attributes:
        start: First code point, with the words that bound it.
        end: One past the last code point.
        core: First code point of the figure itself.
        lower: Smallest meant, inclusive, or ``None``.
        best: The figure said, or ``None`` if only words such as "dozens" were said.
        upper: Largest meant, inclusive, or ``None``.
        rule: What set the bounds: exact, at_least, more_than, up_to, less_than,
            almost, about, crowd, range.
        year_like: Bare digits that would be a year unless something counted follows.
    """

    start: int
    end: int
    core: int
    lower: float | None = None
    best: float | None = None
    upper: float | None = None
    rule: str = "exact"
    year_like: bool = False


def read_numbers(
    text: str,
    start: int,
    end: int,
    lang: str,
    *,
    taken: Sequence[tuple[int, int]] | None = None,
) -> tuple[NumberSpan, ...]:
    """All counts in ``text[start:end]``, in order.

    Args:
        text: The exhibit's text.
        start: First code point to read.
        end: One past the last.
        lang: ``de``, ``en``, ``ru`` or ``kk``; digits are read in any other too.
        taken: Stretches that are dates and clock times; no number is read that
            begins in one. ``None``: nobody looked, so "at 4" is taken for a time.

    Returns:
        Numbers that are no year, date, clock time, house or page number, article of
        a law or age.
    """
    words = words_for(lang)
    part = fold(text[start:end])
    found = [
        number
        for number in _bare(part, words)
        if not _vetoed(part, number, words, clock=taken is None)
        and not any(a <= number.core + start < b for a, b in taken or ())
        and not _numbers_a_list(text, number, start)
    ]
    return tuple(
        replace(n, start=n.start + start, end=n.end + start, core=n.core + start)
        for n in _ranges(part, [_bounded(part, n, words) for n in found], words)
    )


def _numbers_a_list(text: str, number: NumberSpan, start: int) -> bool:
    """Whether the number begins its line and only counts the lines: "2. ", "3 | "."""
    core, end = number.core + start, number.end + start
    if not text[core:end].isdecimal() or not _ITEM.match(text, end):
        return False
    return not text[text.rfind("\n", 0, core) + 1 : core].strip()


def _bare(part: str, words: NumberWords) -> Iterator[NumberSpan]:
    """Figures and number words in order, without the words around them."""
    spot = 0
    for match in _tokens(part):
        if match.start() < spot:
            continue
        number = (
            _from_digits(part, match, words)
            if match.group()[0].isdecimal()
            else _from_words(part, match, words)
        )
        if number is not None:
            spot = number.end
            yield number


def _tokens(part: str) -> Iterator[re.Match[str]]:
    return re.finditer(f"{_DIGITS.pattern}|{_WORD.pattern}", part)


def _from_digits(
    part: str, match: re.Match[str], words: NumberWords
) -> NumberSpan | None:
    if _DATE_BEFORE.search(part[max(0, match.start() - 2) : match.start()]):
        return None
    if _DATE_AFTER.match(part, match.end()):
        return None
    value = _digit_value(match.group(), words.decimal)
    bare = match.group().isdecimal()
    end = match.end()
    scale = re.compile(r"\s?([^\W\d_]+)\.?").match(part, end)
    if scale and scale.group(1) in words.scales:
        value = round(value * words.scales[scale.group(1)], 6)
        end, bare = scale.end(1), False
    elif part[end : end + 1].isalpha():
        return None
    year_like = bare and len(match.group()) == 4 and 1500 <= value <= 2100
    core = match.start()
    return NumberSpan(start=core, end=end, core=core, best=value, year_like=year_like)


def _digit_value(digits: str, decimal: str) -> float:
    """The value of a figure; three digits after a mark are a group, else decimals."""
    groups = re.split(r"[^\d]", digits)
    marks = re.findall(r"[^\d]", digits)
    if marks and all(len(g) == 3 for g in groups[1:]):
        return float("".join(groups))
    if len(marks) > 1:
        return float("".join(groups[:-1]) + "." + groups[-1])
    return float(digits.replace(decimal, ".").replace(",", "."))


def _from_words(
    part: str, match: re.Match[str], words: NumberWords
) -> NumberSpan | None:
    crowd = words.crowd_at(part, match.start())
    if crowd is not None:
        length, low, high = crowd
        return NumberSpan(
            start=match.start(),
            end=match.start() + length,
            core=match.start(),
            lower=low,
            upper=high or None,
            rule="crowd",
        )
    values: list[float] = []
    end = match.start()
    while True:
        token = _WORD.match(part, end)
        value = words.value(token.group(), alone=not values) if token else None
        if value is None or token is None or not words.may_follow(values, value):
            break
        values.append(value)
        end = token.end()
        joint = _JOINT.match(part, end)
        if joint is None:
            break
        end = joint.end()
        if words.linker and values[-1] >= 100 and part.startswith(words.linker, end):
            end += len(words.linker)
    if values == [0.5]:
        return None  # "half the town" counts nothing
    if not values:
        return _single_one(part, match, words)
    core = match.start()
    figure = part[core:end].removesuffix(words.linker).rstrip(_SPACES + "-")
    end = core + len(figure)
    return NumberSpan(start=core, end=end, core=core, best=words.combine(values))


def _single_one(
    part: str, match: re.Match[str], words: NumberWords
) -> NumberSpan | None:
    """A "one" that counts: most are articles or pronouns."""
    if not words.is_counting_one(part, match.start(), match.end()):
        return None
    core = match.start()
    return NumberSpan(start=core, end=match.end(), core=core, best=1)


def _vetoed(part: str, number: NumberSpan, words: NumberWords, *, clock: bool) -> bool:
    before = part[max(0, number.start - LOOK_BACK) : number.start]
    return bool(
        (words.veto_before and words.veto_before.search(before))
        or (clock and words.veto_clock and words.veto_clock.search(before))
        or (words.veto_after and words.veto_after.match(part, number.end))
    )


def _bounded(part: str, number: NumberSpan, words: NumberWords) -> NumberSpan:
    """The number with the bound that the words beside it set."""
    before = part[max(0, number.start - LOOK_BACK) : number.start]
    hit = words.bound_before.search(before) if words.bound_before else None
    if hit and hit.lastgroup:
        number = _one_of_many(part, number, words)
        widened = replace(number, start=number.start - (len(before) - hit.start()))
        return _with_bound(widened, hit.lastgroup)
    hit = words.bound_after.match(part, number.end) if words.bound_after else None
    if hit and hit.lastgroup:
        return _with_bound(replace(number, end=hit.end()), hit.lastgroup)
    return number


def _one_of_many(part: str, number: NumberSpan, words: NumberWords) -> NumberSpan:
    """A crowd that is one unit after a bound: "more than a thousand" in Russian."""
    one = words.bounded.get(part[number.core : number.end])
    if number.rule != "crowd" or one is None:
        return number
    return replace(number, best=one, lower=None, upper=None, rule="")


def _with_bound(number: NumberSpan, rule: str) -> NumberSpan:
    best = number.best
    if best is None:
        return number
    step = 1 if best == int(best) else 0
    match rule:
        case "at_least":
            return replace(number, lower=best, rule=rule)
        case "more_than":
            return replace(number, lower=best + step, best=None, rule=rule)
        case "up_to":
            return replace(number, upper=best, rule=rule)
        case "less_than":
            return replace(number, upper=max(0, best - step), best=None, rule=rule)
        case "almost":
            return replace(number, lower=best * ALMOST, upper=best, rule=rule)
        case _:
            return replace(number, rule=rule)


def _ranges(
    part: str, numbers: Iterable[NumberSpan], words: NumberWords
) -> Iterator[NumberSpan]:
    """Two figures that are the ends of one range become one number."""
    pending: NumberSpan | None = None
    for number in numbers:
        if pending is None:
            pending = number
            continue
        joined = _join(part, pending, number, words)
        if joined is None:
            yield pending
            pending = number
        else:
            yield joined
            pending = None
    if pending is not None:
        yield pending


def _join(
    part: str, first: NumberSpan, second: NumberSpan, words: NumberWords
) -> NumberSpan | None:
    low, high = first.best, second.best if second.best is not None else second.upper
    if low is None or high is None or second.start - first.end > LOOK_AHEAD:
        return None
    between = part[first.end : second.core].strip(_SPACES)
    before = part[max(0, first.start - 12) : first.start].rstrip()
    opened = any(before.endswith(word) for word in words.openers)
    if between not in words.joins and not (opened and between in words.closers):
        return None
    if low < 1000 <= high and high / 1000 > low and high % 1000 == 0:
        low *= 1000000 if high >= 1000000 else 1000
    if low >= high:
        return None
    return replace(
        first, end=second.end, lower=low, best=None, upper=high, rule="range"
    )
