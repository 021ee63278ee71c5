"""Forms: what a page sends back, checked before anything is done with it."""

import hmac
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request

__all__ = ["Form", "StaleForm", "read_form"]

_FIELDS = 2_000
_FILES = 500


class StaleForm(Exception):
    """A form of an earlier run of the desk, or of nobody we know. Nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form, each with all its values, and the files sent with it."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    files: tuple[UploadFile, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The last value of a field, without white space around it."""
        return self.fields.get(name, [default])[-1].strip()

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return self.fields.get(name, [])

    def number(self, name: str, default: int = -1) -> int:
        """A whole number, or the default where there is none."""
        told = self.get(name)
        return int(told) if told.isdecimal() and len(told) < 12 else default


async def read_form(request: Request, token: str) -> Form:
    """Read a form and see whether a page of this run sent it.

    Raises:
        StaleForm: If it does not hold the token of this run.
    """
    fields: dict[str, list[str]] = {}
    files: list[UploadFile] = []
    # Files beyond Starlette's own small limit are spooled to disk, not to memory.
    sent = await request.form(max_files=_FILES, max_fields=_FIELDS)
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile):
            files.append(value)
        else:
            # Browsers send line ends of text fields as CR LF.
            fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    given = fields.pop("form", [""])[-1]
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise StaleForm
    return Form(fields=fields, files=tuple(files))
