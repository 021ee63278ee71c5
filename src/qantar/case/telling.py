"""Telling more about an exhibit that is kept already: protection, who published it."""

from dataclasses import replace

import msgspec

from qantar.case.adding import DESCRIBE
from qantar.case.case import Case
from qantar.vocabulary.exhibit import Provenance

__all__ = ["protect"]


def protect(case: Case, digest: str, *, on: bool) -> None:
    """Say whether whoever speaks in an exhibit must never be named; read it anew.

    Lifting holds only for this device's own word: no device lifts the protection that
    another asked for.

    Raises:
        KeyError: If there is no such exhibit.
    """
    told = case.views.told()[digest]
    if told.protect != on:
        _describe(case, digest, replace(told, protect=on))
    case.read()


def _describe(case: Case, digest: str, told: Provenance) -> None:
    fields = {"provenance": msgspec.to_builtins(told)}
    case.ledger.append(DESCRIBE, fields, exhibits=[digest])
