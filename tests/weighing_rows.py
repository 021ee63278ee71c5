"""Invented statements for the tests of weighing, one line each."""

from dataclasses import dataclass, replace

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Contradiction, Question
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import Party, Speaker, Stance, Statement, Status, Where
from qantar.vocabulary.when import Basis, When
from qantar.weighing.contradictions import weigh
from qantar.weighing.origins import find_origins

__all__ = ["asked", "count", "rules", "said", "values", "weighed", "with_retraction"]

GRAINS = {"Nordland": "country", "Ostmark region": "region", "Market square": "square"}


@dataclass(frozen=True, slots=True, kw_only=True)
class count:
    """A quantity in one line; ``figure`` fills all three bounds."""

    what: str = "killed"
    figure: float | None = None
    lower: float | None = None
    best: float | None = None
    upper: float | None = None
    label: str = ""
    scope: str = ""
    as_of: str = ""
    flow: str = "unknown"
    cumulative: bool = False
    unit: str = "people"
    words: str = ""

    def quantity(self) -> Quantity:
        """As the vocabulary has it."""
        exact = self.figure
        return Quantity(
            what=self.what,
            label=self.label or self.what,
            lower=self.lower if exact is None else exact,
            best=self.best if exact is None else exact,
            upper=self.upper if exact is None else exact,
            unit=self.unit,
            words=self.words,
            as_of=self.as_of,
            cumulative=self.cumulative,
            flow=self.flow,
            scope=self.scope,
        )


def said(
    name: str,
    chain: str,
    *counts: count,
    kind: str = "killing",
    when: str = "2031-05-04",
    where: str = "Wolfenheim",
    published: str = "2031-05-05",
    stance: Stance = Stance.ASSERTS,
    targets: str = "",
    agents: str = "",
    quote: str = "",
    retracts: tuple[str, ...] = (),
    status: Status = Status.STANDING,
    hint: str = "",
    exhibit: str = "",
    basis: Basis = Basis.STATED,
    zone: str = "",
) -> Statement:
    """One statement; ``name`` makes its id, ``chain`` is "A > B > C".

    The last of the chain is its outlet, and each statement stands in an exhibit of its
    own unless ``exhibit`` says otherwise. ``where`` is "square, town" or a town.
    """
    voices = [part.strip() for part in chain.split(">")]
    places = [part.strip() for part in where.split(",") if part.strip()]
    return Statement(
        id=derive_id("test", name),
        exhibit=exhibit or derive_id("exhibit", name),
        start=0,
        end=10,
        quote=quote or name,
        lang="en",
        chain=tuple(Speaker(name=voice, role="says") for voice in voices),
        event_type=kind,
        stance=stance,
        when=When.parse(when, zone=zone, basis=basis) if when else None,
        where=tuple(
            Where(name=place, precision=GRAINS.get(place, "city")) for place in places
        ),
        agents=tuple(Party(name=p.strip()) for p in agents.split(";") if p.strip()),
        targets=tuple(Party(name=p.strip()) for p in targets.split(";") if p.strip()),
        quantities=tuple(c.quantity() for c in counts),
        retracts=retracts,
        status=status,
        origin_hint=hint,
        published=published,
        outlet=voices[-1],
    )


def weighed(*statements: Statement) -> tuple[Contradiction, ...]:
    return weigh(statements, find_origins(statements))[1]


def asked(*statements: Statement) -> tuple[Question, ...]:
    return weigh(statements, find_origins(statements))[0]


def rules(*statements: Statement) -> set[tuple[str, str]]:
    return {(str(c.verdict), c.rule) for c in weighed(*statements)}


def values(rule: str, *statements: Statement) -> dict[str, str]:
    (found,) = [c for c in weighed(*statements) if c.rule == rule]
    return dict(found.reason_values)


RETRACTED = (
    said("early", "Ministry of Health > Courier", count(figure=164)),
    said("late", "officials > Bote", count(figure=164), published="2031-05-12"),
    said(
        "withdrawal",
        "Ministry of Information > Tagblatt",
        count(best=164),
        stance=Stance.DENIES,
        published="2031-05-08",
    ),
)


def with_retraction(*more: Statement) -> tuple[Statement, ...]:
    early, late, withdrawal = RETRACTED
    return early, late, replace(withdrawal, retracts=(early.id,)), *more
