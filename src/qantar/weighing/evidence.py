"""What speaks for one origin behind two statements, each with its weight and in words.

The weights are in ``data/evidence.toml``. ``compare`` sees candidates only, so that the
number of comparisons stays near the number of statements.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from qantar.weighing.intervals import is_exact
from qantar.weighing.traits import Traits
from qantar.weighing.voices import same_named

__all__ = ["Evidence", "compare", "digits", "rounds_to", "threshold", "weight"]

LOST = 0.1
NEAR_DAYS = 2
"""Counted or published within so many days: an agency's text is used up by then."""

NETWORKS = frozenset({"mobile", "fixed", "telephone"})
LOG_DAYS = 31
"""An observer's record of one network runs on for as long as the network is watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for a common origin. ``words`` are complete without the pair."""

    weight: float
    words: str
    kind: str = ""


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = files("qantar.weighing").joinpath("data/evidence.toml").read_text("utf-8")
    read = tomllib.loads(text)
    return {"": {"threshold": read.pop("threshold")}, **read}


def threshold() -> float:
    """The sum of weights from which two statements are taken for one origin."""
    return _weights()[""]["threshold"]


def weight(group: str, name: str) -> float:
    """The weight of one kind of evidence."""
    return _weights()[group][name]


NO_TOTALS: Mapping[str, frozenset[str]] = {}


def compare(
    a: Traits, b: Traits, standing: Mapping[str, frozenset[str]] = NO_TOTALS
) -> tuple[Evidence, ...]:
    """All evidence that two statements share an origin; empty if they cannot.

    Two who speak under different names, of different places or of times that lie apart
    share none, whatever the figure.

    Args:
        a: The earlier of the two.
        b: The later.
        standing: Statements without a voice, and the voices whose latest total they
            give (``series``).
    """
    if a.negative != b.negative or not _times_meet(a, b):
        return ()
    voice = _voices(a, b)
    if voice is None or not _places_meet(a, b, voice):
        return ()
    content = _content(a, b, voice)
    if content is None:
        return ()
    found = [voice, *content, *_circumstances(a, b)]
    if _stood(a, b, standing) or _stood(b, a, standing):
        found.append(
            _evidence(
                "content", "standing", "the latest total of that voice on the day"
            )
        )
    return tuple(sorted(found, key=lambda e: (-e.weight, e.words)))


def _stood(relay: Traits, said: Traits, standing: Mapping[str, frozenset[str]]) -> bool:
    voice = said.voice.office or said.voice.key
    return relay.figure == said.figure and voice in standing.get(relay.id, ())


def _evidence(group: str, name: str, words: str) -> Evidence:
    return Evidence(weight=weight(group, name), words=words, kind=name)


def _voices(a: Traits, b: Traits) -> Evidence | None:
    first, second = a.voice, b.voice
    if same_named(first, second):
        return _evidence("voice", "attribution", "both name the same voice")
    if _carried(a, b) or _carried(b, a):
        return _evidence(
            "voice", "carrier", "one takes it from the other's outlet or voice"
        )
    if a.text == b.text and _cites(a, b):
        return _evidence(
            "voice", "same_text", "the outlet cites the other voice in the same text"
        )
    if first.office and first.office == second.office:
        return _evidence(
            "voice", "office", "the same office speaks through two persons"
        )
    if first.official and second.official and "official" in (first.vague, second.vague):
        return _evidence("voice", "vague", "officials in general here, an office there")
    if a.own and b.own:
        return _evidence("voice", "both_unattributed", "neither gives a voice for it")
    if "media" in (first.vague, second.vague) or a.own or b.own:
        return _evidence("voice", "unattributed", "one gives no voice for it")
    if first.office and second.office:
        return _evidence("voice", "state", "two offices say the same")
    if first.vague and first.vague == second.vague:
        return _evidence(
            "voice", "state", "two unnamed voices of one kind say the same"
        )
    return None


