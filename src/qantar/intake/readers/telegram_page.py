"""Telegram Desktop's HTML export (``messages.html``): one segment a message."""

import datetime as dt
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.encoding import decode
from qantar.intake.readers.blocks import HTML, walk_blocks
from qantar.intake.readers.job import Job
from qantar.intake.readers.messages import compose_message
from qantar.intake.readers.page import page_text, parse_html
from qantar.vocabulary.exhibit import ExhibitText, Segment

__all__ = ["read"]

READER = "telegram-page/1"
# "05.01.2022 15:50:00 UTC+06:00"; exports before 2021 have no offset.
_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_ID = re.compile(r"message(-?\d+)$")


def read(job: Job) -> ExhibitText:
    """Read one page of an export; a page that is none is read as any other page."""
    data = job.read_bytes()
    decoded = decode(data)
    if decoded is None:
        raise UnreadableExhibit("its encoding cannot be found out; export it again")
    tree = parse_html(decoded.text)
    messages = [m for m in tree.iter("div") if "message" in _classes(m)]
    if not messages:
        return page_text(job, data)
    composer = TextComposer()
    author = ""
    times: list[str] = []
    for message in messages:
        author = _message(message, author, composer)
    times = [s.attributes["time"] for s in composer.segments if "time" in s.attributes]
    header = _first(tree, "page_header")
    return composer.finish(
        media_type=job.media_type,
        reader=READER,
        claims={
            "title": _line(header),
            "kind": "chat",
            "messages": str(len(messages)),
            "first_message": min(times, default=""),
            "last_message": max(times, default=""),
        },
    )


def _message(message: HtmlElement, last_author: str, composer: TextComposer) -> str:
    """Compose one message; returns its author, which ``joined`` messages share."""
    told = {"id": "".join(_ID.findall(message.get("id") or ""))}
    body = _first(message, "body")
    if "service" in _classes(message):
        # Days are service messages too, written by the program, not by anyone.
        compose_message(
            composer, "service", "", told, marks=[_line(body) or "[service]"]
        )
        return last_author
    author = _line(_child(body, "from_name")) or last_author
    told["author"] = author
    told["time"] = _time(_first(message, "date"))
    if (reply := _first(message, "reply_to")) is not None:
        for link in reply.iter("a"):
            told["reply_to"] = "".join(
                re.findall(r"message(-?\d+)$", link.get("href") or "")
            )
    forwarded = _first(message, "forwarded")
    if forwarded is not None:
        name = _child(forwarded, "from_name")
        told["forwarded_from"] = _line(name, without="date") or "deleted account"
        told["forwarded_time"] = _time(_first(forwarded, "date"))
    words, inner = _words(_first(message, "text"))
    kind = "message" if forwarded is None else "forwarded"
    words = "\n".join(filter(None, (words, *_poll(message))))
    marks = _marks(message, told)
    compose_message(composer, kind, words, told, marks=marks, inner=inner)
    return author


def _marks(message: HtmlElement, told: dict[str, str]) -> list[str]:
    media = _first(message, "media_wrap")
    if media is None or _first(media, "media_poll") is not None:
        return []
    for link in media.iter("a"):
        if (address := link.get("href")) and "://" not in address:
            told["media"] = address
            return [f"[media: {address}]"]
    told["media_state"] = "not in the export"
    return [f"[{_line(_first(media, 'title')) or 'media'} not in the export]"]


def _poll(message: HtmlElement) -> list[str]:
    if (poll := _first(message, "media_poll")) is None:
        return []
    answers = [_line(a) for a in poll.iter("div") if "answer" in _classes(a)]
    return [_line(_first(poll, "question")), *answers]


def _words(element: HtmlElement | None) -> tuple[str, list[Segment]]:
    if element is None:
        return "", []
    inside = TextComposer()
    walk_blocks(element, inside, HTML)
    found = inside.finish(media_type="", reader="")
    return found.text, [s for s in found.segments if s.kind in ("link", "block_quote")]


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _first(element: HtmlElement, name: str) -> HtmlElement | None:
    """The first element of a class below, in document order; pictures of users never."""
    found = (e for e in element.iter("div", "span") if name in _classes(e))
    return next((e for e in found if "userpic_wrap" not in _classes(e)), None)


def _child(element: HtmlElement | None, name: str) -> HtmlElement | None:
    """The direct child of a class; forwarded messages repeat the names inside."""
    if element is None:
        return None
    return next((e for e in element if name in _classes(e)), None)


def _line(element: HtmlElement | None, *, without: str = "") -> str:
    """The words of an element on one line."""
    if element is None:
        return ""
    return " ".join("".join(_strings(element, without)).split())


def _strings(element: HtmlElement, without: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not (without and without in _classes(child)):
            yield from _strings(child, without)
        yield child.tail or ""


def _time(element: HtmlElement | None) -> str:
    match = _DATE.search(element.get("title") or "") if element is not None else None
    if match is None:
        return ""
    day, month, year, clock, offset = match.groups()
    written = f"{year}-{month}-{day}T{clock}{offset or ''}"
    try:
        return dt.datetime.fromisoformat(written).isoformat()
    except ValueError:
        return ""
