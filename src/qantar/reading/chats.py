"""Chats exported as plain text: message heads with author and time.

Three forms: WhatsApp for iPhone ("[03/06/2019, 05:41] Name: text"), WhatsApp for
Android ("03.06.19, 05:41 - Name: text") and Telegram as copied from the desktop
program ("Name, [06.10.2020 00:48]" with the text on the next lines).
"""

import re

from qantar.reading.passage_tree import Part

__all__ = ["chat_parts"]

_DATE = r"(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
_TIME = r"(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)"
_HEADS = (
    re.compile(
        rf"^\u200e?\[{_DATE},?\s+{_TIME}\]\s+(?P<author>[^:\n]{{1,60}}):[ \t]?",
        re.MULTILINE,
    ),
    re.compile(
        rf"^\u200e?{_DATE},?\s+{_TIME}\s+[-–]\s+(?P<author>[^:\n]{{1,60}}):[ \t]?",
        re.MULTILINE,
    ),
    re.compile(
        rf"^(?P<author>[^\n\[\]]{{1,60}}?),?\s+\[{_DATE},?\s+{_TIME}\][ \t]*:?(?:\n|[ \t]+)",
        re.MULTILINE,
    ),
)
_FEWEST = 2
"""Message heads that make a text a chat, if its first line is one; see below."""
_SHARE = 0.25
"""Share of the non-empty lines that must be message heads otherwise."""


def chat_parts(text: str) -> list[Part] | None:
    """Messages of a chat, each with its body as a paragraph; ``None`` if it is no chat.

    ``attributes``: ``author``, ``time`` (as written) and ``body`` (offset of the first
    code point of the text after the head).
    """
    for pattern in _HEADS:
        heads = list(pattern.finditer(text))
        lines = sum(1 for line in text.splitlines() if line.strip())
        if len(heads) >= _FEWEST and len(heads) >= _SHARE * lines:
            return _messages(text, heads)
    return None


def _messages(text: str, heads: list[re.Match[str]]) -> list[Part]:
    parts: list[Part] = []
    before = text[: heads[0].start()]
    if before.strip():
        start = len(before) - len(before.lstrip())
        parts.append(Part(start, len(before.rstrip()), "title"))
    for number, head in enumerate(heads):
        stop = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        end = head.start() + len(text[head.start() : stop].rstrip())
        body = min(head.end(), end)
        told = {
            "author": head["author"].strip(),
            "time": f"{head['date']} {head['time']}",
            "body": str(body),
        }
        parts.append(Part(head.start(), end, "message", told))
        if body < end:
            parts.append(Part(body, end, "paragraph", {"author": told["author"]}))
    return parts
