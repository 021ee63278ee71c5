"""WhatsApp's ``_chat.txt``: the text unchanged, one segment a message.

Which number of a date is the day is found out from all dates of the chat and said:
a number above 12 proves it; otherwise the order in which the chat runs forward; otherwise
it is a guess by the separator.
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from qantar.intake.readers.job import Job
from qantar.intake.readers.plain import decode_job, encoding_findings
from qantar.intake.readers.whatsapp_lines import LINE
from qantar.vocabulary.exhibit import ExhibitText, Segment
from qantar.vocabulary.passage import Unread

__all__ = ["DateOrder", "find_date_order", "read"]

READER = "whatsapp/1"
_AUTHOR = re.compile(
    r"[\u200e\u200f]*(?P<author>[^:\r\n\u200e]{1,100}):[ \u00a0\u200e\u200f]+"
)
_ATTACHED = re.compile(
    r"<(?:attached|Anhang|прикреплено|вложение|тіркелді):\s*(?P<inside>[^>\r\n]{1,255})>"
    r"|(?P<before>[\w().+ -]{1,200}\.\w{2,5})\s\((?:file attached|Datei angehängt|"
    r"файл добавлен|файл тіркелді)\)"
)
_OMITTED = re.compile(
    r"<(?:Media omitted|Medien ausgeschlossen|Без медиафайлов|Медиа жоқ)>"
    r"|^\u200e(?:image|video|audio|sticker|document|GIF) omitted\s*$",
)
_EDITED = re.compile(
    r"<(?:This message was edited|Diese Nachricht wurde bearbeitet"
    r"|Сообщение изменено)>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOrder:
    """How a chat writes its dates.

    Attributes:
        order: ``day-month-year``, ``month-day-year`` or ``year-month-day``.
        why: How it was found out.
        proved: False if it is a guess.
    """

    order: str
    why: str
    proved: bool


def read(job: Job) -> ExhibitText:
    """Read a chat; a message without ``Name:`` is one of the service."""
    decoded = decode_job(job)
    text = decoded.text
    begins = list(LINE.finditer(text))
    order = find_date_order(begins)
    segments: list[Segment] = []
    unread: list[Unread] = []
    times: list[str] = []
    for number, line in enumerate(begins):
        stop = begins[number + 1].start() if number + 1 < len(begins) else len(text)
        time = _time(line, order.order)
        if time:
            times.append(time)
        else:
            unread.append(
                Unread(
                    what=f"{job.name}, message {number + 1}",
                    reason=f"its date does not exist as {order.order}; it was left undated",
                    start=line.start(),
                    end=line.end(),
                )
            )
        segments += _segment(text, line.end(), stop, time)
    if not order.proved:
        unread.append(
            job.unread(
                f"its dates may be {order.order} or another order ({order.why}); compare one "
                "message with a date you know, or export the chat again with 24-hour ISO dates",
                what="date order",
            )
        )
    return ExhibitText(
        text=text,
        media_type=job.media_type,
        reader=READER,
        encoding=decoded.encoding,
        segments=tuple(segments),
        claims={
            "kind": "chat",
            "date_order": f"{order.order} ({order.why})",
            "messages": str(len(segments)),
            "first_message": min(times, default=""),
            "last_message": max(times, default=""),
        },
        unread=(*encoding_findings(job, decoded), *unread),
    )


def find_date_order(dates: list[re.Match[str]]) -> DateOrder:
    """Find out which number of the dates is the day.

    Args:
        dates: Matches of ``LINE``, in the order of the chat.
    """
    if any(len(date["a"]) == 4 for date in dates):
        return DateOrder(
            order="year-month-day", why="the year stands first", proved=True
        )
    for place, order in (("a", "day-month-year"), ("b", "month-day-year")):
        if any(int(date[place]) > 12 for date in dates):
            why = "a number above 12 stands there"
            return DateOrder(order=order, why=why, proved=True)
    backwards = {
        order: sum(one > two for one, two in pairwise(_times(dates, order)))
        for order in ("day-month-year", "month-day-year")
    }
    best, worst = sorted(backwards, key=lambda order: backwards[order])
    if backwards[best] < backwards[worst]:
        why = "so the chat runs forward"
        return DateOrder(order=best, why=why, proved=True)
    halves = any(date["half"] for date in dates)
    slashes = all(date["separator"] == "/" for date in dates)
    american = halves and slashes
    return DateOrder(
        order="month-day-year" if american else "day-month-year",
        why="guessed from how dates and hours are written",
        proved=False,
    )


def _times(dates: list[re.Match[str]], order: str) -> list[str]:
    return [time for date in dates if (time := _time(date, order))]


def _time(line: re.Match[str], order: str) -> str:
    """Local ISO time without zone: the phone does not write its zone."""
    a, b, c = line["a"], line["b"], line["c"]
    year, month, day = {
        "year-month-day": (a, b, c),
        "day-month-year": (c, b, a),
        "month-day-year": (c, a, b),
    }[order]
    hour = int(line["hour"])
    if half := line["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        moment = dt.datetime(  # noqa: DTZ001 -- local by nature, the zone is unknown
            int(year) + (2000 if len(year) == 2 else 0),
            int(month),
            int(day),
            hour,
            int(line["minute"]),
            int(line["second"] or 0),
        )
    except ValueError:
        return ""
    return moment.isoformat(timespec="seconds" if line["second"] else "minutes")


def _segment(text: str, start: int, stop: int, time: str) -> list[Segment]:
    told = {"time": time} if time else {}
    kind = "message"
    if author := _AUTHOR.match(text, start, stop):
        told["author"] = author["author"].strip(" \u200e\u202a\u202c~\u202f")
        start = author.end()
    else:
        kind = "service"
    words = text[start:stop]
    end = start + len(words.rstrip())
    start += len(words) - len(words.lstrip("\u200e "))
    if start >= end:
        return []
    words = text[start:end]
    if attached := _ATTACHED.search(words):
        told["media"] = (attached["inside"] or attached["before"]).strip()
        # Without words of its own it is nobody's words, so no passage.
        kind = kind if _ATTACHED.sub("", words).strip("\u200e \r\n") else "media"
    if _OMITTED.search(words):
        told["media_state"] = "not in the export"
        kind = kind if _OMITTED.sub("", words).strip("\u200e \r\n") else "media"
    if _EDITED.search(words):
        told["edited"] = "yes"
    return [Segment(start=start, end=end, kind=kind, attributes=told)]
