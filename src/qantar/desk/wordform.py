"""The form in which a person says what a passage says: out of a statement, and back."""

import re
from dataclasses import replace
from typing import Any

from qantar.desk.forms import Form
from qantar.errors import InputError
from qantar.publishing.site.words import Words
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.measures import measure, measures
from qantar.vocabulary.passage import Span
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import (
    CarrierStance,
    HowKnown,
    Party,
    Speaker,
    Stance,
    Statement,
    Where,
)
from qantar.vocabulary.when import Basis, When

__all__ = ["QUOTED", "choices", "from_form", "to_form"]

QUOTED = ("event_type", "when", "where", "quantities", "agents", "targets")
"""Fields for which the form asks which words of the passage tell them."""

_FIGURE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")

_QUANTITIES = 4
_VOICES = 6


def choices(words: Words) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen, in the reader's language."""
    return {
        "event_type": [(key, words.event(key)) for key in event_kinds()],
        "stance": [(str(one), words.stance(one)) for one in Stance],
        "carrier_stance": [
            (str(one), words.carrier(one) or "–") for one in CarrierStance
        ],
        "how_known": [(str(one), words.known(one) or "–") for one in HowKnown],
        "what": [("", "–"), *((key, words.measure(key)) for key in measures())],
        "precision": [
            (key, words.grain(key))
            for key in (
                "unknown", "country", "region", "city", "square", "street", "building",
            )
        ],
    }  # fmt: skip


def to_form(one: Statement, text: str) -> dict[str, list[str]]:
    """The fields of the form, filled with a statement."""
    filled = {
        "event_type": [one.event_type],
        "stance": [str(one.stance)],
        "carrier_stance": [str(one.carrier_stance)],
        "how_known": [str(one.how_known)],
        "when": [one.when.value if one.when else ""],
        "zone": [one.when.zone if one.when else ""],
        "where": ["\n".join(w.name for w in one.where)],
        "precision": [one.where[0].precision if one.where else "unknown"],
        "agents": ["\n".join(p.name for p in one.agents)],
        "targets": ["\n".join(p.name for p in one.targets)],
        "start": [str(one.start)],
        "end": [str(one.end)],
    }
    for name in QUOTED:
        span = one.spans.get(name)
        filled[f"words-{name}"] = [text[span[0] : span[1]] if span else ""]
    counts = [*one.quantities, *[None] * _QUANTITIES][:_QUANTITIES]
    filled["q-what"] = [q.what if q else "" for q in counts]
    for key in ("lower", "best", "upper"):
        filled[f"q-{key}"] = [_number(getattr(q, key)) if q else "" for q in counts]
    filled["q-scope"] = [q.scope if q else "" for q in counts]
    voices = [*one.chain, *[None] * _VOICES][: max(len(one.chain) + 1, 3)]
    filled["voice"] = [s.name if s else "" for s in voices]
    filled["protected"] = [str(n) for n, s in enumerate(voices) if s and s.protected]
    return filled


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else str(value)


def from_form(form: Form, before: Statement, text: str) -> Statement:
    """A statement as the person put it.

    What the form does not ask for stays as it was. A field that was changed and for
    which no words are named is from then on a guess.

    Raises:
        InputError: If a time, a count or words cannot be what the form says.
    """
    span = _stretch(form, before, text)
    base = replace(
        before,
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        event_type=_among(form.get("event_type", before.event_type), event_kinds()),
        stance=_pick(Stance, form.get("stance", before.stance)),
        carrier_stance=_pick(
            CarrierStance, form.get("carrier_stance", before.carrier_stance)
        ),
        how_known=_pick(HowKnown, form.get("how_known", before.how_known)),
        agents=_parties(form.get("agents"), before.agents),
        targets=_parties(form.get("targets"), before.targets),
        quantities=_quantities(form, before),
        chain=_chain(form, before),
    )
    spans = _spans(form, base, before, text)
    base = replace(base, spans=spans)
    return replace(
        base, when=_when(form, before, spans), where=_where(form, before, spans)
    )


def _stretch(form: Form, before: Statement, text: str) -> Span:
    start, end = form.number("start", before.start), form.number("end", before.end)
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise InputError(
            f"The passage from {start} to {end} is none of this exhibit's text, which"
            f" has {len(text)} characters. Mark the words again."
        )
    return Span(start, end)


