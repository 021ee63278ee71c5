"""Subtitles (SRT, WebVTT): the text unchanged, one segment a cue."""

import re

from qantar.intake.readers.job import Job
from qantar.intake.readers.plain import decode_job, encoding_findings
from qantar.vocabulary.exhibit import ExhibitText, Segment

__all__ = ["read"]

READER = "captions/1"
_CLOCK = r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}"
_CUE = re.compile(
    rf"^[ \t]*(?P<begin>{_CLOCK})[ \t]+-->[ \t]+(?P<end>{_CLOCK})[^\r\n]*\r?\n"
    r"(?P<words>(?:[ \t]*\S[^\r\n]*(?:\r?\n|\Z))+)",
    re.MULTILINE,
)


def read(job: Job) -> ExhibitText:
    """Read subtitles. ``begin`` and ``end`` count from the start of the recording."""
    decoded = decode_job(job)
    segments = []
    for cue in _CUE.finditer(decoded.text):
        start = cue.start("words")
        segments.append(
            Segment(
                start=start,
                end=start + len(cue["words"].rstrip()),
                kind="paragraph",
                attributes={
                    "begin": cue["begin"].replace(",", "."),
                    "end": cue["end"].replace(",", "."),
                },
            )
        )
    return ExhibitText(
        text=decoded.text,
        media_type=job.media_type,
        reader=READER,
        encoding=decoded.encoding,
        segments=tuple(segments),
        claims={"kind": "captions"},
        unread=tuple(encoding_findings(job, decoded)),
    )
