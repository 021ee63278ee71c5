"""Text: the decoded bytes, unchanged.

A plain text file needs no parser: decoding cannot be attacked the way a format can,
so this reader may run inside the main process.
"""

from qantar.errors import UnreadableExhibit
from qantar.intake.encoding import Decoded, decode, find_mojibake
from qantar.intake.readers.job import Job
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["decode_job", "encoding_findings", "read"]

READER = "text/1"


def read(job: Job) -> ExhibitText:
    """Read plain text of any encoding."""
    decoded = decode_job(job)
    return ExhibitText(
        text=decoded.text,
        media_type=job.media_type,
        reader=READER,
        encoding=decoded.encoding,
        unread=tuple(encoding_findings(job, decoded)),
    )


def decode_job(job: Job) -> Decoded:
    """Decode a text file.

    Raises:
        UnreadableExhibit: It is empty, or no encoding gives words.
    """
    data = job.read_bytes()
    if not data:
        raise UnreadableExhibit("it is empty; look for the file it was copied from")
    decoded = decode(data)
    if decoded is None:
        raise UnreadableExhibit(
            "its bytes give words in none of the encodings tried; "
            "save it as UTF-8 text and add the new copy"
        )
    return decoded


def encoding_findings(job: Job, decoded: Decoded) -> list[Unread]:
    """What must be said about the encoding of a text."""
    findings = []
    if decoded.guess:
        findings.append(
            job.unread(
                f"its encoding is a guess: {decoded.guess}; if letters look wrong, "
                "save it as UTF-8 and add the new copy",
                what="encoding",
            )
        )
    for start, end, wrong in find_mojibake(decoded.text):
        findings.append(
            Unread(
                what=f"{job.name}, characters {start} to {end}",
                reason=f"these letters look like UTF-8 that a program once read as "
                f"{wrong}; the words are lost here, get the file before that",
                start=start,
                end=end,
            )
        )
    if lost := decoded.text.count("\ufffd"):
        findings.append(
            job.unread(
                f"{lost} letters were replaced by the sign U+FFFD before the file came "
                "here; get the file before that",
                what="encoding",
            )
        )
    return findings
