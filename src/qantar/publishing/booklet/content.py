"""Content: what the booklet prints, chosen from a record by rules that it states.

Everything comes from the same view as the site, so a sentence in print leads to the
same passage; how many of each there are is bounded, and what is left out is said.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby, islice
from typing import Any

from qantar.publishing.booklet.parts import (
    figure_rows,
    people_rows,
    quote_rows,
    short_line,
    voice_line,
)
from qantar.publishing.citations import cite, date_words, outlet_of, quote_words
from qantar.publishing.marks import Mark, mark_of
from qantar.publishing.site.words import Words
from qantar.text.messages import N_, translator
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement, Status
from qantar.vocabulary.when import Basis

__all__ = ["LIMITS", "WORDS", "booklet_content", "day_of", "note_maker", "told_days"]

LIMITS = {"account": 90, "chronology": 150, "figures": 12, "people": 60, "pictures": 6}
"""How many of each at the most: a booklet must still be stapled."""

WORDS = {
    "cover_alt": N_("Dots that rise with the number of statements of each day"),
    "how_to_read": N_("How to read this booklet"),
    "names_and_places": N_("Names and places"),
    "names_note": N_(
        "Every name stands as the passage spells it. Where several spellings are one"
        " person or place, the list of people and the site show all of them."
    ),
    "account": N_("What was said, day by day"),
    "pictures": N_("Pictures"),
    "chronology": N_("Chronology"),
    "map": N_("Where"),
    "map_alt": N_("Map of the places that statements speak of"),
    "map_note": N_(
        "The area of a circle is the number of statements. Hatched: the region is all"
        " that was said. Places: GeoNames, CC BY 4.0. Outlines: Natural Earth."
    ),
    "figures": N_("Figures that differ"),
    "figures_note": N_(
        "Nothing is averaged. Each line is what one origin said; those who repeat it"
        " are not counted again."
    ),
    "people": N_("People"),
    "name": N_("Name"),
    "other_spellings": N_("Other spellings"),
    "last_known": N_("Last known"),
    "network": N_("Network off, network on"),
    "how_made": N_("How this was made"),
    "sources": N_("Sources"),
    "notes": N_("Room for your own notes"),
}

Say = Callable[[str], str]
"""Gives a message in the language of the booklet."""

_NOTICE = N_("not reviewed, not for publication")


def day_of(statement: Statement) -> date | None:
    """The local day that a time begins with, if it is at least that exact."""
    if statement.when is None:
        return None
    value = statement.when.value.lstrip("[{ ")
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def told_days(view: RecordView) -> Iterator[date]:
    """The day of every statement whose passage tells one."""
    for statement in view.statements():
        day = day_of(statement)
        if day is not None and statement.when and statement.when.basis is Basis.STATED:
            yield day


def _chosen(view: RecordView, limit: int) -> tuple[list[Statement], int]:
    """Dated statements, one for each origin, and how many more there were."""
    origin_of = {one: o.id for o in view.origins() for one in o.statements}
    seen: set[str] = set()
    chosen: list[Statement] = []
    more = 0
    for statement in view.statements(by_time=True):
        when = statement.when
        if when is None or when.basis is not Basis.STATED or day_of(statement) is None:
            continue
        origin = origin_of.get(statement.id, statement.id)
        if origin in seen or statement.status is not Status.STANDING:
            continue
        seen.add(origin)
        if len(chosen) < limit:
            chosen.append(statement)
        else:
            more += 1
    return chosen, more


def booklet_content(view: RecordView, lang: str, *, notice: bool) -> dict[str, Any]:
    """Everything that the template prints, but for pictures and map.

    Args:
        view: The record, already as its profile lets it be seen.
        lang: de, en, ru or kk.
        notice: Whether every page says that it is not reviewed.
    """
    catalogue = translator(lang, "booklet")
    say, words = catalogue.gettext, Words(lang)
    exhibits = {exhibit.digest: exhibit for exhibit in view.exhibits(texts=False)}
    chronology, chronology_more = _chosen(view, LIMITS["chronology"])
    account = [
        statement
        for statement in chronology
        if exhibits[statement.exhibit].provenance.kind not in ("sheet", "list")
    ]
    days = _account(account[: LIMITS["account"]], exhibits, words)
    facts = view.facts()
    content = {
        "lang": lang,
        "title": facts.title,
        "titles": "",
        "subtitle": say("What was said, by whom, and where it differs"),
        "edition": _edition(view, words, say),
        "notice": say(_NOTICE) if notice else "",
        "words": {key: say(message) for key, message in WORDS.items()},
        "lead": [
            say(
                "This booklet prints nothing that cannot be traced to words in an"
                " exhibit. Each raised number leads to the words, and each E number to"
                " the exhibit. Where accounts differ, both stand here."
            )
        ],
        "marks": [
            (str(mark), words.mark(mark)) for mark in Mark if mark is not Mark.UNDATED
        ],
        "account": days,
        "account_more": _more(say, len(account) - LIMITS["account"]),
        "quotes": quote_rows(account, exhibits, words, days=len(days)),
        "pictures": [],
        "chronology": [_chronology_row(s, exhibits, words) for s in chronology],
        "chronology_more": _more(say, chronology_more),
        "has_map": False,
        "figures": figure_rows(view, words, exhibits, limit=LIMITS["figures"]),
        "people": people_rows(view, words, limit=LIMITS["people"]),
        "network": _network(view, words, exhibits),
        "made": _made(view, words, say, exhibits),
        "imprint": say("Fingerprint of the record: %s") % facts.root,
        "closing": say("Who said it? Where does it stand? Who only repeats it?"),
    }
    cited = cited_labels(content)
    shown = [e for e in exhibits.values() if e.label in cited or _is_picture(e)]
    content["sources"] = [_exhibit_row(exhibit, words) for exhibit in shown]
    content["sources_more"] = _more(say, len(exhibits) - len(shown))
    return content


_LABEL = re.compile(r"\bE\d+\b")


def cited_labels(content: dict[str, Any]) -> frozenset[str]:
    """Short names of the exhibits that the booklet refers to."""
    refs: list[str] = [
        para["note"] for day in content["account"] for para in day["paras"]
    ]
    refs += [quote["by"] for quote in content["quotes"]]
    refs += [row["ref"] for row in content["chronology"]]
    refs += [row["ref"] for figure in content["figures"] for row in figure["rows"]]
    refs += [row["ref"] for row in content["network"]]
    return frozenset(label for ref in refs for label in _LABEL.findall(ref))


def _is_picture(exhibit: Exhibit) -> bool:
    return exhibit.content.media_type.startswith("image/")


def _edition(view: RecordView, words: Words, say: Say) -> str:
    facts = view.facts()
    return say("%(date)s · %(statements)s statements from %(exhibits)s exhibits") % {
        "date": date_words(facts.built[:10], words.lang),
        "statements": words.number(facts.counts.get("statements", 0)),
        "exhibits": words.number(facts.counts.get("exhibits", 0)),
    }


def _more(say: Say, count: int) -> str:
    if count <= 0:
        return ""
    return say("%s more stand on the site and in the data.") % count


def _account(
    statements: list[Statement], exhibits: dict[str, Exhibit], words: Words
) -> list[dict[str, Any]]:
    days = []
    for day, group in groupby(statements, key=day_of):
        paras = [
            {
                "text": words.sentence(statement),
                "note": _note(statement, exhibits[statement.exhibit], words),
            }
            for statement in group
        ]
        days.append({"day": words.long_date(day) if day else "", "paras": paras})
    return days


def _note(statement: Statement, exhibit: Exhibit, words: Words) -> str:
    quote = " ".join(quote_words(statement).split())
    if len(quote) > 150:
        quote = quote[:149].rsplit(" ", 1)[0] + " …"
    when = words.when(statement.when)
    return f"{cite(statement, exhibit, words.lang).line()}; {when}: “{quote}”"


def note_maker(view: RecordView, lang: str) -> Callable[[str], str | None]:
    """Gives the note for a statement's id or the first signs of one, if that is unique."""
    words = Words(lang)
    ids = sorted(statement.id for statement in view.statements())

    def note(told: str) -> str | None:
        found = [one for one in ids if one.startswith(told)]
        if len(found) != 1:
            return None
        statement = view.statement(found[0])
        return _note(statement, view.exhibit(statement.exhibit), words)

    return note


