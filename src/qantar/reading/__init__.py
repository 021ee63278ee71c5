"""An exhibit's text becomes statements. Pure.

`read_exhibit` is the whole of it; each step is a module of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from qantar.errors import WhenError
from qantar.reading.clocks import Run, moments, runs
from qantar.reading.descriptions import with_descriptions
from qantar.reading.endless import covered, uncovered
from qantar.reading.lists import is_list_of_persons, read_list
from qantar.reading.mentions import read_mentions
from qantar.reading.passages import read_passages
from qantar.reading.row_mentions import row_mentions
from qantar.reading.sheets import is_claim_sheet, read_sheet
from qantar.reading.speakers import carrier_stance, read_speakers
from qantar.reading.statements import READER, Findings, read_statements
from qantar.text.adaptation import Adaptation
from qantar.text.language import detect
from qantar.text.times import document_moment, read_story
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.passage import Passage, Unread
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Statement

__all__ = ["READER", "read_exhibit", "reader_name"]

LANGUAGES = ("de", "en", "ru", "kk")


def reader_name(taught: Adaptation | None = None) -> str:
    """The reader with its version, and with that of what a case has taught it."""
    return f"{READER}+names.{taught.version}" if taught else READER


def read_exhibit(
    exhibit: Exhibit,
    *,
    gazetteer: Gazetteer,
    zone: str = "",
    taught: Adaptation | None = None,
) -> Reading:
    """Everything that can be read in one exhibit.

    Args:
        exhibit: With its text; claim sheets are read row by row.
        gazetteer: Knows places in any spelling.
        zone: Of the case's events, where the exhibit does not tell its own.
        taught: What people's decisions in the case have taught about names.

    Returns:
        Passages, times, names, voices and statements, each with offsets into the
        text, and what could not be read, with the reason.
    """
    shown, endless = covered(exhibit)
    found = _read(shown, gazetteer=gazetteer, zone=zone, taught=taught)
    found = replace(found, reader=reader_name(taught))
    if shown is exhibit:
        return found
    found = replace(found, unread=(*found.unread, *endless))
    return uncovered(found, exhibit.content.text)


def _read(
    exhibit: Exhibit, *, gazetteer: Gazetteer, zone: str, taught: Adaptation | None
) -> Reading:
    text = exhibit.content.text
    lang = exhibit.provenance.lang or detect(text)
    zone = exhibit.provenance.zone or zone
    passages = read_passages(exhibit)
    unread = list(exhibit.content.unread)
    if is_claim_sheet(exhibit):
        statements, more = read_sheet(exhibit, gazetteer=gazetteer)
        found = _reading(exhibit, lang, passages, statements, (*unread, *more))
        return replace(found, mentions=row_mentions(exhibit, statements, persons=False))
    if is_list_of_persons(exhibit):
        statements, more = read_list(exhibit, gazetteer=gazetteer, zone=zone)
        found = _reading(exhibit, lang, passages, statements, (*unread, *more))
        return replace(found, mentions=row_mentions(exhibit, statements, persons=True))
    unread += _unread_languages(passages, lang)
    told = moments(passages, exhibit.provenance.published)
    times, more = _times(
        exhibit, passages, told, lang, zone, partial(_zone_of, gazetteer)
    )
    mentions = read_mentions(exhibit, passages, gazetteer, taught)
    speakers = read_speakers(exhibit, passages, mentions)
    findings = Findings(
        lang=lang,
        passages=passages,
        times=times,
        mentions=mentions,
        speakers=speakers,
        moments=told,
        zone=zone,
        carriers=partial(carrier_stance, text),
    )
    statements = read_statements(exhibit, findings, gazetteer=gazetteer)
    speakers, statements = with_descriptions(exhibit, mentions, speakers, statements)
    statements = _told_apart(statements)
    found = _reading(exhibit, lang, passages, statements, (*unread, *more))
    return replace(found, times=times, mentions=mentions, speakers=speakers)


def _told_apart(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Statements read from the very same words get ids of their own, by their order."""
    seen: dict[str, int] = {}
    found = []
    for statement in statements:
        number = seen[statement.id] = seen.get(statement.id, -1) + 1
        name = derive_id(statement.id, number) if number else statement.id
        found.append(replace(statement, id=name))
    return tuple(found)


def _reading(
    exhibit: Exhibit,
    lang: str,
    passages: tuple[Passage, ...],
    statements: tuple[Statement, ...],
    unread: tuple[Unread, ...],
) -> Reading:
    return Reading(
        exhibit=exhibit.digest,
        lang=lang,
        reader=READER,
        passages=passages,
        statements=statements,
        unread=unread,
    )


def _times(
    exhibit: Exhibit,
    passages: tuple[Passage, ...],
    told: dict[str, str],
    lang: str,
    zone: str,
    zone_of: Callable[[str], str],
) -> tuple[tuple[TimeMention, ...], tuple[Unread, ...]]:
    """Times of each run of passages, counted from the moment it was told."""
    text = exhibit.content.text
    found: list[TimeMention] = []
    unread: list[Unread] = []
    anchor, moment = "", ""
    for run in runs(passages, told, lang):
        part = text[run.start : run.end]
        if run.moment != moment:  # another message or article: another story
            anchor, moment = "", run.moment
        try:
            story = read_story(
                part,
                language=run.lang,
                document_time=document_moment(run.moment),
                zone=zone,
                anchor=anchor or None,
                places=zone_of,
                asides=[(a - run.start, b - run.start) for a, b in run.asides],
            )
        except WhenError:
            reason = "the day of the document is no date, so its times are not read"
            unread.append(
                Unread(what="times", reason=reason, start=run.start, end=run.end)
            )
            continue
        anchor = story.anchor
        unread += _unread_times(story.unread, run)
        for span in story.times:
            start, end = span.start + run.start, span.end + run.start
            found.append(
                TimeMention(
                    exhibit=exhibit.digest,
                    start=start,
                    end=end,
                    quote=text[start:end],
                    type=span.type,
                    when=span.when,
                    edtf=span.edtf,
                    modifier=span.modifier,
                    rule=span.rule,
                )
            )
    return tuple(sorted(found, key=lambda t: (t.start, t.end))), tuple(unread)


def _unread_times(found: Sequence[Unread], run: Run) -> list[Unread]:
    """Times without a value, with offsets into the exhibit's text.

    Where the document has no day, they are told once for all of them.
    """
    if not run.moment and len(found) > 1:
        reason = f"{len(found)} times: {found[0].reason}"
        return [Unread(what="times", reason=reason, start=run.start, end=run.end)]
    return [
        replace(one, start=run.start + (one.start or 0), end=run.start + (one.end or 0))
        for one in found
    ]


def _zone_of(gazetteer: Gazetteer, name: str) -> str:
    """The zone of a place whose clock a text names, ``""`` if it is not known."""
    found = gazetteer.find(name)
    return found[0].zone if found else ""


def _unread_languages(passages: tuple[Passage, ...], lang: str) -> list[Unread]:
    """Passages in a language that no word list knows."""
    if lang not in LANGUAGES:
        what = f"language {lang!r}" if lang else "language"
        reason = "statements are read in German, English, Russian and Kazakh only"
        return [Unread(what=what, reason=reason)]
    return [
        Unread(
            what=f"passage in {p.lang!r}",
            reason="statements are read in German, English, Russian and Kazakh only",
            start=p.start,
            end=p.end,
        )
        for p in passages
        if p.lang and p.lang not in LANGUAGES
    ]
