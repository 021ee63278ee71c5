"""Telegram Desktop's ``result.json``: one segment a message.

The format is what Telegram Desktop's export writes (``export_output_json.cpp`` in its
repository): one chat, or all chats under ``chats.list``. Any other JSON is not read.
"""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.readers.job import Job
from qantar.intake.readers.messages import compose_message
from qantar.vocabulary.exhibit import ExhibitText, Segment
from qantar.vocabulary.passage import Unread

__all__ = ["moment", "read"]

READER = "telegram/1"
_CHANNELS = {"public_channel", "private_channel"}
_MEDIA = ("file", "photo")
_NOT_INCLUDED = "(File not included"  # how the export says that media were left out


def read(job: Job) -> ExhibitText:
    """Read an export; its media are files of their own, named in the attributes."""
    try:
        told = _decode(job.read_bytes())
    except ValueError as error:
        raise UnreadableExhibit(
            "it looks like JSON and is damaged or cut off; export it again"
        ) from error
    chats = list(_chats(told))
    if not chats:
        raise UnreadableExhibit(
            "it is JSON, but no Telegram export; add what it describes as text, CSV or a "
            "claim sheet"
        )
    composer = TextComposer()
    unread: list[Unread] = []
    times: list[str] = []
    for chat in chats:
        if len(chats) > 1:
            composer.add(_text(chat.get("name")) or "chat", "heading")
        for number, message in enumerate(chat["messages"], start=1):
            if not isinstance(message, dict):
                unread.append(job.unread("it is no message", what=f"message {number}"))
                continue
            _message(message, chat, composer)
            if time := moment(message.get("date"), message.get("date_unixtime")):
                times.append(time)
    return composer.finish(
        media_type=job.media_type,
        reader=READER,
        claims=_claims(chats, times),
        unread=unread,
    )


def _decode(data: bytes) -> Any:
    """JSON; the strict and fast decoder first, then the one that takes half letters."""
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        return json.loads(data)


def moment(local: object, unix: object) -> str:
    """Time of a message: RFC 3339 with the exporter's offset, or local ISO without.

    Args:
        local: ``2022-01-05T15:50:00``, in the zone of the computer that exported.
        unix: Seconds since 1970 in UTC, as text; newer exports have both, and their
            difference is the offset.
    """
    try:
        there = dt.datetime.fromisoformat(_text(local))
    except ValueError:
        there = None
    if _text(unix).isdigit() and len(_text(unix)) < 12:
        utc = dt.datetime.fromtimestamp(int(_text(unix)), dt.UTC)
        if there is None or there.tzinfo is not None:
            return utc.isoformat().replace("+00:00", "Z")
        offset = there.replace(tzinfo=dt.UTC) - utc
        if abs(offset) <= dt.timedelta(hours=15) and not offset.seconds % 60:
            zone = dt.timezone(offset)
            return there.replace(tzinfo=zone).isoformat()
        return utc.isoformat().replace("+00:00", "Z")
    return there.isoformat() if there else ""


