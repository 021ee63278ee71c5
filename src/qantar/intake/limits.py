"""Limits: how much one exhibit may cost before its reader is stopped."""

from dataclasses import dataclass

__all__ = ["Limits"]

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds for reading one file and for walking one folder.

    The defaults let an old laptop read a 600-page PDF or a chat of 100,000 messages,
    and stop what is made to hurt. All bounds are inclusive.

    Attributes:
        cpu_seconds: Processor time for one file.
        wall_seconds: Time on the clock for one file.
        memory_bytes: Address space of the reading process.
        file_bytes: A larger file is preserved, not read.
        output_bytes: Size of the reader's answer (JSON, UTF-8).
        files_per_process: The reading process is replaced after so many files, which
            bounds what a leak or a poisoned parser state can touch.
        pages: Pages of one PDF.
        rows: Rows of one table, over all its sheets.
        cells: Cells of one table.
        pixels: Pixels of one picture (a bomb guard; 200 million is a 14,000 x 14,000
            scan).
        members: Members of one packed file.
        member_bytes: Unpacked size of one member.
        total_bytes: Unpacked size of all members.
        ratio: Unpacked to packed size of a member larger than 1 MiB. Deflate cannot
            exceed 1032:1 (RFC 1951); text stays far below 100.
        zip_depth: Zip files inside zip files.
        folder_files: Files of one folder tree.
        folder_depth: Folders inside folders.
    """

    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    memory_bytes: int = 2048 * MIB
    file_bytes: int = 512 * MIB
    output_bytes: int = 128 * MIB
    files_per_process: int = 500
    pages: int = 5_000
    rows: int = 200_000
    cells: int = 4_000_000
    pixels: int = 200_000_000
    members: int = 20_000
    member_bytes: int = 512 * MIB
    total_bytes: int = 4096 * MIB
    ratio: int = 200
    zip_depth: int = 3
    folder_files: int = 200_000
    folder_depth: int = 40
