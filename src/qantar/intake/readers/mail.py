"""E-mail (``.eml``, ``.mbox``): subject and words; what is quoted is marked as said before."""

import email
import email.errors
import email.policy
import email.utils
import re
from email.message import EmailMessage, MIMEPart

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.encoding import decode
from qantar.intake.readers.blocks import HTML, walk_blocks
from qantar.intake.readers.job import Job
from qantar.intake.readers.page import parse_html
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["read", "read_mailbox"]

READER = "mail/1"
# A blank line and "From " begin the next message; such a line inside one is written
# with ">" in front.
_ENVELOPE = re.compile(rb"(?:\A|\n\r?\n)From [^\r\n]+\r?\n")


def read(job: Job) -> ExhibitText:
    """Read one message. Attachments are named in ``unread``: they are other exhibits."""
    composer = TextComposer()
    message = _parse(job.read_bytes())
    unread = _message(job, message, composer, "")
    return composer.finish(
        media_type=job.media_type, reader=READER, claims=_claims(message), unread=unread
    )


def read_mailbox(job: Job) -> ExhibitText:
    """Read a mailbox (mbox, RFC 4155): one ``message`` segment around each message."""
    composer = TextComposer()
    unread: list[Unread] = []
    messages = [part for part in _ENVELOPE.split(job.read_bytes()) if part.strip()]
    sent: list[str] = []
    for number, part in enumerate(messages, start=1):
        message = _parse(part)
        claims = _claims(message)
        told = {"author": claims["author"], "time": claims["sent"], "id": str(number)}
        with composer.group("message", {k: v for k, v in told.items() if v}):
            unread += _message(job, message, composer, f"message {number}, ")
        sent.append(claims["sent"])
    return composer.finish(
        media_type=job.media_type,
        reader=READER,
        claims={
            "kind": "chat",
            "messages": str(len(messages)),
            "first_message": min(filter(None, sent), default=""),
            "last_message": max(filter(None, sent), default=""),
        },
        unread=unread,
    )


def _parse(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise UnreadableExhibit("it is a damaged e-mail; export it again")
    return message


def _message(
    job: Job, message: EmailMessage, composer: TextComposer, place: str
) -> list[Unread]:
    unread = []
    composer.add(_header(message, "Subject"), "title")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        what = place.rstrip(", ")
        unread.append(job.unread("the message holds no words of its own", what=what))
    elif body.get_content_type() == "text/html":
        walk_blocks(parse_html(_words(body)), composer, HTML)
    else:
        _compose(_words(body), composer)
    for number, part in enumerate(message.iter_attachments(), start=1):
        name = part.get_filename() or part.get_content_type()
        unread.append(
            job.unread(
                f"'{name}' is attached and was not looked at; save it from the message "
                "and add it as a file of its own",
                what=f"{place}attachment {number}",
            )
        )
    return unread


def _words(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        decoded = decode(data)
        return decoded.text if decoded else data.decode("utf-8", "replace")


def _compose(words: str, composer: TextComposer) -> None:
    """Paragraphs, and lines with ``>`` in front as quotes (RFC 3676, 4.5)."""
    block: list[str] = []
    quoted = False
    for line in [*words.splitlines(), ""]:
        is_quoted = line.startswith(">")
        if block and (not line.strip("> ") or is_quoted != quoted):
            kind, told = (
                ("block_quote", {"relation": "repeats"})
                if quoted
                else ("paragraph", {})
            )
            composer.add("\n".join(block), kind, told)
            block = []
        quoted = is_quoted
        if line.strip("> "):
            block.append(line.rstrip())


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (email.errors.MessageError, ValueError, IndexError, AttributeError):
        return ""  # a header that its own library cannot read tells nothing


def _claims(message: EmailMessage) -> dict[str, str]:
    sent = ""
    try:
        sent = email.utils.parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError):
        sent = ""
    name, address = email.utils.parseaddr(_header(message, "From"))
    return {
        "title": _header(message, "Subject"),
        "author": name or address,
        "from": _header(message, "From"),
        "to": _header(message, "To"),
        "sent": sent,
        "message_id": _header(message, "Message-ID"),
        "in_reply_to": _header(message, "In-Reply-To"),
    }