def _chats(told: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(told, dict):
        return
    if isinstance(told.get("messages"), list) and ("type" in told or "id" in told):
        yield told
    for section in ("chats", "left_chats"):
        listed = told.get(section)
        if isinstance(listed, dict) and isinstance(listed.get("list"), list):
            for chat in listed["list"]:
                yield from _chats(chat)


def _message(
    message: dict[str, Any], chat: dict[str, Any], composer: TextComposer
) -> None:
    words, inner = _words(message)
    told = {
        "id": _text(message.get("id")),
        "author": _author(message, chat),
        "author_id": _text(message.get("from_id") or message.get("actor_id")),
        "time": moment(message.get("date"), message.get("date_unixtime")),
        "edited": moment(message.get("edited"), message.get("edited_unixtime")),
        "reply_to": _text(message.get("reply_to_message_id")),
        "via": _text(message.get("via_bot")),
        "signed": _text(message.get("author")),
        "service": _text(message.get("action")),
    }
    forwarded = "forwarded_from" in message
    if forwarded:
        told["forwarded_from"] = _text(message["forwarded_from"]) or "deleted account"
        told["forwarded_from_id"] = _text(message.get("forwarded_from_id"))
    if "from" in message and message["from"] is None:
        told["author_state"] = "deleted account"
    marks = _marks(message, told)
    words = "\n".join(filter(None, (words, *_poll(message, told))))
    kind = "forwarded" if forwarded else "message"
    if service := told["service"] or (message.get("type") == "service" and "service"):
        kind, words, marks = "service", "", [f"[{service}]"]
    compose_message(composer, kind, words, told, marks=marks, inner=inner)


def _author(message: dict[str, Any], chat: dict[str, Any]) -> str:
    author = _text(message.get("from") or message.get("actor"))
    deleted = "from" in message and message["from"] is None
    if not author and not deleted and _text(chat.get("type")) in _CHANNELS:
        return _text(chat.get("name"))
    return author


def _words(message: dict[str, Any]) -> tuple[str, list[Segment]]:
    """The message's words, and links inside with offsets into them."""
    parts = message.get("text_entities") or message.get("text") or ""
    if isinstance(parts, str):
        parts = [parts]
    words, inner = "", []
    for part in parts if isinstance(parts, list) else []:
        piece = part if isinstance(part, str) else ""
        kind = address = ""
        if isinstance(part, dict):
            piece, kind = _text(part.get("text")), _text(part.get("type"))
            address = _text(part.get("href")) or (piece if kind == "link" else "")
        if address and piece:
            inner.append(
                Segment(
                    start=len(words),
                    end=len(words) + len(piece),
                    kind="link",
                    attributes={"href": address},
                )
            )
        elif kind == "blockquote" and piece:
            inner.append(
                Segment(
                    start=len(words), end=len(words) + len(piece), kind="block_quote"
                )
            )
        words += piece
    return words, inner


def _marks(message: dict[str, Any], told: dict[str, str]) -> list[str]:
    """Marks for what is not words; adds what the export says about it."""
    marks = []
    for key in _MEDIA:
        if not (name := _text(message.get(key))):
            continue
        told["media"] = name
        told["media_type"] = _text(
            message.get("media_type") or message.get("mime_type")
        )
        if name.startswith(_NOT_INCLUDED):
            told["media_state"] = "not in the export"
            marks.append(f"[{told['media_type'] or key} not in the export]")
        else:
            marks.append(f"[{key}: {name}]")
    if isinstance(place := message.get("location_information"), dict):
        told["gps"] = f"{_text(place.get('latitude'))},{_text(place.get('longitude'))}"
        marks.append(f"[location: {told['gps']}]")
    if isinstance(contact := message.get("contact_information"), dict) and contact:
        marks.append("[contact]")
    return marks


def _poll(message: dict[str, Any], told: dict[str, str]) -> list[str]:
    """A poll's question and its answers with their votes, as somebody wrote them."""
    if not isinstance(poll := message.get("poll"), dict):
        return []
    told["poll"] = "closed" if poll.get("closed") else "open"
    question = poll.get("question")
    lines = [_text(question.get("text") if isinstance(question, dict) else question)]
    answers = poll.get("answers")
    for answer in answers if isinstance(answers, list) else []:
        if isinstance(answer, dict):
            lines.append(
                f"- {_text(answer.get('text'))}: {_text(answer.get('voters'))}"
            )
    return lines


def _claims(chats: list[dict[str, Any]], times: list[str]) -> dict[str, str]:
    kind = _text(chats[0].get("type"))
    return {
        "title": _text(chats[0].get("name")) if len(chats) == 1 else "",
        # A channel is its own publisher; a chat has none.
        "outlet": _text(chats[0].get("name")) if kind in _CHANNELS else "",
        "chat_type": kind,
        "kind": "channel" if kind in _CHANNELS else "chat",
        "chat_id": _text(chats[0].get("id")),
        "messages": str(sum(len(chat["messages"]) for chat in chats)),
        "first_message": min(times, default=""),
        "last_message": max(times, default=""),
    }


def _text(value: object) -> str:
    """A JSON value as text; ``""`` for none."""
    if isinstance(value, list):  # rich text
        return "".join(
            _text(v.get("text") if isinstance(v, dict) else v) for v in value
        )
    return "" if value is None or isinstance(value, dict) else str(value)
