"""Connect to an SQLite file, in the clear or encrypted with SQLCipher.

SQLCipher (https://www.zetetic.net/sqlcipher/design/) encrypts every page of the file
and of its write-ahead log with AES-256 and authenticates it with HMAC-SHA512. Its key
is given as 32 bytes, so that its own derivation from a passphrase is not used.
"""

import sqlite3
from pathlib import Path
from typing import Any, cast

import sqlcipher3

__all__ = ["DATABASE_ERRORS", "connect", "copy_database"]

DATABASE_ERRORS: tuple[type[Exception], ...] = (
    sqlite3.DatabaseError,
    cast(type[Exception], sqlcipher3.DatabaseError),
)
"""What either of the two libraries raises about a file."""


def connect(
    path: Path,
    secret: bytes | None = None,
    *,
    timeout: float,
    threads: bool = False,
    named: bool = False,
    durable: bool = False,
) -> sqlite3.Connection:
    """A connection in autocommit: transactions begin where the caller says.

    Args:
        path: The file; made if missing.
        secret: 32 bytes that encrypt it; none for a file in the clear.
        timeout: Seconds to wait for another program.
        threads: Whether several threads share it; they take turns by themselves.
        named: Whether columns of a row are asked for by name too.
        durable: Whether what was committed survives a power cut and what was removed
            is overwritten (WAL, ``synchronous=FULL``, ``secure_delete``).
    """
    library: Any = sqlite3 if secret is None else sqlcipher3
    base = library.connect(
        path, timeout=timeout, isolation_level=None, check_same_thread=not threads
    )
    if named:
        base.row_factory = library.Row
    if secret is not None:
        # A pragma takes no parameters; hexadecimal digits need no quoting.
        base.execute(f"PRAGMA key = \"x'{secret.hex()}'\"")
        base.execute("PRAGMA temp_store = MEMORY")
    if durable:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=FULL")
        base.execute("PRAGMA secure_delete=ON")
    return cast(sqlite3.Connection, base)


def copy_database(
    path: Path, secret: bytes | None, target: Path, new_secret: bytes | None
) -> None:
    """Write a database anew under another key, or in the clear.

    Args:
        path: The database. Nobody else may write to it meanwhile.
        secret: What encrypts it, if anything does.
        target: The new file.
        new_secret: What is to encrypt that, if anything.
    """
    base: Any = sqlcipher3.connect(path, isolation_level=None)
    try:
        if secret is not None:
            base.execute(f"PRAGMA key = \"x'{secret.hex()}'\"")
        base.execute("PRAGMA temp_store = MEMORY")
        marks = {
            name: base.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        }
        key = "" if new_secret is None else f"x'{new_secret.hex()}'"
        base.execute("ATTACH DATABASE ? AS copy KEY ?", (str(target), key))
        base.execute("SELECT sqlcipher_export('copy')")
        for name, value in marks.items():
            base.execute(f"PRAGMA copy.{name} = {int(value)}")
        base.execute("DETACH DATABASE copy")
    finally:
        base.close()
