#!/usr/bin/env python3
"""Check a Qantar case, or a proof taken from one, with nothing but Python 3.9 or later.

    python3 verify.py CASE_FOLDER
    python3 verify.py proof.json [FILE ...]

For every entry: is its head written as the format demands, does its id follow from it,
did the device it names sign it, is the body the one that was signed, does it follow the
entry it names? Then: are the exhibits, or the files given, what the entries say?
Prints what does not hold and exits 1; prints the root and exits 0 if all does.

It does not judge who the devices belong to: read the entries member.add and device.add.
The format is described in docs/format.md; this script shares no code with Qantar.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import re
import sqlite3
import sys
from typing import Any, Iterable, Optional, Tuple

Point = Tuple[int, int, int, int]
Entry = Tuple[bytes, bytes, Optional[bytes]]

# --- Ed25519 (RFC 8032), checking only; refuses what lets anyone sign -----------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741


def add(p: Point, q: Point) -> Point:
    """Sum of two points in extended coordinates (RFC 8032, section 5.1.4)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n: int, p: Point) -> Point:
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q


def packed(p: Point) -> bytes:
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def point(data: bytes) -> Point | None:
    """The point of 32 bytes; None if there is none, or it is written another way."""
    y, sign = int.from_bytes(data, "little") & (1 << 255) - 1, data[31] >> 7
    if len(data) != 32 or y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * I % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE: Any = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
ZERO = packed((0, 1, 1, 0))


def signed(key: bytes, message: bytes, sig: bytes) -> bool:
    """Whether the key signed the message."""
    if len(sig) != 64 or int.from_bytes(sig[32:], "little") >= L:
        return False
    a, r, s = point(key), point(sig[:32]), int.from_bytes(sig[32:], "little")
    if not a or not r or ZERO in (packed(times(8, a)), packed(times(8, r))):
        return False  # a key of small order: any signature would do
    h = int.from_bytes(hashlib.sha512(sig[:32] + key + message).digest(), "little") % L
    return (
        packed(add(times(s, BASE), times(h, (P - a[0], a[1], 1, P - a[3])))) == sig[:32]
    )


# --- The format -------------------------------------------------------------------------

HEX = re.compile(r"[0-9a-f]{64}")
KIND = re.compile(r"[a-z][a-z0-9-]{0,31}(\.[a-z0-9-]{1,32}){0,3}")
HEAD = ["bh", "bn", "case", "dev", "prev", "seen", "seq", "t", "v"]
BODY = ["exhibits", "fields", "kind", "pad", "refs", "salt", "supersedes"]


def is_hex(*values: object) -> bool:
    return all(isinstance(v, str) and HEX.fullmatch(v) for v in values)


