"""The six properties of a preserved item, as far as a ledger can tell.

Names and order after the Berkeley Protocol on Digital Open Source Investigations
(OHCHR and UC Berkeley, HR/PUB/20/2): authenticity (unchanged since it was collected),
availability (it exists and can be retrieved), identity (it can be told from others),
persistence (its bits are intact), renderability (it can be used with suitable
software), understandability (it can be interpreted by those it is meant for).
The last two are judged by what a machine can see: a known media type, and a recorded
provenance. Whether a person understands an exhibit, only a person can say.
"""

from collections.abc import Iterable

from qantar.ledger.finding import Level, Property

__all__ = ["PROPERTIES", "six_properties"]

PROPERTIES = (
    "authenticity",
    "availability",
    "identity",
    "persistence",
    "renderability",
    "understandability",
)

_CHANGED = {"database", "genesis", "id", "head", "case", "chain", "body", "signature"}


def six_properties(
    level: Level,
    codes: Iterable[str],
    *,
    exhibits: int = 0,
    untyped: int = 0,
    undescribed: int = 0,
) -> tuple[Property, ...]:
    """Pass or fail for each property, with the reason.

    Args:
        level: How deep the check went.
        codes: Codes of its findings.
        exhibits: How many exhibits the case has.
        untyped: How many of them have no media type.
        undescribed: How many have no provenance.
    """
    found = set(codes)
    changed, moved = sorted(found & _CHANGED), found & {"exhibit-changed"}
    missing = found & {"exhibit-missing", "database"}
    return (
        _judged(
            "authenticity",
            not changed and not moved,
            asked=level != "quick" or bool(changed or moved),
            good="hashes, chains and signatures hold",
            bad=f"findings: {', '.join([*changed, *sorted(moved)])}",
        ),
        _judged(
            "availability",
            not missing,
            good=f"{exhibits} exhibits are here",
            bad="something is missing",
        ),
        _judged(
            "identity",
            not found & {"id", "exhibit-record", "database"},
            good="every entry and exhibit is named by its hash",
            bad="a name does not fit what it names",
        ),
        _judged(
            "persistence",
            not moved and not missing,
            asked=level == "deep" or bool(moved or missing),
            good=f"the bytes of {exhibits} exhibits are as they were taken in",
            bad="bytes are missing or changed",
        ),
        _judged(
            "renderability",
            not untyped,
            good="every exhibit has a media type",
            bad=f"{untyped} exhibits have no media type",
        ),
        _judged(
            "understandability",
            not undescribed,
            good="every exhibit says how it was obtained",
            bad=f"{undescribed} exhibits do not say how they were obtained",
        ),
    )


def _judged(
    name: str, passed: bool, *, good: str, bad: str, asked: bool = True
) -> Property:
    if not asked:
        return Property(name=name, passed=None, why="not looked at on this level")
    return Property(name=name, passed=passed, why=good if passed else bad)
