"""What a number can be in a time: an amount, a day, an hour, a year, ..."""

from collections.abc import Sequence

from qantar.text.times.sense import Readings, Sense

__all__ = ["composed", "digits", "dotted", "spelled", "triple"]


def digits(text: str) -> Readings:
    """Readings of a whole number in digits."""
    n = int(text)
    found: Readings = {"num": Sense(n=n), "int": Sense()}
    size = len(text)
    if size <= 2:
        if 1 <= n <= 31:
            found["dd"] = Sense(day=n)
        if n <= 24:
            found["hour"] = Sense(hour=n)
        if n < 60:
            found["minute"] = Sense(minute=n)
        if 1 <= n <= 12:
            found["mon"] = Sense(month=n)
        _count(found, n)
        if size == 2:
            found["yy"] = Sense(yy=n)
            found["minute2"] = Sense(minute=n)
            if n % 10 == 0:
                found["tens"] = Sense(decade=n)
    elif size == 4 and 1000 <= n <= 2199:
        found["year"] = Sense(year=n)
        if n < 1800:
            found["oldyear"] = Sense()
        if n % 10 == 0:
            found["tens"] = Sense(decade=n)
    elif size == 3:
        found["year3"] = Sense(year=n)
        if n % 10 == 0:
            found["tens"] = Sense(decade=n)
    if size == 4 and n // 100 < 24 and n % 100 < 60:
        found["hhmm"] = Sense(hour=n // 100, minute=n % 100)
    return found


def _count(found: Readings, n: int) -> None:
    """Number of a century, quarter, half-year or week."""
    if 1 <= n <= 30:
        found["centnum"] = Sense(century=n)
    if 1 <= n <= 4:
        found["quarternum"] = Sense(quarter=n)
    if 1 <= n <= 2:
        found["halfnum"] = Sense(halfyear=n)
    if 1 <= n <= 53:
        found["weeknum"] = Sense(week=n)


def spelled(n: int, *, ordinal: bool = False) -> Readings:
    """Readings of a number in words."""
    if ordinal:
        found: Readings = {"ord": Sense(n=n)}
        if 1 <= n <= 31:
            found["oday"] = Sense(day=n)
        if 1 <= n <= 24:
            found["ohour"] = Sense(hour=n)
        if 20 <= n <= 90 and n % 10 == 0:
            found["otens"] = Sense(decade=n)
        if 10 <= n <= 99:
            found["oyy"] = Sense(yy=n)
        _count(found, n)
    else:
        found = {"num": Sense(n=n), "word": Sense()}
        if 1 <= n <= 24:
            found["whour"] = Sense(hour=n, kind="spoken")
        if 1 <= n <= 12:
            found["whour12"] = Sense(hour=n, kind="spoken")
        if 1 <= n <= 31:
            found["wdd"] = Sense(day=n)
        if 1 <= n < 60:
            found["wminute"] = Sense(minute=n)
        if 20 <= n <= 90 and n % 10 == 0:
            found["wtens"] = Sense(decade=n)
    if 1000 <= n <= 2199:
        found["wyear"] = Sense(year=n)
    return found


def dotted(left: str, right: str) -> Readings:
    """Readings of two numbers with a dot between them: 16.20, 2.02."""
    one, two = int(left), int(right)
    found: Readings = {"dec": Sense(n=float(f"{one}.{right}"))}
    if len(right) == 2 and one < 24 and two < 60:
        found["hdotm"] = Sense(hour=one, minute=two)
    if 1 <= one <= 31 and 1 <= two <= 12:
        found["ddotm"] = Sense(day=one, month=two)
    return found


def triple(one: str, two: str, year: str) -> Sense:
    """Day, month and year in digits, the first two in the order written."""
    sense = Sense(first=int(one), second=int(two))
    if len(year) == 4:
        sense["year"] = int(year)
    else:
        sense["yy"] = int(year)
    return sense


def composed(parts: Sequence[int], *, teens: bool = False) -> int | None:
    """One number from its words in order; ``None`` if they do not make one.

    With ``teens`` ten and five are fifteen, as in Kazakh.

    >>> composed([2, 1000, 20, 2]), composed([20, 5]), composed([4, 17])
    (2022, 25, None)
    """
    total = group = 0
    last = 10_000_000
    for n in parts:
        if n == 1000:
            if total or group >= 1000:
                return None
            total, group, last = max(group, 1) * 1000, 0, 1000
        elif n == 100:
            if group > 9:
                return None
            group, last = max(group, 1) * 100, 100
        elif n < last and (
            group % 100 == 0
            or (group % 10 == 0 and n < 10 <= last and (last > 10 or teens))
        ):
            group, last = group + n, n if n >= 10 else 1
        else:
            return None
    return total + group
