"""WhatsApp's ``_chat.txt``: how a message line begins, in every locale.

iOS writes ``[05.01.22, 15:50:12] Name: words``, Android ``05.01.22, 15:50 - Name:
words``; order of day and month, separators, seconds and the half of the day follow the
phone's locale. Invisible marks (U+200E, U+202F) stand around them.
"""

import re

__all__ = ["LINE", "looks_like_whatsapp"]

LINE = re.compile(
    r"^[\u200e\u200f\ufeff]*(?P<open>\[)?"
    r"(?P<a>\d{1,4})(?P<separator>[./-])(?P<b>\d{1,2})[./-](?P<c>\d{2,4}),?"
    r"[ \u00a0\u202f]+"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:[ \u00a0\u202f]?(?P<half>[AaPp]\.?[ \u00a0]?[Mm]\.?))?"
    r"(?(open)\]|[ \u00a0\u202f]+[-–])[ \u00a0\u202f]",
    re.MULTILINE,
)


def looks_like_whatsapp(text: str) -> bool:
    """Whether the first line begins as a message does, and another one too."""
    first = LINE.match(text)
    return bool(first) and bool(LINE.search(text, text.find("\n") + 1 or len(text)))