def _spans(form: Form, now: Statement, before: Statement, text: str) -> dict[str, Span]:
    """Where each field is quoted from: where it was, or the first such words."""
    kept = {
        name: span
        for name, span in before.spans.items()
        if name.split(".")[0] not in QUOTED
        or (f"words-{name}" not in form.fields and "." not in name)
    }
    for name in QUOTED:
        words = form.get(f"words-{name}")
        if not words or not any(value.strip() for value in form.all(_told(name))):
            continue
        old = before.spans.get(name)
        if old and text[old[0] : old[1]].strip() == words:
            kept[name] = Span(*old)
            continue
        # The passage first; a day may stand in the heading before it.
        at = text.find(words, now.start, now.end)
        at = at if at >= 0 else text.rfind(words, 0, now.end)
        if at < 0:
            raise InputError(
                f"These words do not stand in the passage or before it:"
                f" {len(words)} characters beginning with {words[:1]!r}. Copy them from"
                " the text as they are, or leave the field empty."
            )
        kept[name] = Span(at, at + len(words))
    return kept


def _told(name: str) -> str:
    return "q-what" if name == "quantities" else name


def _when(form: Form, before: Statement, spans: dict[str, Span]) -> When | None:
    value, zone = form.get("when"), form.get("zone")
    if not value:
        return None
    old = before.when
    words = form.get("words-when")
    if old and value == old.value and zone == old.zone:
        if "when" in spans and spans.get("when") != before.spans.get("when"):
            return replace(old, basis=Basis.STATED, words=words)
        return old
    basis = Basis.CONTEXT
    if "when" in spans:
        basis = Basis.STATED
    elif old and old.basis is not Basis.STATED:
        basis = old.basis
    return When.parse(value, zone=zone, words=words, basis=basis)


def _where(form: Form, before: Statement, spans: dict[str, Span]) -> tuple[Where, ...]:
    known = {where.name: where for where in before.where}
    names = [name.strip() for name in form.get("where").splitlines() if name.strip()]
    precision = form.get("precision", "unknown")
    marked = "where" in spans and spans["where"] != before.spans.get("where")
    found = []
    for number, name in enumerate(names):
        basis = Basis.STATED if "where" in spans else Basis.CONTEXT
        where = known.get(name) or Where(name=name, basis=basis)
        if number == 0:
            where = replace(where, precision=precision)
            where = replace(where, basis=Basis.STATED) if marked else where
        found.append(where)
    return tuple(found)


def _parties(told: str, before: tuple[Party, ...]) -> tuple[Party, ...]:
    known = {party.name: party for party in before}
    names = [name.strip() for name in told.splitlines() if name.strip()]
    return tuple(known.get(name) or Party(name=name) for name in names)


def _quantities(form: Form, before: Statement) -> tuple[Quantity, ...]:
    found = []
    columns = [form.all(f"q-{key}") for key in ("what", "lower", "best", "upper")]
    scopes = form.all("q-scope")
    for number, (what, *bounds) in enumerate(zip(*columns, strict=False)):
        low, best, high = (_figure(one) for one in bounds)
        if not what or (low is None and best is None and high is None):
            continue
        scope = scopes[number].strip() if number < len(scopes) else ""
        old = before.quantities[number] if number < len(before.quantities) else None
        unit = measure(what).unit or "people"
        same = old is not None and old.what == what
        base = old if old is not None and same else Quantity(what=what, unit=unit)
        found.append(replace(base, lower=low, best=best, upper=high, scope=scope))
    return tuple(found)


def _figure(told: str) -> float | None:
    clean = "".join(told.split()).replace(",", ".")
    if not clean:
        return None
    if not _FIGURE.fullmatch(clean):
        raise InputError(
            f"{told[:20]!r} is no number. Write digits only, for example 164."
        )
    return float(clean)


def _chain(form: Form, before: Statement) -> tuple[Speaker, ...]:
    names = form.all("voice")
    if not any(name.strip() for name in names):
        return before.chain
    hidden = set(form.all("protected"))
    known = {speaker.name: speaker for speaker in before.chain}
    return tuple(
        replace(
            known.get(name.strip()) or Speaker(name=name.strip(), role="says"),
            protected=str(number) in hidden,
        )
        for number, name in enumerate(names)
        if name.strip()
    )


def _pick(kind: Any, value: str) -> Any:
    return kind(_among(str(value), [str(one) for one in kind]))


def _among(value: str, known: Any) -> str:
    if value not in known:
        raise InputError(f"{value[:20]!r} is none of: {', '.join(known)}.")
    return value
