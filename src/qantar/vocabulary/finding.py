"""Finding: what weighing and counting conclude."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.vocabulary.when import When

__all__ = [
    "FACETS",
    "Answer",
    "Connectivity",
    "Contradiction",
    "Member",
    "Origin",
    "Ownership",
    "Question",
    "RegisterEntry",
    "RegisterValue",
    "Relay",
    "Verdict",
]

FACETS = (
    "time",
    "number",
    "place",
    "agent",
    "occurrence",
    "naming",
    "cause",
    "circumstance",
    "connectivity",
    "ownership",
)


class Verdict(StrEnum):
    """What a pair that looks contradictory turns out to be."""

    CONTRADICTION = "contradiction"
    CUMULATIVE = "cumulative"
    SCOPE = "scope"
    RETRACTED = "retracted"
    RELAY = "relay"
    NOISE = "noise"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A statement and its passage, as a contradiction cites it."""

    statement: str
    exhibit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Statements that differ, with a verdict, its rule and its reason in words.

    ``reason`` is a key of the message catalogue with ``reason_values`` to fill it, so
    that it can be said in four languages; ``question`` is the id of the question.
    """

    id: str
    members: tuple[Member, ...]
    facet: str
    verdict: Verdict
    reason: str
    rule: str
    question: str = ""
    reason_values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One step of repetition: who most likely has it from whom, and what shows it.

    ``parent`` and ``child`` are statement ids; the relays of an origin make a tree whose
    root is its first statement.
    """

    parent: str
    child: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The one act of saying behind statements that repeat it.

    ``evidence`` says in words what shows the common origin, strongest first;
    ``relays`` the same for each step.
    """

    id: str
    statements: tuple[str, ...]
    files: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    speaker: str = ""
    label: str = ""
    relays: tuple[Relay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One origin's answer to a question: the statement that gives it, and repeats."""

    origin: str
    statement: str
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Place x period x measure (or: start of; who did), with answers by origin.

    ``facet`` as for contradictions; ``what`` a measure or event type; ``state`` is
    open, compatible, cumulative or one-origin.
    """

    id: str
    facet: str
    what: str
    place: str
    place_name: str
    period: str
    scope: str = ""
    answers: tuple[Answer, ...] = ()
    contradictions: tuple[str, ...] = ()
    state: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterValue:
    """One value of a register entry with the statements it rests on.

    ``order`` says what the place of a status in the history rests on: ``dated``,
    ``told`` (its text tells it in this order), ``usual`` (such things mostly come so).
    """

    field: str
    value: str
    statements: tuple[str, ...]
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A person harmed or at risk: every value with its own statements.

    Fields after Standards for Casualty Recording (Every Casualty, 2016). ``rules`` is
    the version of the written criteria that took it in; ``missing`` are those of the ten
    columns that nothing fills.
    """

    id: str
    person: str
    name: str
    values: tuple[RegisterValue, ...] = ()
    lists: tuple[str, ...] = ()
    rules: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Connectivity:
    """A network state at a place over an interval, as stated.

    ``state`` is off, throttled or on; ``network`` internet, mobile, telephone, ...
    """

    id: str
    place: str
    place_name: str
    network: str
    state: str
    when: When
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Who owns, directs or is kin to what or whom, as stated."""

    id: str
    owner: str
    owner_name: str
    asset: str
    asset_name: str
    relation: str
    statements: tuple[str, ...] = ()
    when: When | None = None
