"""Zip files (and the office formats made of them), opened with counters, never extracted.

A member is read as a stream and counted while it is unpacked; sizes that the file
claims are checked first and not trusted after. Names inside are never used as paths.
"""

import contextlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from qantar.errors import UnreadableExhibit
from qantar.intake.limits import MIB, Limits

__all__ = ["check_member", "check_package", "open_zip", "peek_member", "read_member"]

_END = b"PK\x05\x06"  # end of central directory record, APPNOTE.TXT 4.3.16
_END_BYTES = 22
_END64 = b"PK\x06\x06"  # ZIP64 end of central directory record
_END64_BYTES = 56
_MAX_COMMENT = 65_535
_MAX_DIRECTORY_BYTES = 64 * MIB
_RATIO_FROM_BYTES = MIB  # small members may be very regular
_CHUNK = 1 << 16
_ENCRYPTED = 0x1  # general purpose bit 0, APPNOTE.TXT 4.4.4


@contextlib.contextmanager
def open_zip(path: Path | IO[bytes], limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open a zip file, or one in memory, after a look at how long its directory is.

    Raises:
        UnreadableExhibit: It is cut off, or lists too many members.
    """
    with contextlib.ExitStack() as stack:
        stream = (
            stack.enter_context(path.open("rb")) if isinstance(path, Path) else path
        )
        _check_directory(stream, limits)
        packed = stack.enter_context(_open(stream))
        if len(packed.infolist()) > limits.members:
            raise UnreadableExhibit(_too_many(limits))
        yield packed


def _open(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (
        zipfile.BadZipFile,
        struct.error,
        ValueError,
        EOFError,
        NotImplementedError,  # a version of the format that never came
    ) as error:
        raise UnreadableExhibit(
            "it is a damaged zip file; copy it again from where it came from"
        ) from error


def check_member(member: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a member by what the directory says of it, before it is unpacked.

    ``zipfile`` never unpacks more than the size that is written there, so a member that
    says too little comes out cut off and fails its checksum.

    Raises:
        UnreadableExhibit: It is locked, too large or packed too tightly.
    """
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableExhibit(
            "it is protected by a password; unlock it and add the unlocked copy"
        )
    size = member.file_size
    if size > limits.member_bytes:
        raise UnreadableExhibit(_too_large(limits.member_bytes))
    if size > _RATIO_FROM_BYTES and size > limits.ratio * max(1, member.compress_size):
        raise UnreadableExhibit(
            f"it unpacks to more than {limits.ratio} times its size, as a decompression "
            "bomb does; unpack it by hand if you trust it"
        )


def read_member(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits
) -> bytes:
    """Unpack one member into memory, counting.

    Raises:
        UnreadableExhibit: It is locked, damaged, too large or packed too tightly.
    """
    check_member(member, limits)
    chunks: list[bytes] = []
    size = 0
    with _unpacking(packed, member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.member_bytes:
                raise UnreadableExhibit(_too_large(limits.member_bytes))
            chunks.append(chunk)
    return b"".join(chunks)


def peek_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The first four bytes of a member: enough to tell another zip file.

    Raises:
        UnreadableExhibit: It is damaged.
    """
    with _unpacking(packed, member) as stream:
        return stream.read(4)


@contextlib.contextmanager
def _unpacking(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    try:
        with packed.open(member) as stream:
            yield stream
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
        raise UnreadableExhibit(
            "it is damaged inside the zip file; copy the zip file again"
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableExhibit(
            "it is packed in a way that cannot be unpacked here; "
            "unpack it by hand and add the result"
        ) from error


def check_package(path: Path, limits: Limits) -> None:
    """Unpack an office document once, counting, before a library parses it.

    XML parts with a document type are refused: neither OOXML (ECMA-376 part 2, 8.1.4)
    nor OpenDocument needs one, and entity bombs do.

    Raises:
        UnreadableExhibit: A bomb, a lock, damage.
    """
    with open_zip(path, limits) as packed:
        total = 0
        for member in packed.infolist():
            data = read_member(packed, member, limits)
            total += len(data)
            if total > limits.member_bytes:
                raise UnreadableExhibit(_too_large(limits.member_bytes))
            is_xml = member.filename.lower().endswith((".xml", ".rels"))
            if is_xml and _declares_entities(data):
                raise UnreadableExhibit(
                    "an XML part inside declares entities, as an entity bomb does; "
                    "save it again with your office program and add the new copy"
                )


def _declares_entities(data: bytes) -> bool:
    return any(
        word.encode(code) in data
        for word in ("<!DOCTYPE", "<!ENTITY")
        for code in ("ascii", "utf-16-le", "utf-16-be")
    )


def _check_directory(stream: IO[bytes], limits: Limits) -> None:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_BYTES - _END64_BYTES - _MAX_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise UnreadableExhibit(
            "it is a zip file whose end is missing; copy it again from where it came from"
        )
    entries, directory = struct.unpack_from("<HI", tail, at + 10)
    # 0xFFFF and 0xFFFFFFFF refer to the ZIP64 record, 4.3.14.
    if (at64 := tail.rfind(_END64, 0, at)) >= 0 and at - at64 >= _END64_BYTES:
        entries, directory = struct.unpack_from("<QQ", tail, at64 + 32)
    if entries > limits.members or directory > _MAX_DIRECTORY_BYTES:
        raise UnreadableExhibit(_too_many(limits))


def _too_many(limits: Limits) -> str:
    return (
        f"it holds more than {limits.members} members; unpack it and add the folder "
        "in parts"
    )


def _too_large(bound: int) -> str:
    return f"it unpacks to more than {bound} bytes; unpack it by hand and add the parts"
