"""Lines: one statement as every list of the site shows it."""

from dataclasses import dataclass, replace
from typing import TypeVar

from qantar.publishing.citations import date_words, quote_words
from qantar.publishing.marks import Mark, mark_of, mark_words
from qantar.publishing.site.kept import digest_of
from qantar.publishing.site.plan import ExhibitNote, Plan
from qantar.publishing.site.words import Words
from qantar.text.messages import N_
from qantar.vocabulary.finding import Verdict
from qantar.vocabulary.statement import (
    Party,
    Review,
    Speaker,
    Stance,
    Statement,
    Status,
    Where,
)

__all__ = [
    "Line",
    "Tag",
    "anchor_of",
    "exhibit_words",
    "in_language",
    "line_key",
    "line_of",
    "passage_href",
    "tone_of",
]

Named = TypeVar("Named", Speaker, Party, Where)
_DISPUTED = (Verdict.CONTRADICTION, Verdict.UNDECIDED, Verdict.RETRACTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word about a statement; ``tone`` is its class, ``href`` where it leads."""

    text: str
    tone: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement as shown. Links are relative to the folder of the language."""

    id: str
    mark: Mark
    mark_words: str
    tone: str
    when: str
    sentence: str
    quote: str
    lang: str
    href: str
    exhibit: str
    chain: str
    tags: tuple[Tag, ...]


def tone_of(statement: Statement, plan: Plan) -> str:
    """``conf`` if others contradict it, ``rum`` if unsure, else empty."""
    disputes = plan.disputes.get(statement.id, ())
    if statement.status is not Status.STANDING:
        return "conf"
    if any(dispute.verdict in _DISPUTED for dispute in disputes):
        return "conf"
    if statement.stance in (Stance.RUMOUR, Stance.UNCONFIRMED, Stance.OPINION):
        return "rum"
    return "den" if statement.stance is Stance.DENIES else ""


def passage_href(statement: Statement, note: ExhibitNote) -> str:
    """Link from a language folder to the words of the statement."""
    return f"../e/{note.page(statement.start)}#s-{statement.id}"


def exhibit_words(note: ExhibitNote, words: Words) -> str:
    """An exhibit in a few words: E3, outlet, date."""
    told = (note.label, note.outlet, date_words(note.published, words.lang))
    return ", ".join(dict.fromkeys(part for part in told if part))


def in_language(statement: Statement, plan: Plan, lang: str) -> Statement:
    """The statement with the names of those it points at as ``lang`` writes them."""

    def named(one: Named) -> Named:
        name = plan.name(one.id, lang, one.name)
        return one if name == one.name else replace(one, name=name)

    chain = tuple(map(named, statement.chain))
    agents = tuple(map(named, statement.agents))
    targets = tuple(map(named, statement.targets))
    where = tuple(map(named, statement.where))
    told = (statement.chain, statement.agents, statement.targets, statement.where)
    if (chain, agents, targets, where) == told:
        return statement
    return replace(statement, chain=chain, agents=agents, targets=targets, where=where)


def line_of(statement: Statement, words: Words, plan: Plan) -> Line:
    """The line for ``statement`` in the language of ``words``."""
    note = plan.exhibits[statement.exhibit]
    statement = in_language(statement, plan, words.lang)
    mark = mark_of(statement.when, statement.event_type)
    return Line(
        id=statement.id,
        mark=mark,
        mark_words=words.say(mark_words(mark, statement.when)),
        tone=tone_of(statement, plan),
        when=words.when(statement.when),
        sentence=words.sentence(statement),
        quote=quote_words(statement),
        lang=statement.lang,
        href=passage_href(statement, note),
        exhibit=exhibit_words(note, words),
        chain=words.chain(statement.chain) if len(statement.chain) > 1 else "",
        tags=tuple(_tags(statement, words, plan, mark)),
    )


def line_key(statement: Statement, plan: Plan) -> str:
    """A digest of everything that the line for ``statement`` is made from.

    In any language: the statement, the names of those it points at, its disputes, and
    where its passage and its place in the chronology are.
    """
    ids = (
        one.id
        for group in (
            statement.chain,
            statement.agents,
            statement.targets,
            statement.where,
        )
        for one in group
        if one.id
    )
    note = plan.exhibits[statement.exhibit]
    return digest_of(
        statement,
        [plan.names.get(one) for one in ids],
        [
            (
                dispute.verdict,
                dispute.contradiction,
                plan.questions.get(dispute.contradiction),
            )
            for dispute in plan.disputes.get(statement.id, ())
        ],
        plan.cut_at(statement),
        (note.label, note.outlet, note.published),
        passage_href(statement, note),
        plan.statement_page(statement.id),
    )


def _tags(statement: Statement, words: Words, plan: Plan, mark: Mark) -> list[Tag]:
    tone = {"conf": "", "rum": "rum", "den": "den"}.get(tone_of(statement, plan), "")
    tags = [Tag(text=words.stance(statement.stance), tone=tone)]
    for told in (
        words.carrier(statement.carrier_stance),
        words.known(statement.how_known),
    ):
        if told:
            tags.append(Tag(text=told))
    if statement.when is not None and mark is not Mark.UNDATED:
        unsure = mark in (Mark.ABOUT, Mark.ONE_OF)
        basis = words.date_basis(statement.when.basis)
        if unsure and statement.when.basis == "stated":
            basis = words.say(N_("date: unsure"))
        guess = statement.when.basis != "stated"
        tags.append(Tag(text=basis, tone="rum" if guess or unsure else ""))
    if statement.where and (told := words.place_basis(statement.where[0].basis)):
        tags.append(Tag(text=told, tone="rum"))
    if statement.conditional:
        tags.append(Tag(text=words.say(N_("only if"))))
    if told := words.status(statement.status):
        tags.append(Tag(text=told, tone="conf"))
    if plan.cut_at(statement):
        told = words.say(N_("during the network cut"))
        tags.append(Tag(text=told, tone="cut", href="network.html"))
    tags += _dispute_tags(statement, words, plan)
    fine = statement.review in (Review.ACCEPTED, Review.CORRECTED)
    tags.append(Tag(text=words.review(statement.review), tone="ok" if fine else "rev"))
    return tags


def _dispute_tags(statement: Statement, words: Words, plan: Plan) -> list[Tag]:
    """One tag for each verdict, leading to where the pair stands."""
    tags: dict[str, Tag] = {}
    for dispute in plan.disputes.get(statement.id, ()):
        if dispute.verdict is Verdict.NOISE:
            continue
        told = words.say(N_("others differ: %(verdict)s"))
        text = told % {"verdict": words.verdict(dispute.verdict)}
        href = plan.questions.get(dispute.contradiction, "contradictions.html")
        tone = "conf" if dispute.verdict in _DISPUTED else ""
        anchor = f"#x-{anchor_of(dispute.contradiction)}"
        tags.setdefault(text, Tag(text=text, tone=tone, href=href + anchor))
    return list(tags.values())


def anchor_of(any_id: str) -> str:
    """An id as part of an anchor: ASCII letters, digits and hyphens."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in any_id)
