"""What does not hold in one signed entry, wherever it was found."""

from collections.abc import Iterator, Mapping

from qantar.errors import Reject
from qantar.ledger.entry import (
    NO_CASE,
    Body,
    Head,
    Signed,
    check_body,
    check_head,
    check_signature,
    entry_id,
)
from qantar.ledger.finding import Notebook

__all__ = ["note_flaws"]


def note_flaws(
    entry: Signed, case: str, heads: Mapping[str, Head], notes: Notebook
) -> tuple[Head | None, Body | None]:
    """Note what does not hold in an entry; gives its head and body if they do.

    Args:
        entry: The entry; its ``id`` is compared with the one that follows from it.
        case: Id of the case it should belong to.
        heads: Heads that came with it. The chain is checked as far as they reach.
        notes: Where to note.
    """
    subject = f"Entry {entry.id[:8]}…"
    try:
        head = check_head(entry.head)
    except Reject as why:
        notes.note("head", subject, entry=entry.id, detail=str(why))
        return None, None
    subject = f"Entry {head.seq} of device {head.dev[:8]}…"
    body: Body | None = None

    def flaws() -> Iterator[tuple[str, str]]:
        nonlocal body
        if entry_id(entry.head) != entry.id:
            yield "id", ""
        if (entry.id if head.case == NO_CASE else head.case) != case:
            yield "case", ""
        try:
            check_signature(entry.head, head, entry.sig)
        except Reject as why:
            yield "signature", str(why)
        before = heads.get(head.prev or "")
        if before is not None and (before.dev, before.seq) != (head.dev, head.seq - 1):
            yield "chain", ""
        if entry.body is not None:
            try:
                body = check_body(entry.body, head)
            except Reject as why:
                yield "body", str(why)

    for code, detail in flaws():
        notes.note(code, subject, entry=entry.id, head=head, detail=detail)
    return head, body
