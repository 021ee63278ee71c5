"""Walk a folder: every file once, in a fixed order; what is left out is said."""

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from qantar.errors import InputError, UnreadableExhibit
from qantar.intake.limits import Limits
from qantar.intake.media import zip_type
from qantar.intake.members import read_through
from qantar.intake.packed import check_member, open_zip, peek_member, read_member
from qantar.intake.process import printable

__all__ = ["FoundFile", "SkippedFile", "walk"]

# Written by file managers and office programs; nobody's testimony.
_LITTER = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "icon\r"}
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_UTF8_NAME = 0x800  # general purpose bit 11
_MIXED_SCRIPT = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_LITTER_PREFIXES = ("~$", "._", ".~lock.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to take in.

    Attributes:
        path: Where its bytes are; for a member of a zip file, the zip file.
        name: Path relative to the folder, with ``/``, as valid Unicode. A member is
            called ``letters.zip/scan 1.pdf``. Two files never share a name.
        members: Way through zip files: place in the directory of each; empty for a file
            of its own.
    """

    path: Path
    name: str
    members: tuple[int, ...] = ()

    def read_bytes(self, limits: Limits | None = None) -> bytes:
        """The bytes to preserve, unpacked where needed.

        Raises:
            UnreadableExhibit: The member is damaged or exceeds the limits; then preserve
                the zip file itself (``path``), so that nothing is lost.
            OSError: The file cannot be opened.
        """
        limits = limits or Limits()
        if not self.members:
            return self.path.read_bytes()
        return read_through(self.path, self.members, limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedFile:
    """A file that is not taken in, and why.

    Attributes:
        path: Where it is; for a member of a zip file, the zip file.
        name: As in ``FoundFile``.
        reason: In plain words, with what would help.
    """

    path: Path
    name: str
    reason: str


def walk(
    folder: Path, limits: Limits | None = None
) -> Iterator[FoundFile | SkippedFile]:
    """All files below a folder, sorted by name; zip files are entered, not extracted.

    Symbolic links are not followed. A zip file is left out in favour of its members,
    and taken in itself only if something in it had to be skipped.

    Args:
        folder: A folder, or one file.
        limits: Bounds on count, depth and size.

    Raises:
        InputError: The folder does not exist or holds no file that can be taken in.
    """
    limits = limits or Limits()
    names: set[str] = set()
    found = 0
    for item in _files(folder, limits):
        if isinstance(item, SkippedFile):
            yield item
            continue
        found += 1
        if found > limits.folder_files:
            yield SkippedFile(
                path=folder,
                name=item.name,
                reason=f"it and all after it: a folder may hold {limits.folder_files} "
                "files; add it in parts",
            )
            return
        for entered in _enter(item, limits):
            yield _with_own_name(entered, names)
    if not found:
        raise InputError(
            f"The folder '{printable(str(folder))}' holds no file that can be taken in. "
            "Put the reports there, or name the folder that holds them."
        )


def _with_own_name(
    item: FoundFile | SkippedFile, names: set[str]
) -> FoundFile | SkippedFile:
    """A zip file may hold the same name twice; two files never share one here."""
    name, copy = item.name, 2
    while name in names and isinstance(item, FoundFile):
        name, copy = f"{item.name} ({copy})", copy + 1
    if isinstance(item, FoundFile):
        names.add(name)
    return item if name == item.name else replace(item, name=name)


def _files(folder: Path, limits: Limits) -> Iterator[FoundFile | SkippedFile]:
    if folder.is_dir():
        yield from _folder(folder, "", 0, limits)
    elif folder.exists():
        yield FoundFile(path=folder, name=printable(folder.name))
    else:
        raise InputError(
            f"There is no folder '{printable(str(folder))}'. Check the spelling; names "
            "with blanks need quotation marks."
        )


def _folder(
    folder: Path, prefix: str, depth: int, limits: Limits
) -> Iterator[FoundFile | SkippedFile]:
    def skip(name: str, reason: str) -> SkippedFile:
        return SkippedFile(path=folder, name=name, reason=reason)

    if depth > limits.folder_depth:
        yield skip(
            prefix,
            f"folders are nested deeper than {limits.folder_depth}; add "
            "this one by itself",
        )
        return
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        yield skip(
            prefix, f"the folder cannot be opened ({reason}); check its permissions"
        )
        return
    for entry in listed:
        name, path = prefix + printable(entry.name), Path(entry.path)
        if reason := _litter(entry.name):
            yield SkippedFile(path=path, name=name, reason=reason)
        elif entry.is_symlink():
            yield SkippedFile(
                path=path,
                name=name,
                reason="it is a link; links are not "
                "followed. Add what it leads to, by its own path",
            )
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, name + "/", depth + 1, limits)
        elif not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            yield SkippedFile(
                path=path,
                name=name,
                reason="it is no regular file but a "
                "device or pipe; it cannot be preserved",
            )
        else:
            yield FoundFile(path=path, name=name)


def _litter(name: str) -> str:
    low = name.lower()
    if low in _LITTER or low.startswith(_LITTER_PREFIXES):
        return "it was left there by a file manager or an office program"
    if name.startswith("."):
        return "it is hidden; rename it without the dot in front to take it in"
    return ""


def _enter(item: FoundFile, limits: Limits) -> Iterator[FoundFile | SkippedFile]:
    """The file itself, or the members of a zip file."""
    try:
        with item.path.open("rb") as stream:
            packed = stream.read(4) in _ZIP_STARTS
            if not packed or zip_type(stream, limits) != "application/zip":
                yield item
                return
            yield from _members(item, stream, limits, depth=1)
    except OSError:
        yield item  # reading it will say what is wrong


def _members(
    outer: FoundFile, stream: IO[bytes], limits: Limits, *, depth: int
) -> Iterator[FoundFile | SkippedFile]:
    """Members of one zip file; the zip file itself if any of them was skipped."""
    skipped = False
    total = 0
    try:
        with open_zip(stream, limits) as packed:
            for place, member in enumerate(packed.infolist()):
                if member.is_dir():
                    continue
                name = f"{outer.name}/{_member_name(member)}"
                if reason := _litter(PurePosixPath(name).name):
                    yield SkippedFile(path=outer.path, name=name, reason=reason)
                    continue
                total += member.file_size
                try:
                    check_member(member, limits)
                    _check_total(total, limits)
                    found = FoundFile(
                        path=outer.path,
                        name=name,
                        members=(*outer.members, place),
                    )
                    yield from _enter_member(found, packed, member, limits, depth)
                except UnreadableExhibit as error:
                    skipped = True
                    yield SkippedFile(path=outer.path, name=name, reason=str(error))
    except UnreadableExhibit as error:
        skipped = True
        yield SkippedFile(path=outer.path, name=outer.name, reason=str(error))
    if skipped:
        yield outer


def _check_total(total: int, limits: Limits) -> None:
    if total > limits.total_bytes:
        raise UnreadableExhibit(
            f"with it the zip file unpacks to more than {limits.total_bytes} bytes; "
            "unpack it and add it in parts"
        )


def _enter_member(
    found: FoundFile,
    packed: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    limits: Limits,
    depth: int,
) -> Iterator[FoundFile | SkippedFile]:
    if peek_member(packed, member) not in _ZIP_STARTS:
        yield found
        return
    inner = io.BytesIO(read_member(packed, member, limits))
    if zip_type(inner, limits) != "application/zip":
        yield found
    elif depth >= limits.zip_depth:
        raise UnreadableExhibit(
            f"zip files are nested deeper than {limits.zip_depth}; unpack it by hand"
        )
    else:
        yield from _members(found, inner, limits, depth=depth + 1)


def _member_name(member: zipfile.ZipInfo) -> str:
    """A label for a member: valid Unicode, and no way out of anywhere.

    The name is never used as a path; ``..`` and roots are dropped so that nobody else
    does. Without the UTF-8 flag (APPNOTE.TXT, appendix D) names are CP437 by the book
    and UTF-8 or CP866 in practice.
    """
    name = member.filename
    if not member.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            russian = raw.decode("cp866")
            if not _MIXED_SCRIPT.search(russian):
                name = russian
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    words = "/".join(parts) or "without a name"
    return "".join(c if c.isprintable() else "\ufffd" for c in words)