def _carried(a: Traits, b: Traits) -> bool:
    """Whether b's chain passes through a's outlet, or through a's first voice."""
    if len(b.voices) < 2:
        return False
    middle = [v for v in b.voices[1:] if not v.vague]
    first = a.voice
    if not a.own and any(same_named(first, v) for v in middle if not first.vague):
        return True
    carrier = a.voices[-1] if len(a.voices) > 1 else None
    compatible = not first.key or not b.voice.key or first.key == b.voice.key
    return (
        carrier is not None
        and compatible
        and any(same_named(carrier, v) for v in middle[:-1])
    )


def _cites(a: Traits, b: Traits) -> bool:
    return (a.own and not b.own) or (b.own and not a.own)


def _places_meet(a: Traits, b: Traits, voice: Evidence) -> bool:
    if a.fine and b.fine and a.fine != b.fine:
        return False
    if not a.place or not b.place or a.place == b.place:
        return True
    wide = "country" in (a.grain, b.grain)
    return wide and voice.weight >= weight("voice", "attribution")


def _times_meet(a: Traits, b: Traits) -> bool:
    if a.when is None or b.when is None:
        return True
    near = timedelta(days=LOG_DAYS if a.kind == b.kind == "network" else NEAR_DAYS)
    (x, y), (u, v) = (a.when.earliest, a.when.latest), (b.when.earliest, b.when.latest)
    return not ((y and u and y + near <= u) or (v and x and v + near <= x))


def _content(a: Traits, b: Traits, voice: Evidence) -> list[Evidence] | None:
    """What is said: a figure, a person, an hour, or only a kind. ``None`` if unlike.

    Where nothing but the kind of event agrees, many can have seen it for themselves:
    only one voice named by both makes it one origin.
    """
    person = _same_person(a, b)
    if person:
        return [person] if a.kind == b.kind else None
    named = voice.weight >= weight("voice", "attribution")
    if a.kind == b.kind == "network" and named and _one_log(a, b):
        return [_evidence("content", "log", "one observer's record of the network")]
    if a.quantity or b.quantity:
        figure = _figures(a, b) if a.measure == b.measure else None
        return [figure] if figure else None
    if a.kind != b.kind:
        return None
    hour = _same_hour(a, b)
    if hour:
        return [hour]
    if (
        named
        and same_named(a.voice, b.voice)
        and a.text != b.text
        and a.kind != "network"
    ):
        return [_evidence("content", "kind", "the same kind of event")]
    return None


def _one_log(a: Traits, b: Traits) -> bool:
    """Not one of mobile telephones and one of fixed lines."""
    mine, theirs = a.cues & NETWORKS, b.cues & NETWORKS
    return not mine or not theirs or bool(mine & theirs)


def _same_person(a: Traits, b: Traits) -> Evidence | None:
    """One named person: a count of one, or none, with the same single target."""
    counts = [t.figure for t in (a, b) if t.quantity is not None]
    if (
        a.text == b.text
        or not a.person
        or a.person != b.person
        or any(count != 1 for count in counts)
    ):
        return None
    return _evidence("content", "person", "the same person is named")


def _figures(a: Traits, b: Traits) -> Evidence | None:
    x, y = a.figure, b.figure
    if x is None or y is None:
        return None
    if x == y:
        if x < 10 and a.targets and b.targets and a.targets != b.targets:
            return None
        if x < 10:
            return _evidence("content", "figure_small", f"the same small figure, {x:g}")
        names = {1: "figure_round", 2: "figure"}
        return _evidence(
            "content", names.get(digits(x), "figure_rare"), f"the same figure, {x:g}"
        )
    if _same_bounds(a, b):
        return _evidence("content", "figure_round", "the same words for a number")
    if _rounded(a, b, x, y) or _rounded(b, a, y, x):
        return _evidence(
            "content",
            "rounded",
            f"{min(x, y):g} and {max(x, y):g} are one figure, rounded",
        )
    return None