def _chronology_row(
    statement: Statement, exhibits: dict[str, Exhibit], words: Words
) -> dict[str, str]:
    return {
        "mark": str(mark_of(statement.when, statement.event_type)),
        "when": words.when(statement.when),
        "text": short_line(statement, words),
        "ref": exhibits[statement.exhibit].label,
    }


def _network(
    view: RecordView, words: Words, exhibits: dict[str, Exhibit]
) -> list[dict[str, str]]:
    rows = []
    for state in islice(view.connectivity(), 60):
        labels = sorted(
            {exhibits[view.statement(s).exhibit].label for s in state.statements}
        )
        rows.append(
            {
                "mark": "cut" if state.state == "off" else "day",
                "when": words.when(state.when),
                "text": f"{state.place_name}: {words.network(state.network, state.state)}",
                "ref": ", ".join(labels),
            }
        )
    return rows


def _made(
    view: RecordView, words: Words, say: Say, exhibits: dict[str, Exhibit]
) -> list[str]:
    counts = view.facts().counts
    unread = sum(len(exhibit.content.unread) for exhibit in exhibits.values())
    reviewed = sum(
        1 for statement in view.statements() if statement.review != "suggested"
    )
    return [
        say(
            "%(exhibits)s exhibits were preserved unaltered under the fingerprint of"
            " their bytes. A program read %(statements)s statements out of them;"
            " people have looked at %(reviewed)s."
        )
        % {
            "exhibits": words.number(counts.get("exhibits", 0)),
            "statements": words.number(counts.get("statements", 0)),
            "reviewed": words.number(reviewed),
        },
        say(
            "Statements that repeat one another were traced to %(origins)s origins."
            " %(contradictions)s pairs differ; each has a verdict with its reason."
        )
        % {
            "origins": words.number(counts.get("origins", 0)),
            "contradictions": words.number(counts.get("contradictions", 0)),
        },
        say(
            "%s things could not be read; the site lists each with its reason. In the"
            " day by day part stand only statements whose passage tells the time"
            " itself, one for each origin."
        )
        % words.number(unread),
    ]


def _exhibit_row(exhibit: Exhibit, words: Words) -> dict[str, str]:
    told = exhibit.provenance
    title = told.title or told.file
    outlet = outlet_of(exhibit)
    detail = [outlet if outlet != title else "", voice_line(told.author)]
    detail += [date_words(told.published, words.lang), told.url]
    return {
        "label": exhibit.label,
        "title": title,
        "detail": ", ".join(part for part in detail if part),
        "digest": exhibit.digest,
    }
