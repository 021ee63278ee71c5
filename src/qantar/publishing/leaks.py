"""Leaks: a look at every byte that was written, for what must not go out.

It does not trust the redaction: it opens the files as a stranger would (``looking``),
folds every word, and compares with the record itself (``secrets``). Findings are
numbered and never repeat what leaked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qantar.publishing.looking import as_read, pieces
from qantar.publishing.policy import Profile
from qantar.publishing.secrets import Secrets, secrets_of
from qantar.vocabulary.record import RecordView

__all__ = ["Leak", "LeakTest", "find_leaks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One finding: its number, the file, what kind of thing, and which.

    ``kind`` is name, contact, coordinates, metadata, trace, combination or unreadable;
    ``what`` says which one without repeating it.
    """

    number: int
    file: str
    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.number}. {self.file}: {self.kind}: {self.what}"


class LeakTest:
    """Looks into files for what a profile does not let out of a record.

    Args:
        view: The whole record, not redacted.
        profile: Under which the files were written.
        exact: Further strings that must not occur (keys, paths), to what they are.
    """

    def __init__(
        self,
        view: RecordView,
        profile: Profile,
        *,
        exact: Mapping[str, str] | None = None,
    ) -> None:
        self._secrets: Secrets = secrets_of(view, profile, exact)

    def look(
        self, folder: Path, paths: Iterable[Path] | None = None
    ) -> tuple[Leak, ...]:
        """Everything that leaks from files, numbered from 1.

        Args:
            folder: What was written; names are told relative to it.
            paths: Files in it; all of them if not given.
        """
        found: list[Leak] = []
        for path in sorted(paths if paths is not None else folder.rglob("*")):
            if not path.is_file():
                continue
            name = path.relative_to(folder).as_posix()
            for kind, what in dict.fromkeys(self._in_file(name, path.read_bytes())):
                found.append(
                    Leak(number=len(found) + 1, file=name, kind=kind, what=what)
                )
        return tuple(found)

    def _in_file(self, name: str, data: bytes) -> Iterator[tuple[str, str]]:
        yield from self._secrets.in_text(as_read(name))
        for kind, told in pieces(name, data, texts=not self._secrets.empty):
            if kind == "text":
                yield from self._secrets.in_text(told)
            else:
                yield kind, told


def find_leaks(folder: Path, view: RecordView, profile: Profile) -> tuple[Leak, ...]:
    """Everything under ``folder`` that ``profile`` does not let out of ``view``."""
    return LeakTest(view, profile).look(folder)
