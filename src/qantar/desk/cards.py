"""Cards: a statement as a sentence, each field beside the words that tell it.

What no words of the passage tell comes first and is called a guess. Words, not
decimals: no score is shown.
"""

from collections.abc import Iterator
from typing import Any

from qantar.case.reviewing import Card
from qantar.publishing.site.words import Words
from qantar.text.messages import N_
from qantar.text.phrasing import fields_guessed
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import CarrierStance, HowKnown, Stance, Statement
from qantar.vocabulary.when import Basis

__all__ = ["FIELD_NAMES", "card_data", "rows"]

FIELD_NAMES = {
    "event_type": N_("What"),
    "when": N_("When"),
    "where": N_("Where"),
    "quantities": N_("How many"),
    "agents": N_("Who did it"),
    "targets": N_("To whom"),
    "stance": N_("Said how"),
    "carrier_stance": N_("The carrier"),
    "how_known": N_("How known"),
    "chain": N_("Who says so"),
}

_FROM = {
    Basis.CONTEXT: N_("Not in this passage. From the text around it."),
    Basis.DOCUMENT: N_("Not in this passage. From the document, its date or its head."),
    Basis.STATED: N_("No words are marked for it."),
}


def card_data(card: Card, text: str, words: Words, *, say: Any) -> dict[str, Any]:
    """One statement for the review page.

    Args:
        card: The statement, and what the reader read.
        text: The exhibit's text.
        words: The site's words.
        say: The desk's words.
    """
    one = card.statement
    found = rows(one, text, words, say)
    return {
        "id": one.id,
        "sentence": words.sentence(one),
        "kind": words.event(one.event_type),
        "when": words.when(one.when) if one.when else "",
        "review": str(one.review),
        "review_words": words.review(one.review),
        "open": card.open,
        "rows": found,
        "guesses": [row["field"] for row in found if row["guess"]],
        "chain": [
            {
                "name": words.voice(s.name),
                "role": s.role,
                "protected": s.protected,
                "id": s.id,
            }
            for s in one.chain
        ],
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "lang": one.lang,
        "reader": one.reader,
        "why": list(one.why),
        "made": card.machine is None,
        "read_as": _read_as(card, text, words, say),
    }


def _read_as(card: Card, text: str, words: Words, say: Any) -> list[dict[str, Any]]:
    """What the reader itself read, where people put it otherwise."""
    if card.machine is None or not card.judged:
        return []
    mine = {
        row["field"]: row["value"] for row in rows(card.statement, text, words, say)
    }
    return [
        row
        for row in rows(card.machine, text, words, say)
        if mine.get(row["field"]) != row["value"]
    ]


def rows(one: Statement, text: str, words: Words, say: Any) -> list[dict[str, Any]]:
    """The fields of a statement, guesses first, each with its words or their absence."""
    guessed = fields_guessed(one)
    found = []
    for name, value in _values(one, words):
        spans = [
            span
            for key, span in one.spans.items()
            if key == name or key.startswith(f"{name}.")
        ]
        basis = Basis.STATED
        if name == "when" and one.when:
            basis = one.when.basis
        elif name == "where" and one.where:
            basis = one.where[0].basis
        elif name == "event_type":
            basis = Basis.CONTEXT
        found.append(
            {
                "field": name,
                "label": say(FIELD_NAMES[name]),
                "value": value,
                "quotes": [text[a:b] for a, b in spans],
                "guess": name in guessed,
                "from": say(_FROM[basis]) if name in guessed else "",
            }
        )
    return sorted(found, key=lambda row: not row["guess"])


def _values(one: Statement, words: Words) -> Iterator[tuple[str, str]]:
    yield "event_type", words.event(one.event_type)
    if one.when:
        zone = f" ({one.when.zone})" if one.when.zone else ""
        yield "when", words.when(one.when) + zone
    if one.where:
        yield "where", "; ".join(_place(w.name, w.precision, words) for w in one.where)
    if one.quantities:
        yield "quantities", "; ".join(_count(q, words) for q in one.quantities)
    if one.agents:
        yield "agents", ", ".join(party.name for party in one.agents)
    if one.targets:
        yield "targets", ", ".join(party.name for party in one.targets)
    if one.stance is not Stance.ASSERTS:
        yield "stance", words.stance(one.stance)
    if one.carrier_stance is not CarrierStance.OWN:
        yield "carrier_stance", words.carrier(one.carrier_stance)
    if one.how_known is not HowKnown.UNKNOWN:
        yield "how_known", words.known(one.how_known)


def _place(name: str, precision: str, words: Words) -> str:
    return name if precision == "unknown" else f"{name} ({words.grain(precision)})"


def _count(quantity: Quantity, words: Words) -> str:
    told = f"{words.quantity(quantity)} {words.measure(quantity.what)}"
    return f"{told} ({quantity.scope})" if quantity.scope else told
