"""Compose one chat message: its words, and marks for what is not words."""

from collections.abc import Sequence

from qantar.intake.composing import TextComposer
from qantar.vocabulary.exhibit import Segment

__all__ = ["compose_message"]


def compose_message(
    composer: TextComposer,
    kind: str,
    words: str,
    attributes: dict[str, str],
    *,
    marks: Sequence[str] = (),
    inner: list[Segment] | None = None,
) -> None:
    """Append one message.

    What its author wrote becomes the segment. A photograph, a place or an act of the
    service leaves a mark in the text so that people see it, as a segment of kind
    ``media`` or ``service``: nobody's words, so no passage to be read.

    Args:
        composer: Takes the text.
        kind: ``message``, ``forwarded`` or ``service``.
        words: What was written, ``""`` for nothing.
        attributes: What the export says; empty values are dropped.
        marks: One line each, such as ``[photo: photos/1.jpg]``.
        inner: Links and quotes, with offsets into ``words``.
    """
    told = {key: value for key, value in attributes.items() if value}
    if words.strip():
        composer.add(words, kind, told, inner=inner)
    elif not marks:
        marks = ("[message]",)
    gap = "\n" if words.strip() else "\n\n"
    for mark in marks:
        composer.add(mark, "service" if kind == "service" else "media", told, gap=gap)
        gap = "\n"
