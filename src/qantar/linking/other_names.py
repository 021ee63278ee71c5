"""Are two names one organisation, or one place? With reasons in words."""

from collections.abc import Sequence

from qantar.linking.groups import group_key, is_generic
from qantar.linking.names import NameComparison
from qantar.linking.nearness import distance
from qantar.text.translit import fold
from qantar.vocabulary.gazetteer import Gazetteer

__all__ = ["compare_organisations", "compare_places"]

_LONG = 10
"""A folded name at least so long may differ in two letters and still be looked at."""
_SHORTEST = 5


def compare_organisations(a: str, b: str) -> NameComparison:
    """Whether two names can be one organisation's.

    Quotation marks and legal forms count for nothing; names that are spelt nearly
    alike (*Kazfem*, *Kafem*) are left open, for people to decide.

    >>> compare_organisations("ТОО «Свет»", "Svet LLP").same
    True
    >>> compare_organisations("Kazfem", "Kafem").reasons
    ('one letter apart after transliteration',)
    """
    left, right = group_key(a), group_key(b)
    if not left or not right:
        return NameComparison(score=0.0, same=None, reasons=("a name has no letters",))
    if left == right:
        if is_generic(a) or is_generic(b):
            reason = "a bare word for an office: there may be many"
            return NameComparison(score=0.5, same=None, reasons=(reason,))
        if left.startswith("="):
            reason = "known names of one organisation"
        elif fold(a) == fold(b):
            reason = "same name after transliteration"
        else:
            reason = "same name without legal form"
        return NameComparison(score=1.0, same=True, reasons=(reason,))
    if "=" in (left[0], right[0]):
        known = "known names of two organisations"
        return NameComparison(score=0.0, same=False, reasons=(known,))
    return _near(left, right)


def compare_places(
    a: str, b: str, gazetteer: Gazetteer, *, prior: Sequence[str] = ("KZ",)
) -> NameComparison:
    """Whether two names can be one place's: by the gazetteer, else by spelling.

    Historical names and names in other languages are in the gazetteer. Two places that
    it knows by these names are two, unless one lies in the other.
    """
    hits = [gazetteer.find(name, prior=prior) for name in (a, b)]
    if hits[0] and hits[1]:
        x, y = hits[0][0], hits[1][0]
        if x.id == y.id:
            reason = f"both in the gazetteer as {x.name}"
            return NameComparison(score=1.0, same=True, reasons=(reason,))
        inside = y.id == x.inside or x.id == y.inside
        reason = "one lies in the other" if inside else "two places of the gazetteer"
        return NameComparison(score=0.0, same=False, reasons=(reason,))
    left, right = fold(a), fold(b)
    if left and left == right:
        reasons = ("same name after transliteration", "not in the gazetteer")
        return NameComparison(score=0.9, same=True, reasons=reasons)
    return _near(left, right)


def _near(left: str, right: str) -> NameComparison:
    """Two folded names of no known thing: open if nearly alike, else two."""
    shorter = min(len(left), len(right))
    steps = distance(left, right, 2)
    if shorter >= _SHORTEST and left[0] == right[0]:
        if steps == 1:
            reason = "one letter apart after transliteration"
            return NameComparison(score=0.7, same=None, reasons=(reason,))
        if steps == 2 and shorter >= _LONG:
            reason = "two letters apart after transliteration"
            return NameComparison(score=0.6, same=None, reasons=(reason,))
    longer, other = (left, right) if len(left) >= len(right) else (right, left)
    if other and longer.startswith(other + " "):
        reason = "one name is the beginning of the other"
        return NameComparison(score=0.55, same=None, reasons=(reason,))
    return NameComparison(score=0.0, same=False, reasons=("different",))
