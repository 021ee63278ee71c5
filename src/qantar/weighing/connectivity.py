"""Network states as a list of intervals per place and network, each as it was stated."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Connectivity
from qantar.vocabulary.statement import Stance, Statement, Where
from qantar.vocabulary.when import When
from qantar.weighing.cues import cues_in
from qantar.weighing.voices import fold

__all__ = ["connectivity"]

_STATED = frozenset({Stance.ASSERTS, Stance.UNCONFIRMED})
_NETWORKS = ("mobile", "fixed", "telephone")

Key = tuple[str, str, str, str]


def connectivity(statements: Iterable[Statement]) -> tuple[Connectivity, ...]:
    """The states that statements of a shutdown or a restored network tell.

    Two statements of one state, place, network and time make one entry; times that only
    overlap stay two, because a cut may have windows. Denials, rumours, demands and what
    has no time make none. By place, network and time.
    """
    found: dict[Key, list[Statement]] = defaultdict(list)
    for statement in statements:
        for key in _keys(statement):
            found[key].append(statement)
    entries = [_entry(key, told) for key, told in found.items()]
    return tuple(sorted(entries, key=_order))


def _keys(statement: Statement) -> Iterator[Key]:
    if statement.event_type not in {"shutdown", "connectivity-restored"}:
        return
    when = statement.when
    if statement.stance not in _STATED or statement.conditional or when is None:
        return
    if not when.bounded:
        return
    cues = cues_in(statement.quote, statement.event_words)
    state = "on" if statement.event_type == "connectivity-restored" else "off"
    if state == "off" and "throttled" in cues:
        state = "throttled"
    place = _place(statement)
    for network in [n for n in _NETWORKS if n in cues] or ["internet"]:
        yield (place.id or fold(place.name), network, state, when.value)


def _place(statement: Statement) -> Where:
    return statement.where[0] if statement.where else Where(name="")


def _entry(key: Key, told: list[Statement]) -> Connectivity:
    place, network, state, _ = key
    first = min(told, key=lambda s: s.id)
    return Connectivity(
        id=derive_id("connectivity", *key),
        place=place,
        place_name=_place(first).name,
        network=network,
        state=state,
        when=first.when or When(value=""),
        statements=tuple(sorted({s.id for s in told})),
    )


def _order(entry: Connectivity) -> tuple[str, str, str, str]:
    start = entry.when.earliest or entry.when.latest
    return entry.place, entry.network, start.isoformat() if start else "", entry.id
