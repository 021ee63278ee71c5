"""RTF: its words, by an own small reader of control words (RTF specification 1.9.1)."""

import codecs
import re
from dataclasses import dataclass, replace

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.readers.job import Job
from qantar.vocabulary.exhibit import ExhibitText

__all__ = ["read"]

READER = "rtf/1"
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<words>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
# Groups whose words are not the document's.
_HIDDEN = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata",
    "colorschememapping", "latentstyles", "datastore", "listtable", "xmlnstbl",
    "listoverridetable", "rsidtbl", "generator", "fldinst", "header", "headerl",
    "headerr", "footer", "footerl", "footerr", "revtbl", "filetbl",
}  # fmt: skip
_WRITTEN = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "line": "\n", "cell": "\t",
    "emspace": " ", "enspace": " ",
}  # fmt: skip
_SIGNS = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-"}
# \fcharset -> codec, for fonts that carry their own encoding.
_CHARSETS = {204: "cp1251", 238: "cp1250", 161: "cp1253", 162: "cp1254", 186: "cp1257"}
_DEEPEST = 1_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits, and what closing it restores."""

    hidden: bool = False
    in_fonts: bool = False
    in_note: bool = False
    codec: str = ""
    font: int = 0
    stand_ins: int = 1  # \ucN: plain characters that follow one \u for old programs


def read(job: Job) -> ExhibitText:
    """Read an RTF file; formatting is dropped, paragraphs and footnotes stay."""
    reader = _Reader()
    reader.take(job.read_bytes())
    composer = TextComposer()
    for kind, words in (*reader.blocks, *(("footnote", note) for note in reader.notes)):
        lines = (line.strip(" ") for line in _joined(words).strip("\t\n ").split("\n"))
        gap = "\n" if kind == "row" else "\n\n"
        composer.add("\n".join(lines), kind, gap=gap)
    unread = []
    if reader.depth:
        unread.append(
            job.unread(
                "it is cut off, groups are left open; copy it again from where it came "
                "from"
            )
        )
    if reader.pictures:
        unread.append(
            job.unread(
                f"{reader.pictures} pictures inside were not looked at; add them as "
                "files of their own",
                what="pictures",
            )
        )
    if not composer.length:
        raise UnreadableExhibit(
            "it holds no words; open it and save it as DOCX or text"
        )
    return composer.finish(media_type=job.media_type, reader=READER, unread=unread)


def _joined(words: str) -> str:
    """Letters beyond U+FFFF are written as two halves."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[tuple[str, str]] = []
        self._notes: list[list[str]] = []
        self.pictures = 0
        self._paragraph: list[str] = []
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._codec = "cp1252"
        self._to_skip = 0
        self._bytes = bytearray()

    @property
    def notes(self) -> list[str]:
        """Footnotes, in the order of their marks."""
        return ["".join(note) for note in self._notes]

    @property
    def depth(self) -> int:
        """Groups that are still open."""
        return len(self._stack)

    def take(self, data: bytes) -> None:
        """Go through all tokens once; time is linear in the length."""
        at = 0
        while token := _TOKEN.match(data, at):
            at = token.end()
            if (code := token["hex"]) is not None:
                self._put(bytes.fromhex(code.decode()))
            elif (words := token["words"]) is not None:
                self._put(words)
            else:
                self._flush()
                self._to_skip = 0
                if brace := token["brace"]:
                    self._group(opens=brace == b"{")
                elif sign := token["sign"]:
                    self._sign(sign)
                elif word := token["word"]:
                    number = int(token["number"]) if token["number"] else None
                    if word == b"bin":
                        at += max(0, number or 0)
                    self._control(word.decode(), number)
        self._flush()
        self._end("paragraph")

    def _put(self, raw: bytes) -> None:
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        if not self._state.hidden:
            self._bytes += raw[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            codec = self._state.codec or self._codec
            self._write(self._bytes.decode(codec, "replace"))
            self._bytes = bytearray()

    def _write(self, words: str) -> None:
        if self._state.hidden:
            return
        if self._state.in_note:
            self._notes[-1].append(words)
        else:
            self._paragraph.append(words)

    def _end(self, kind: str) -> None:
        if self._state.in_note:
            self._notes[-1].append("\n")
            return
        words = "".join(self._paragraph)
        self._paragraph = []
        if words.strip():
            self.blocks.append((kind, words))

    def _group(self, *, opens: bool) -> None:
        if opens:
            if len(self._stack) >= _DEEPEST:
                raise UnreadableExhibit(
                    f"groups are nested deeper than {_DEEPEST}, as a bomb does; it was "
                    "not read"
                )
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":  # a group for programs that know it
            self._state = replace(self._state, hidden=True)
        elif sign in (b"\r", b"\n"):
            self._end("paragraph")
        else:
            self._write(_SIGNS.get(sign, ""))

    def _control(self, word: str, number: int | None) -> None:
        if word in _HIDDEN:
            fonts = word == "fonttbl"
            self._state = replace(self._state, hidden=True, in_fonts=fonts)
            self.pictures += word == "pict"
        elif word == "footnote":
            self._notes.append([])
            self._state = replace(self._state, in_note=True)
        elif word in ("par", "sect", "page"):
            self._end("paragraph")
        elif word == "row":
            self._end("row")
        elif word in _WRITTEN:
            self._write(_WRITTEN[word])
        elif number is not None:
            self._numbered(word, number)

    def _numbered(self, word: str, number: int) -> None:
        if word == "u":
            self._write(chr(number % 65536))
            self._to_skip = self._state.stand_ins
        elif word == "uc":
            self._state = replace(self._state, stand_ins=max(0, number))
        elif word == "ansicpg":
            self._codec = _codec(f"cp{number}") or self._codec
        elif word == "f":
            codec = "" if self._state.in_fonts else self._fonts.get(number, "")
            self._state = replace(self._state, font=number, codec=codec)
        elif word == "fcharset" and self._state.in_fonts:
            self._fonts[self._state.font] = _CHARSETS.get(number, "")


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