def _rounded(exact: Traits, rough: Traits, x: float, y: float) -> bool:
    """Whether ``rough`` gives the figure of ``exact`` in round numbers.

    A figure with one zero at most that is given with both bounds is meant exactly; and
    a count of another day has grown instead of being rounded.
    """
    q, r = exact.quantity, rough.quantity
    if q is None or r is None or q.scope != r.scope or not rounds_to(x, y):
        return False
    if is_exact(r) and y % 100 and not rough.negative:
        return False
    return exact.as_of is None or rough.as_of is None or _near(exact.as_of, rough.as_of)


def _same_bounds(a: Traits, b: Traits) -> bool:
    """The figure 100 in one text and "more than 100", from 101, in the other."""
    exact, above = (a, b) if a.quantity and a.quantity.best is not None else (b, a)
    if exact.quantity is None or above.quantity is None:
        return False
    open_above = above.quantity.best is None and above.quantity.upper is None
    return open_above and above.quantity.lower == (exact.quantity.best or 0) + 1


def digits(figure: float) -> int:
    """Significant digits, trailing zeros not counted: 2 for 5800, 3 for 238.

    >>> digits(5800), digits(238), digits(1000)
    (2, 3, 1)
    """
    return len(
        f"{figure:f}".rstrip("0").rstrip(".").rstrip("0").replace(".", "").lstrip("0")
    )


def rounds_to(exact: float, round_figure: float) -> bool:
    """Whether ``round_figure`` is ``exact`` cut or rounded to one or two digits.

    At most a tenth is lost: who makes 1000 of 1300 tells another number.

    >>> rounds_to(2265, 2200), rounds_to(9900, 10000), rounds_to(1300, 1000)
    (True, True, False)
    """
    if abs(exact - round_figure) > LOST * exact:
        return False
    if exact < 10 or digits(exact) <= digits(round_figure) or exact == round_figure:
        return False
    power = 10 ** (len(str(int(exact))) - 1)
    for step in (power, power / 10):
        if step >= 1 and round_figure in (
            exact // step * step,
            round(exact / step) * step,
        ):
            return True
    return False


def _same_hour(a: Traits, b: Traits) -> Evidence | None:
    if a.when is None or b.when is None or "T" not in a.when.value:
        return None
    if (a.when.earliest, a.when.latest) != (b.when.earliest, b.when.latest):
        return None
    if a.when.width is None or a.when.width > timedelta(hours=1):
        return None
    return _evidence("content", "instant", "the same time of day")


def _circumstances(a: Traits, b: Traits) -> list[Evidence]:
    found = []
    if (a.place or a.fine) and (a.place, a.fine or b.fine) == (
        b.place,
        b.fine or a.fine,
    ):
        found.append(_evidence("content", "place", "the same place"))
    if a.negative:
        found.append(_evidence("content", "denied", "both deny or withdraw it"))
    if (
        a.quantity
        and b.quantity
        and a.quantity.scope
        and a.quantity.scope == b.quantity.scope
    ):
        found.append(_evidence("content", "scope", "the count covers the same people"))
    if a.agents and a.agents == b.agents:
        found.append(_evidence("time", "agents", "the same actors are named"))
    if _near(a.as_of, b.as_of) or (_near(a.day, b.day) and None in (a.as_of, b.as_of)):
        found.append(_evidence("time", "as_of", "counted or published within two days"))
    if _same_narrow_time(a, b):
        found.append(_evidence("time", "day", "the event has the same day"))
    if _later_and_unnamed(a, b) or _later_and_unnamed(b, a):
        found.append(
            _evidence("time", "later", "published after a named voice had said it")
        )
    return found


def _near(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= NEAR_DAYS


def _same_narrow_time(a: Traits, b: Traits) -> bool:
    if a.when is None or b.when is None or a.when.value != b.when.value:
        return False
    return a.when.width is not None and a.when.width <= timedelta(days=1)


def _later_and_unnamed(late: Traits, early: Traits) -> bool:
    unnamed = late.own or bool(late.voice.vague)
    named = not early.own and bool(early.voice.key)
    return (
        unnamed
        and named
        and late.day is not None
        and early.day is not None
        and early.day <= late.day
    )