def is_whole(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def plain(value: object, depth: int = 0) -> bool:
    """Whether a value holds only what canonical JSON allows."""
    if isinstance(value, dict):
        keys = all(key.isascii() and key.isprintable() for key in value)
        return keys and plain(list(value.values()), depth)
    if isinstance(value, list):
        return depth < 16 and all(plain(item, depth + 1) for item in value)
    return (
        value is None
        or isinstance(value, (bool, str))
        or is_whole(value, 1 - 2**53, 2**53 - 1)
    )


def read(data: bytes, keys: list[str]) -> dict[str, Any] | None:
    """The object that canonical bytes stand for; None if they are not canonical."""
    try:
        value = json.loads(data.decode())
        same = json.dumps(
            value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        good = isinstance(value, dict) and sorted(value) == keys and plain(value)
        return value if good and same.encode() == data else None
    except (ValueError, RecursionError):
        return None


def read_head(data: bytes) -> dict[str, Any] | None:
    h = read(data, HEAD) if len(data) <= 16384 else None
    if (
        not h
        or type(h["v"]) is not int
        or h["v"] != 1
        or not isinstance(h["seen"], list)
    ):
        return None
    first = h["prev"] is None
    good = (
        is_hex(
            h["bh"], h["case"], h["dev"], *h["seen"], *([] if first else [h["prev"]])
        )
        and is_whole(h["bn"], 0, 2**20)
        and is_whole(h["seq"], 0, 2**53 - 1)
        and (h["t"] is None or is_whole(h["t"], 1 - 2**53, 2**53 - 1))
        and first == (h["seq"] == 0)
        and len(h["seen"]) <= 16
        and h["seen"] == sorted(set(h["seen"]))
        and h["prev"] not in h["seen"]
        and (h["case"] != "0" * 64 or (first and not h["seen"]))
    )
    return h if good else None


def read_body(data: bytes, head: dict[str, Any]) -> dict[str, Any] | None:
    """The body; None if it is not the one that was signed, or no body."""
    if len(data) != head["bn"] or hashlib.sha256(data).hexdigest() != head["bh"]:
        return None
    b = read(data, BODY)
    if b is None:
        return None
    ids = all(
        isinstance(b[key], list) and is_hex(*b[key])
        for key in ("exhibits", "refs", "supersedes")
    )
    texts = all(isinstance(b[key], str) for key in ("kind", "pad", "salt"))
    if not ids or not texts or not isinstance(b["fields"], dict):
        return None
    salted = re.fullmatch("[0-9a-f]{32}", b["salt"])
    return b if salted and KIND.fullmatch(b["kind"]) else None


def check(
    entries: dict[str, Entry], case: str, whole: bool
) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """What does not hold, as (code, id), and what the entries say of exhibits.

    ``entries`` maps ids to (head, sig, body or None); ``whole`` if none is left out.
    """
    found: list[tuple[str, str]] = []
    heads = {name: read_head(entry[0]) for name, entry in entries.items()}
    for name, (data, sig, body) in entries.items():
        head = heads[name]
        if head is None:
            found.append(("head", name))
            continue
        message = b"DSSEv1 36 application/vnd.qantar.entry.v1+json %d %b" % (
            len(data),
            data,
        )
        prev = head["prev"]
        before = heads.get(prev)
        if hashlib.sha256(b"qantar/entry/1\0" + data).hexdigest() != name:
            found.append(("id", name))
        if (name if head["case"] == "0" * 64 else head["case"]) != case:
            found.append(("case", name))
        if not signed(bytes.fromhex(head["dev"]), message, sig):
            found.append(("signature", name))
        lost = whole and prev is not None and prev not in entries
        place = head["dev"], head["seq"] - 1
        if lost or (before and (before["dev"], before["seq"]) != place):
            found.append(("chain", name))
        if body is not None and read_body(body, head) is None:
            found.append(("body", name))
    if case not in entries:
        found.append(("genesis", case))
    return found, said_of_exhibits(entries.values())


def said_of_exhibits(entries: Iterable[Entry]) -> dict[str, Any]:
    """Digests of the exhibits that entries add, and the sizes they tell."""
    sizes: dict[str, Any] = {}
    for data, _, body in entries:
        head = read_head(data)
        said = read_body(body, head) if head and body is not None else None
        if said and said["kind"] == "exhibit.add":
            sizes.update(dict.fromkeys(said["exhibits"], said["fields"].get("size")))
    return sizes


def root(entries: dict[str, Entry]) -> str:
    named = {(read_head(e[0]) or {}).get("prev") for e in entries.values()}
    tips = sorted(bytes.fromhex(name) for name in entries if name not in named)
    return hashlib.sha256(b"qantar/root/1\0" + b"".join(tips)).hexdigest()


def digest(path: str | pathlib.Path) -> str:
    hashed = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            hashed.update(piece)
    return hashed.hexdigest()


def check_case(folder: pathlib.Path) -> Any:
    if (folder / "lock.json").exists():
        return (
            [("locked", "ask its keepers for a proof, or for an unlocked copy")],
            {},
            {},
        )
    log = folder.resolve() / "log.db"
    still = not log.with_name("log.db-wal").exists()  # nobody writes: a CD will do
    base = sqlite3.connect(
        f"{log.as_uri()}?{'immutable=1' if still else 'mode=ro'}", uri=True
    )
    try:
        (case,) = base.execute("SELECT v FROM meta WHERE k = 'case'").fetchone()
        rows = base.execute(
            "SELECT id, head, sig, bytes, standing FROM entry LEFT JOIN body USING (n)"
        ).fetchall()
        entries = {name.hex(): (head, sig, body) for name, head, sig, body, _ in rows}
        apart = {name.hex() for name, *_, standing in rows if not standing}
    except sqlite3.DatabaseError as why:
        return [("database", str(why))], {}, {}
    finally:
        base.close()
    found, exhibits = check(entries, case, True)
    # Of devices that do not count only words were taken in, no exhibits.
    expected = said_of_exhibits(e for name, e in entries.items() if name not in apart)
    for name in expected:
        path = folder / "exhibits" / name[:2] / name
        if not path.is_file():
            found.append(("exhibit-missing", name))
        elif digest(path) != name:
            found.append(("exhibit-changed", name))
    return found, entries, exhibits


def leads(heads: dict[str, Any], start: list[str], goal: str) -> bool:
    """Whether links lead from one of the entries back to another."""
    seen, todo = set(), list(start)
    while todo:
        name = todo.pop()
        if name == goal:
            return True
        if name not in seen and heads.get(name):
            todo += [*heads[name]["seen"], *filter(None, [heads[name]["prev"]])]
        seen.add(name)
    return False


def check_times(entries: dict[str, Entry], times: Any) -> list[tuple[str, str]]:
    """Entries that links do not show to lie between the stamps that are told."""
    heads = {name: read_head(entry[0]) for name, entry in entries.items()}
    stamps, wrong = {}, []
    for name, (_, _, body) in entries.items():
        head = heads[name]
        said = read_body(body, head) if head and body is not None else None
        if said and said["kind"] == "stamp":
            stamps[name] = said["refs"]
    for name, told in times.items():
        for end in ("after", "before") if isinstance(told, dict) else ("",):
            bound = told.get(end) if end else ""
            if bound is None:
                continue
            stamp = str(bound.get("stamp") if isinstance(bound, dict) else None)
            ways = ([name], stamp) if end == "after" else (stamps.get(stamp, []), name)
            if stamp not in stamps or name == stamp or not leads(heads, *ways):
                wrong.append(("time", name))
                break
            print(f"{name[:12]} was written {end} stamp {stamp[:12]}, {bound}.")
            lines = b"qantar/root/1\0", *sorted(map(bytes.fromhex, stamps[stamp]))
            print(
                f"  of SHA-256 {hashlib.sha256(b''.join(lines)).hexdigest()}; check with"
            )
            print(
                "  openssl ts -verify -digest SHA256 -in FILE.tsr -CAfile AUTHORITY.pem"
            )
    return wrong


def check_proof(proof: pathlib.Path, files: Iterable[str]) -> Any:
    told = json.loads(proof.read_text("utf-8"))
    entries = {
        e["id"]: (
            e["head"].encode(),
            bytes.fromhex(e["sig"]),
            e["body"] and e["body"].encode(),
        )
        for e in told["entries"]
    }
    found, exhibits = check(entries, told["case"], False)
    found += check_times(entries, told.get("times") or {})
    found += [("file-unknown", path) for path in files if digest(path) not in exhibits]
    return found, entries, exhibits


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    path = pathlib.Path(arguments[0])
    result = check_case(path) if path.is_dir() else check_proof(path, arguments[1:])
    found, entries, exhibits = result
    for code, name in found:
        print(f"{code} does not hold: {name}")
    print(f"{len(entries)} entries, {len(exhibits)} exhibits, {len(found)} findings")
    if path.is_dir() and not found:
        print(f"root {root(entries)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
