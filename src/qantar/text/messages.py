"""Messages: the words of the interface in four languages, from gettext catalogues.

English sentences are the keys. ``locale/LANG/DOMAIN.po`` holds the others; they are read
through Babel when first asked for, so that there is no compile step and no binary file.
"""

import gettext
import io
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from qantar.errors import InputError

__all__ = ["DOMAINS", "LANGUAGES", "N_", "translator"]

LANGUAGES = ("de", "en", "kk", "ru")
DOMAINS = ("booklet", "cli", "desk", "exports", "links", "site")


def N_(text: str) -> str:
    """Mark ``text`` as a message that is translated later; returns it unchanged."""
    return text


@cache
def translator(lang: str, domain: str) -> gettext.NullTranslations:
    """The translations of ``domain`` into ``lang``.

    Use ``gettext``, ``ngettext``, ``pgettext`` of what is returned. A message that the
    catalogue lacks comes back in English; a test keeps that from happening.

    Args:
        lang: One of ``LANGUAGES`` (ISO 639-1).
        domain: One of ``DOMAINS``.

    Raises:
        InputError: If there is no such language or domain.
    """
    if lang not in LANGUAGES:
        raise InputError(
            f"Language {lang!r} is not among {', '.join(LANGUAGES)}."
            " Choose one of these with --lang."
        )
    if domain not in DOMAINS:
        raise InputError(f"Domain {domain!r} is not among {', '.join(DOMAINS)}.")
    po = files("qantar.text").joinpath("locale", lang, f"{domain}.po")
    catalogue = read_po(io.BytesIO(po.read_bytes()), locale=lang, domain=domain)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
