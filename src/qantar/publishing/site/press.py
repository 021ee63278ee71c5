"""Press: templates, languages and the folder that files are written into."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qantar import __version__
from qantar.publishing.marks import symbols
from qantar.publishing.placing import stands
from qantar.publishing.policy import Profile
from qantar.publishing.site.kept import Shelf, digest_of, look, noted, unchanged
from qantar.publishing.site.plan import numbered
from qantar.publishing.site.words import LANGUAGE_NAMES, Words
from qantar.text.messages import N_
from qantar.vocabulary.record import CaseFacts

__all__ = ["MANIFEST", "MORE", "NAVIGATION", "Press"]

NAVIGATION = (
    ("index.html", N_("Start")),
    ("chronology.html", N_("Chronology")),
    ("people.html", N_("People")),
    ("places.html", N_("Places")),
    ("contradictions.html", N_("Contradictions")),
    ("exhibits.html", N_("Sources")),
    ("search.html", N_("Search")),
    ("a-z.html", N_("Register A–Я")),
)
MORE = (
    ("timeline.html", N_("Timeline")),
    ("origins.html", N_("Origins")),
    ("register.html", N_("Persons harmed")),
    ("network.html", N_("Network cuts")),
    ("ownership.html", N_("Who owns what")),
    ("made.html", N_("How this was made")),
)


MANIFEST = "a/files.txt"
"""Names of all files of this edition, so that the next one can clear what it drops."""


class Press:
    """Writes pages and keeps count. Everything is UTF-8 with line feeds.

    Args:
        out: The folder of the site; made if it is missing.
        facts: Of the case as it may be seen.
        profile: Under which this edition goes out.
        langs: Of the site, first is the main one.
        shelf: Pages that stand in ``out`` already; it is brought up to date.
        extra: File and title of pages that not every site has.
    """

    def __init__(
        self,
        out: Path,
        facts: CaseFacts,
        profile: Profile,
        langs: Sequence[str],
        shelf: Shelf | None = None,
        *,
        extra: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.out = out
        self.facts = facts
        self.profile = profile
        self.langs = tuple(langs)
        self.words = {lang: Words(lang) for lang in langs}
        self.files = 0
        self.bytes = 0
        self.names: set[str] = set()
        self.kept = 0
        self.more = (*MORE, *extra)
        self._shelf = {} if shelf is None else shelf
        self._keys: dict[str, str] = {}
        self._edition = digest_of(
            __version__,
            look(),
            profile,
            self.langs,
            facts.title,
            facts.zone,
            *self.more,
        )
        self._environments = {lang: self._environment(lang) for lang in langs}

    def _environment(self, lang: str) -> Environment:
        environment = Environment(
            loader=PackageLoader("qantar.publishing.site"),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.install_gettext_translations(  # type: ignore[attr-defined]
            self.words[lang].catalogue, newstyle=True
        )
        say = self.words[lang].say
        environment.globals.update(
            lang=lang,
            langs=self.langs,
            words=self.words,
            language_names=LANGUAGE_NAMES,
            profile=self.profile,
            facts=self.facts,
            case_title=self.facts.title,
            built=self.facts.built.replace("T", " ").replace("Z", " UTC"),
            short_root=self.facts.root[:12],
            nav=[(name, say(label)) for name, label in NAVIGATION],
            more=[(name, say(label)) for name, label in self.more],
            symbols=Markup(symbols()),  # noqa: S704 (our own drawings, no input)
            numbered=numbered,
            each=self._each,
        )
        return environment

    def _each(self, message: str) -> Markup:
        """A message in every language of the site, for pages that all share."""
        told = dict.fromkeys(
            (self.words[lang].say(message), lang) for lang in self.langs
        )
        return Markup(" · ").join(
            Markup('<span lang="{}">{}</span>').format(lang, text)
            for text, lang in told
        )

    def page(
        self,
        lang: str,
        template: str,
        name: str,
        values: Mapping[str, Any],
        *,
        section: str,
        title: str,
    ) -> None:
        """One page of a language; ``name`` is its file inside the language's folder."""
        deep = name.count("/")
        self.render(
            lang,
            template,
            f"{lang}/{name}",
            dict(values)
            | {
                "page": name,
                "section": section,
                "title": title,
                "up": "../" * deep,
                "root": "../" * (deep + 1),
            },
        )

    def stands(self, path: str, *parts: object) -> bool:
        """Whether a page made from these parts is there; then it stays as it is.

        Args:
            path: Of the page, in the folder of the site.
            parts: Everything that it is made from, but for what all pages share.
        """
        key = self._keys[path] = digest_of(self._edition, *parts)
        kept = self._shelf.get(path)
        if kept is None or not unchanged(self.out / path, kept, key):
            return False
        self.names.add(path)
        self.files += 1
        self.kept += 1
        self.bytes += kept.size
        return True

    def render(
        self, lang: str, template: str, path: str, values: Mapping[str, Any]
    ) -> None:
        """A page from a template, anywhere in the folder."""
        made = self._environments[lang].get_template(template).render(values)
        self.write(path, made.rstrip("\n").encode() + b"\n")

    def write(self, path: str, data: bytes) -> None:
        """One file; folders are made as needed. The same bytes are left as they are."""
        target = self.out / path
        self.names.add(path)
        if not stands(data, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if key := self._keys.get(path):
            self._shelf[path] = noted(target, key)
        self.files += 1
        self.bytes += len(data)

    def sweep(self) -> None:
        """Remove what an earlier edition wrote here and this one did not.

        A page of somebody who is protected since must not stay. Only files that an
        earlier edition listed are touched, never others in the folder.
        """
        manifest = self.out / MANIFEST
        before = manifest.read_text("utf-8").splitlines() if manifest.exists() else []
        for name in sorted(set(before) - self.names - {MANIFEST}):
            target = self.out / name
            if target.resolve().is_relative_to(self.out.resolve()):
                target.unlink(missing_ok=True)
        for name in [name for name in self._shelf if name not in self.names]:
            del self._shelf[name]
        self.write(MANIFEST, ("\n".join(sorted(self.names)) + "\n").encode())
