"""Open data: every export as JSON lines and CSV, with a list of counts and digests."""

from contextlib import ExitStack
from pathlib import Path

from qantar.publishing.exports import EXPORTS, FORMATS, rows, write_each
from qantar.publishing.placing import place, place_bytes
from qantar.publishing.profile import Profile, apply
from qantar.vocabulary.record import RecordView

__all__ = ["write_data"]


def write_data(view: RecordView, out: Path, *, profile: Profile, lang: str) -> None:
    """Write every export in every format, and ``SHA256SUMS`` with ``COUNTS.csv``.

    A file whose bytes stand there already is left as it is.

    Args:
        view: The record.
        out: Folder, made if missing.
        profile: What may go out.
        lang: Language of generated sentences.
    """
    shown = apply(view, profile)
    out.mkdir(parents=True, exist_ok=True)
    sums, counts = [], ["export,rows"]
    for what in EXPORTS:
        parts = {form: out / f"{what}.{form}.part" for form in FORMATS}
        with ExitStack() as stack:
            streams = {f: stack.enter_context(p.open("wb")) for f, p in parts.items()}
            written = write_each(rows(shown, what, lang=lang), streams)
        for form, part in parts.items():
            place(part, out / f"{what}.{form}")
            sums.append(f"{written[form].sha256}  {what}.{form}")
            count = written[form].count
        counts.append(f"{what},{count}")
    place_bytes(("\n".join(sums) + "\n").encode("ascii"), out / "SHA256SUMS")
    place_bytes(("\n".join(counts) + "\n").encode("ascii"), out / "COUNTS.csv")
