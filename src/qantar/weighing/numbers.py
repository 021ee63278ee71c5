"""Two counts of one thing at one place: what their difference is.

The rules are tried from the safest excuse to the hardest charge; what no rule can tell
is ``undecided``. Order: withdrawn, stock and flow, scope, finer place, one office's
series, rounding and bounds, growth between two dates, and only then a contradiction.
"""

from datetime import date

from qantar.vocabulary.finding import Verdict
from qantar.vocabulary.quantity import Quantity
from qantar.weighing.claims import Claim, overlap, same_speaker
from qantar.weighing.evidence import rounds_to
from qantar.weighing.intervals import figure_of, interval, is_exact, meet
from qantar.weighing.verdict import Finding

__all__ = ["compare_counts", "scopes_conflict"]

TOLERANCE = 0.01
"""Measures within one per cent are one: 15.5 and 15.6 years. People are counted."""
_WHOLE = {"", "all"}
_MAIN = frozenset({"civilians", "protesters", "attackers", "detainees"})


def compare_counts(a: Claim, b: Claim) -> Finding | None:
    """The verdict on two counts of one question; ``None`` if they do not differ.

    Args:
        a: The earlier, with its quantity.
        b: The later, of another origin.
    """
    q, r = a.quantity, b.quantity
    if q is None or r is None or overlap(a.traits, b.traits) is False:
        return None
    if a.traits.negative != b.traits.negative and a.traits.event == b.traits.event:
        return None  # the question whether it happened asks it
    if a.withdrawn or b.withdrawn:
        gone = a if a.withdrawn else b
        values = (("figure", gone.said), *_values(a, b))
        found = Finding(verdict=Verdict.RETRACTED, rule="withdrawn", values=values)
        return None if _same_figures(q, r) else found
    return _unlike(a, b, q, r) or _of_one_office(a, b, q, r) or _of_two(a, b, q, r)


def _same_figures(q: Quantity, r: Quantity) -> bool:
    return interval(q) == interval(r)


def _unlike(a: Claim, b: Claim, q: Quantity, r: Quantity) -> Finding | None:
    """Counts that are no counts of one thing."""
    values = _values(a, b)
    if {q.flow, r.flow} == {"stock", "flow"}:
        return Finding(verdict=Verdict.SCOPE, rule="stock-and-flow", values=values)
    if scopes_conflict(q.scope, r.scope):
        scopes = (("a_scope", q.scope or "?"), ("b_scope", r.scope or "?"))
        return Finding(
            verdict=Verdict.SCOPE, rule="scope-differs", values=(*values, *scopes)
        )
    if a.traits.fine != b.traits.fine and not _same_figures(q, r):
        return Finding(verdict=Verdict.SCOPE, rule="finer-place", values=values)
    return None


def scopes_conflict(x: str, y: str) -> bool:
    """Whether two scopes cover different people, or count them in different ways.

    >>> scopes_conflict("security forces", "all"), scopes_conflict("", "protesters")
    (True, False)

    A scope that is not told may be all, or the people whom the report is about; it is
    neither the security forces nor a part such as children, nor a way of counting.
    """
    mine, theirs = _parts(x), _parts(y)
    if mine == theirs:
        return False
    if not x or not y:
        return not (mine | theirs) <= _MAIN
    return True


def _parts(scope: str) -> frozenset[str]:
    return frozenset(part.strip() for part in scope.split(",")) - _WHOLE


def _of_one_office(a: Claim, b: Claim, q: Quantity, r: Quantity) -> Finding | None:
    """A series by one voice: it grows, falls, or changes on one day."""
    if not same_speaker(a, b) or _same_figures(q, r):
        return None
    first, second = _in_order(a, b)
    values = _values(a, b)
    near = _near(q, r, values)
    if first is None or second is None:
        rule = "one-office-one-day" if a.dated and b.dated else "one-office-undated"
        return near or Finding(verdict=Verdict.UNDECIDED, rule=rule, values=values)
    earlier, later = first.quantity or q, second.quantity or r
    if figure_of(later) >= figure_of(earlier):
        rough = not is_exact(earlier)
        if meet(q, r) or (rough and near is not None):
            return near
        return Finding(verdict=Verdict.CUMULATIVE, rule="grows", values=values)
    if q.flow == "stock":
        return Finding(verdict=Verdict.CUMULATIVE, rule="stock-changes", values=values)
    return near or Finding(verdict=Verdict.UNDECIDED, rule="falls", values=values)


def _of_two(a: Claim, b: Claim, q: Quantity, r: Quantity) -> Finding | None:
    """Counts of two voices."""
    if _same_figures(q, r):
        return None
    values = _values(a, b)
    near = _near(q, r, values)
    if near is not None:
        return near
    first, second = _in_order(a, b) if a.state and b.state else (None, None)
    if first is not None and second is not None:
        if q.flow == r.flow == "stock":
            return Finding(
                verdict=Verdict.UNDECIDED, rule="stock-at-two-dates", values=values
            )
        if figure_of(second.quantity or r) > figure_of(first.quantity or q):
            return Finding(
                verdict=Verdict.CUMULATIVE, rule="grows-between", values=values
            )
    elif q.cumulative and r.cumulative and _officials(a, b):
        return Finding(
            verdict=Verdict.UNDECIDED, rule="two-offices-one-day", values=values
        )
    if _officials(a, b) and "official" in (a.traits.voice.vague, b.traits.voice.vague):
        return Finding(
            verdict=Verdict.UNDECIDED, rule="officials-unnamed", values=values
        )
    if a.traits.own != b.traits.own and (q.cumulative or r.cumulative):
        return Finding(verdict=Verdict.UNDECIDED, rule="no-voice", values=values)
    return Finding(verdict=Verdict.CONTRADICTION, rule="counts-exclude", values=values)


def _officials(a: Claim, b: Claim) -> bool:
    return a.traits.voice.official and b.traits.voice.official


def _in_order(a: Claim, b: Claim) -> tuple[Claim, Claim] | tuple[None, None]:
    """The two by the day of their state, if one ends before the other begins."""
    if a.dated is None or b.dated is None:
        return None, None
    if a.dated[1] < b.dated[0]:
        return a, b
    return (b, a) if b.dated[1] < a.dated[0] else (None, None)


def _values(a: Claim, b: Claim) -> tuple[tuple[str, str], ...]:
    """The two figures and, where they are told, the days of their states."""
    days = (("a_day", a.day), ("b_day", b.day))
    return (
        ("a", a.said),
        ("b", b.said),
        *(
            (name, date.fromordinal(day).isoformat())
            for name, day in days
            if day is not None
        ),
    )


def _rough(exact: Quantity, rough: Quantity, x: float, y: float) -> bool:
    """Whether ``rough`` gives ``exact`` in round numbers, and not as its own figure."""
    exactly = is_exact(rough) and y % 100
    meant = rough.unit == "people" and exactly
    return not meant and rounds_to(x, y)


def _near(
    q: Quantity, r: Quantity, values: tuple[tuple[str, str], ...]
) -> Finding | None:
    x, y = figure_of(q), figure_of(r)
    if meet(q, r):
        return Finding(verdict=Verdict.NOISE, rule="bounds-meet", values=values)
    near = q.unit != "people" and meet(q, r, tolerance=TOLERANCE)
    if near or _rough(q, r, x, y) or _rough(r, q, y, x):
        return Finding(verdict=Verdict.NOISE, rule="rounded", values=values)
    return None
