"""Job: one file to be read, as every reader gets it."""

from dataclasses import dataclass
from pathlib import Path

from qantar.errors import UnreadableExhibit
from qantar.intake.limits import Limits
from qantar.vocabulary.passage import Unread

__all__ = ["Job"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to be read.

    Attributes:
        path: Where the bytes are.
        name: How people call the file; used in messages and as a hint only.
        media_type: As found in the bytes.
        limits: What it may cost.
    """

    path: Path
    name: str
    media_type: str
    limits: Limits

    def read_bytes(self) -> bytes:
        """All bytes of the file.

        Raises:
            UnreadableExhibit: The file is larger than ``limits.file_bytes``.
        """
        with self.path.open("rb") as stream:
            data = stream.read(self.limits.file_bytes + 1)
        if len(data) > self.limits.file_bytes:
            raise UnreadableExhibit(
                f"it is larger than {self.limits.file_bytes} bytes; "
                "split it and add the parts"
            )
        return data

    def unread(self, reason: str, *, what: str = "") -> Unread:
        """Something of this file that could not be read."""
        return Unread(what=f"{self.name}, {what}" if what else self.name, reason=reason)
