"""Review: is this what the passage says? The queue, and one part of an exhibit."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import reviewing
from qantar.case.acting import last_of
from qantar.case.drafts import Draft
from qantar.case.judging import state_of
from qantar.case.lists import head
from qantar.case.reviewing import Card
from qantar.desk.cards import card_data
from qantar.desk.desk import Desk
from qantar.desk.marking import mark_pieces
from qantar.desk.pages.listing import number_of
from qantar.desk.wordform import choices, to_form
from qantar.publishing.citations import date_words, quote_words
from qantar.publishing.site.words import Words
from qantar.text.sentences import sentences
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.judgement import Decision
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Speaker, Statement

__all__ = ["GUESSES", "queue", "show"]

_PER_PAGE = 40

GUESSES = "guesses"
"""Window name of the draft that keeps which guesses of a statement were looked at."""

EMPTY = Statement(
    id="", exhibit="", start=0, end=0, quote="", lang="", event_type="other",
    chain=(Speaker(name=""),),
)  # fmt: skip
"""What a new statement starts from."""

_WAYS = ("correct", "split", "add")


def queue(desk: Desk, request: Request) -> Response:
    """All exhibits with what is left in each; those with work first."""
    number = number_of(request)
    skip = (number - 1) * _PER_PAGE
    found = list(reviewing.loads(desk.case, skip=skip, limit=_PER_PAGE + 1))
    rows = []
    for one in found[:_PER_PAGE]:
        exhibit = head(desk.case, one.exhibit)
        rows.append(
            {
                "exhibit": one.exhibit,
                "label": exhibit.label,
                "title": exhibit.title,
                "total": one.total,
                "decided": one.decided,
                "open": one.open,
            }
        )
    return desk.answer(
        request,
        "review_queue",
        {
            "rows": rows,
            "number": number,
            "more": len(found) > _PER_PAGE,
            "load": _load(desk),
            "unfinished": [
                {"about": d.about, "exhibit": d.exhibit}
                for d in desk.case.drafts.all()
                if d.tab != GUESSES
            ],
            "lost": [
                {"entry": d.entry, "kind": str(d.kind), "exhibit": d.anchor.exhibit,
                 "quote": d.anchor.quote, "by": d.by}
                for d in reviewing.lost(desk.case)
            ],
        },
    )  # fmt: skip


def show(desk: Desk, request: Request) -> Response:
    """A part of an exhibit's text, its statements beside it, one of them open."""
    digest = request.path_params["digest"]
    exhibit = desk.view.exhibit(digest)
    text, words = exhibit.content.text, Words(desk.lang(request))
    here = _where(desk, request, exhibit)
    cards = reviewing.cards(desk.case, digest, here.span)
    if desk.blind:
        cards = reviewing.unseen(desk.case, cards, desk.me)
    active = _active(cards, request.query_params.get("at", ""))
    way = request.query_params.get("do", "")
    opened = _opened(desk, request, exhibit, active, words) if active else None
    fields = active.statement.spans if active else {}
    quoted = {name: Span(*span) for name, span in fields.items()}
    return desk.answer(
        request,
        "review",
        {
            "exhibit": _head(exhibit, words),
            "part": here,
            "pieces": mark_pieces(
                text, here.span, [c.statement for c in cards],
                active=active.statement.id if active else "", fields=quoted,
            ),
            "numbers": {c.statement.id: n for n, c in enumerate(cards, 1)},
            "cards": (lines := _lines(desk, cards, words)),
            "states": {row["id"]: _state(row) for row in lines},
            "card": opened,
            "way": way if way in _WAYS else "",
            "adding": _adding(desk, exhibit, here.span) if way == "add" else None,
            "choices": choices(words) if way in _WAYS else {},
            "load": _load(desk, digest),
            "whole": _load(desk),
            "looked": reviewing.looked_at(desk.case, digest, here.span),
            "last": last_of(desk.case, desk.me),
            "text_lang": exhibit.provenance.lang,
        },
    )  # fmt: skip


def _where(desk: Desk, request: Request, exhibit: Exhibit) -> reviewing.Part:
    length = len(exhibit.content.text)
    asked = request.query_params.get("part", "")
    if asked.isdecimal() and len(asked) < 9:
        spans = reviewing.parts(desk.case, exhibit.digest, length)
        number = min(max(int(asked), 1), len(spans))
        return reviewing.Part(number=number, of=len(spans), span=spans[number - 1])
    name = request.query_params.get("at", "")
    member = desk.me if desk.blind else ""
    name = name or reviewing.next_undecided(
        desk.case, exhibit.digest, -1, member=member
    )
    try:
        found = reviewing.card(desk.case, name).statement
    except KeyError:
        return reviewing.part_at(desk.case, exhibit.digest, length, 0)
    start = found.start if found.exhibit == exhibit.digest else 0
    return reviewing.part_at(desk.case, exhibit.digest, length, start)


def _load(desk: Desk, digest: str = "") -> reviewing.Load:
    if desk.blind:
        return reviewing.load_of(desk.case, desk.me, digest)
    return reviewing.load(desk.case, digest)


