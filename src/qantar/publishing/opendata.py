"""Open data: every export as JSON lines and CSV, with a list of counts and digests."""

from pathlib import Path

from qantar.publishing.exports import EXPORTS, FORMATS, rows, write
from qantar.publishing.profile import Profile, apply
from qantar.vocabulary.record import RecordView

__all__ = ["write_data"]


def write_data(view: RecordView, out: Path, *, profile: Profile, lang: str) -> None:
    """Write every export in every format, and ``SHA256SUMS`` with ``COUNTS.csv``.

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
        for form in FORMATS:
            name = f"{what}.{form}"
            part = out / f"{name}.part"
            with part.open("wb") as stream:
                written = write(rows(shown, what, lang=lang), form, stream)
            part.replace(out / name)
            sums.append(f"{written.sha256}  {name}")
        counts.append(f"{what},{written.count}")
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="ascii")
    (out / "COUNTS.csv").write_text("\n".join(counts) + "\n", encoding="ascii")
