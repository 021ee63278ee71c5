"""Every message is said in every language, with the right forms."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import qantar.publishing
from qantar.errors import InputError
from qantar.text.messages import DOMAINS, LANGUAGES, translator

SITE = Path(qantar.publishing.__file__).parent
KEYWORDS: dict[str, Any] = {
    "N_": None, "_": None, "gettext": None, "say": None, "each": None,
    "ngettext": (1, 2), "count": (1, 2),
}  # fmt: skip
OTHERS = ("de", "kk", "ru")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def _used() -> Iterator[str | tuple[str, ...]]:
    """Messages that the site's modules and templates ask for."""
    methods = [("site/templates/**.html", "jinja2"), ("**.py", "python")]
    options = {"site/templates/**.html": {"newstyle_gettext": "true"}}
    for file, _, message, _, _ in extract_from_dir(
        str(SITE), methods, options, keywords=KEYWORDS
    ):
        if not file.startswith(("booklet", "exports")):
            yield message


def _catalogue(lang: str, domain: str) -> Any:
    path = Path(__file__).parents[2] / f"src/qantar/text/locale/{lang}/{domain}.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang, domain=domain)


@pytest.mark.parametrize("lang", OTHERS)
def test_no_message_of_the_site_lacks_a_translation(lang: str) -> None:
    known = _catalogue(lang, "site")
    missing = [
        message
        for message in _used()
        if (entry := known.get(message if isinstance(message, str) else message[0]))
        is None
        or not all(entry.string if isinstance(entry.string, tuple) else (entry.string,))
    ]

    assert missing == []


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("domain", DOMAINS)
def test_no_translation_is_empty_or_loses_a_placeholder(lang: str, domain: str) -> None:
    for entry in _catalogue(lang, domain):
        if not entry.id:
            continue
        source = entry.id if isinstance(entry.id, str) else entry.id[1]
        forms = (entry.string,) if isinstance(entry.string, str) else entry.string
        for form in forms:
            assert form, entry.id
            assert sorted(PLACEHOLDER.findall(form)) == sorted(
                PLACEHOLDER.findall(source)
            )


@pytest.mark.parametrize("lang", OTHERS)
def test_the_languages_have_the_same_messages(lang: str) -> None:
    for domain in DOMAINS:
        ids = {str(entry.id) for entry in _catalogue(lang, domain)}

        assert ids == {str(entry.id) for entry in _catalogue("de", domain)}


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 утверждение"),
        (3, "3 утверждения"),
        (5, "5 утверждений"),
        (21, "21 утверждение"),
    ],
)
def test_russian_counts_in_three_forms(count: int, told: str) -> None:
    say = translator("ru", "site").ngettext
    form = say("%(num)s statement", "%(num)s statements", count)

    assert form % {"num": count} == told


def test_english_is_the_key_itself() -> None:
    assert translator("en", "site").gettext("Chronology") == "Chronology"


def test_an_unknown_language_or_domain_is_refused() -> None:
    with pytest.raises(InputError, match="'fr'"):
        translator("fr", "site")
    with pytest.raises(InputError, match="'novel'"):
        translator("de", "novel")


def test_catalogues_are_read_once() -> None:
    assert translator("de", "site") is translator("de", "site")
    assert set(LANGUAGES) == {"de", "en", "kk", "ru"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_catalogue_is_whole_and_has_each_message_once(
    lang: str, domain: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files("qantar.text").joinpath(f"locale/{lang}/{domain}.po")
    lines = path.read_text("utf-8").splitlines()
    keys = [line for line in lines if line.startswith("msgid ") and line[6:] != '""']
    with path.open("rb") as opened:
        read_po(opened, abort_invalid=True)

    assert capsys.readouterr().out == ""
    assert len(set(keys)) == len(keys)