def _active(cards: list[Card], name: str) -> Card | None:
    """The one asked for; else the first that nobody decided about; else the first."""
    for card in cards:
        if card.statement.id == name:
            return card
    left = (c for c in cards if str(c.statement.review) == "suggested")
    return next(left, cards[0] if cards else None)


def _head(exhibit: Exhibit, words: Words) -> dict[str, Any]:
    told = exhibit.provenance
    return {
        "digest": exhibit.digest,
        "label": exhibit.label,
        "title": told.title or told.file,
        "outlet": told.outlet,
        "published": date_words(told.published, words.lang),
        "protect": told.protect,
    }


def _lines(desk: Desk, cards: list[Card], words: Words) -> list[dict[str, Any]]:
    differ = reviewing.differing(desk.case, [c.statement.id for c in cards])
    return [
        {
            "id": c.statement.id,
            "sentence": words.sentence(c.statement),
            "review": str(c.statement.review),
            "review_words": words.review(c.statement.review),
            "open": c.open,
            "differs": c.statement.id in differ,
        }
        for c in cards
    ]


def _state(row: dict[str, Any]) -> str:
    """How the words of a statement are marked in the text."""
    if row["open"] or (row["differs"] and row["review"] == "suggested"):
        return "conf"
    return {"accepted": "ok", "corrected": "ok", "rejected": "den"}.get(
        row["review"], ""
    )


def _opened(
    desk: Desk, request: Request, exhibit: Exhibit, card: Card, words: Words
) -> dict[str, Any]:
    """The open card, with everything that is known about the statement."""
    text, name = exhibit.content.text, card.statement.id
    data = card_data(card, text, words, say=desk.say(request))
    kept = desk.case.drafts.about(name)
    confirmed = next((d.form.get("field", []) for d in kept if d.tab == GUESSES), [])
    decisions = _visible(desk, reviewing.decisions_about(desk.case, name))
    written = [d for d in kept if d.tab != GUESSES]
    return {
        **data,
        "seen": state_of(desk.case, name),
        "confirmed": confirmed,
        "guesses_open": [f for f in data["guesses"] if f not in confirmed],
        "decisions": [_opinion(desk, d, text, words, request) for d in decisions],
        "differs": _differences(desk, card, words),
        "form": _filled(card, written, text, request.query_params.get("draft", "")),
        "tab": secrets.token_hex(6),
        "drafts": [d.tab for d in written],
        "cuts": _cuts(card),
        "quote_shown": quote_words(card.statement),
    }


def _visible(desk: Desk, decisions: list[Decision]) -> list[Decision]:
    """All decisions; of those who code blind only their own, until there is one."""
    if not desk.blind or any(one.by == desk.me for one in decisions):
        return decisions
    return []


def _opinion(
    desk: Desk, decision: Decision, text: str, words: Words, request: Request
) -> dict[str, Any]:
    told = [words.sentence(one) for one in decision.words]
    return {
        "entry": decision.entry,
        "id": decision.id,
        "kind": str(decision.kind),
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "sentences": told,
        "confirmed": list(decision.confirmed),
    }


def _differences(desk: Desk, card: Card, words: Words) -> list[dict[str, Any]]:
    found = []
    for one in reviewing.contradictions_of(desk.case, card.statement.id):
        others = [m for m in one.members if m.statement != card.statement.id]
        for member in others[:2]:
            try:
                other = desk.view.statement(member.statement)
            except KeyError:
                continue  # weighed before it was read anew; weighing again drops it
            found.append(
                {
                    "verdict": str(one.verdict),
                    "words": words.verdict(one.verdict),
                    "reason": words.reason(one),
                    "sentence": words.sentence(other),
                    "who": words.chain(other.chain),
                    "when": words.when(other.when),
                    "exhibit": other.exhibit,
                    "id": other.id,
                }
            )
    return found


def _filled(
    card: Card, written: list[Draft], text: str, tab: str
) -> dict[str, list[str]]:
    """The correction as it was left, in the window asked for, or as it stands."""
    form = to_form(card.statement, text)
    chosen = [d for d in written if d.tab == tab] or written
    return {**form, **chosen[0].form} if chosen else form


def _cuts(card: Card) -> list[dict[str, Any]]:
    """Places between words where the statement can be cut in two."""
    quote, found, at = card.statement.quote, [], 0
    for word in quote.split()[:-1]:
        at = quote.index(word, at) + len(word)
        begin = max(0, at - 40)
        found.append(
            {
                "at": card.statement.start + at,
                "before": quote[begin:at],
                "after": quote[at : at + 40].strip(),
            }
        )
    return found[:200]


def _adding(desk: Desk, exhibit: Exhibit, span: Span) -> dict[str, Any]:
    """The sentences of the part, for marking one without a mouse or script."""
    text, lang = exhibit.content.text, exhibit.provenance.lang
    kept = desk.case.drafts.about(f"new:{exhibit.digest}")
    form = to_form(EMPTY, "") | {"voice": [exhibit.provenance.outlet, "", ""]}
    return {
        "sentences": [
            {"start": a, "end": b, "text": text[a:b][:90]}
            for a, b in sentences(text, span.start, span.end, lang)
        ],
        "form": {**form, **kept[0].form} if kept else form,
        "tab": secrets.token_hex(6),
    }
