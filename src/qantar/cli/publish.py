"""``qantar publish``: what may go out, and nothing else."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from qantar.case import Case
from qantar.case.build import publish
from qantar.case.editions import check_worked, proposed, sign, signers, with_secret
from qantar.case.profiles import load_profile
from qantar.cli.output import LANGS, Output, common
from qantar.publishing.comparing import Changes, compare
from qantar.publishing.edition import PARTS
from qantar.publishing.pictures import parse_notes
from qantar.publishing.preview import CHANGES, Preview, preview
from qantar.publishing.profile import Profile, apply
from qantar.publishing.site import News
from qantar.publishing.site.feed import FEED
from qantar.text.messages import N_, translator

__all__ = ["publish_command"]

_SHOWN = 40
"""Findings that are listed; the rest is counted."""

REFUSED = N_(
    "Nothing was written: the leak test found {n} things that must not go out."
)
UNSIGNED = N_(
    "Nothing was written: a second person has to sign. On their copy: qantar publish"
    " CASE --sign {edition}"
)
SIGNED = N_("Signed: {edition}, as it would be seen now.")
GOES_OUT = N_("Statements that go out: {shown} of {of}")
EXHIBITS = N_("Exhibits that go out: {shown} of {of}")
TOGETHER = N_("Together they give a protected voice away:")
SINCE = N_("Since the edition of {since}:")
COUNTED = N_("{what}: {new} new, {changed} changed, {gone} gone")
MORE = N_("… and {n} more.")


@click.command("publish")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument(
    "target", metavar="[OUT]", type=click.Path(path_type=Path), required=False
)
@click.option("--profile", help="public, internal, or a profile's file.")
@click.option(
    "--edition",
    default="",
    help="Name of the edition; pseudonyms of two editions cannot be joined. The day of"
    " the newest entry if not given.",
)
@click.option("--site", is_flag=True, help="The site.")
@click.option("--booklet", is_flag=True, help="The booklet, A5 and A4 to staple.")
@click.option("--epub", is_flag=True, help="The booklet as an e-book.")
@click.option("--data", is_flag=True, help="Open data.")
@click.option("--large-print", is_flag=True, help="The booklet in large type, A4.")
@click.option("--black", is_flag=True, help="The booklet in black alone.")
@click.option(
    "--two-inks", is_flag=True, help="The booklet in black and one spot ink (Riso)."
)
@click.option(
    "--text",
    "texts",
    metavar="LANG=FILE",
    multiple=True,
    help="A text of yours for the booklet of that language, in Markdown; [@ID] refers to"
    " a statement.",
)
@click.option("--url", default="", help="Where the site will stand: for a site map.")
@click.option(
    "--seal", is_flag=True, help="Sign the list of files with a key for editions alone."
)
@click.option(
    "--pictures",
    "notes",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML: for each picture (E3) its alt, its credit, and what to hide in it.",
)
@click.option(
    "--preview",
    "only_preview",
    is_flag=True,
    help="Tell what readers would see, every change counted; write nothing.",
)
@click.option(
    "--sign",
    "signed",
    metavar="EDITION",
    help="As the second person, sign what that edition would show now.",
)
@click.option(
    "--compare",
    "old",
    metavar="OLD",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of an older edition: tell what has changed since, on a page too.",
)
@common
def publish_command(
    out: Output,
    case: Path,
    target: Path | None,
    profile: str | None,
    edition: str,
    only_preview: bool,
    signed: str | None,
    old: Path | None,
    texts: tuple[str, ...],
    notes: Path | None,
    url: str,
    seal: bool,
    **parts: bool,
) -> int:
    """Write site, booklet, e-book and open data for readers, by an allow-list.

    Every byte is looked at before it takes its place; if something leaks, nothing is
    written and the list is told. Without --site, --booklet, --epub, --data: all four.

    Example: qantar publish record/ edition/ --profile public --edition 2026-01
    """
    with Case.open(case) as opened:
        if signed:
            _, told = sign(opened, signed)
            _say_preview(out, told)
            out.say(_words(out, SIGNED).format(edition=signed))
            out.result(asdict(told))
            return 0
        if profile is None or (target is None and not only_preview):
            raise click.UsageError(
                "Name OUT and --profile: there is no default profile."
            )
        chosen = load_profile(profile)
        if notes is not None:
            labels = {e.label: e.digest for e in opened.view().exhibits(texts=False)}
            said = parse_notes(notes.read_text(encoding="utf-8"), labels.get)
            chosen = replace(chosen, notes=said)
        if only_preview or target is None:
            if chosen.for_publication:
                check_worked(opened)
            told = preview(opened.view(), with_secret(opened, chosen))
            _say_preview(out, told)
            out.result(asdict(told))
            return int(bool(told.combinations) and not chosen.combinations)
        opened.exclusive()
        asked = [part for part, on in parts.items() if on]
        wanted = [part.replace("_", "-") for part in asked] or list(PARTS)
        own = dict(map(_own_text, texts))
        job = _Wish(
            target=target,
            edition=edition,
            parts=wanted,
            old=old,
            texts=own,
            url=url,
            seal=seal,
        )
        return _publish(out, opened, chosen, job)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is to be written, as it was asked for."""

    target: Path
    edition: str
    parts: list[str]
    old: Path | None
    texts: dict[str, str]
    url: str
    seal: bool


def _publish(out: Output, case: Case, profile: Profile, wish: _Wish) -> int:
    entry = ""
    if profile.for_publication:
        check_worked(case)
        profile, entry = proposed(case, profile, wish.edition)
    told = preview(case.view(), profile)
    _say_preview(out, told)
    if profile.second_person and not signers(case, entry, told):
        out.warn(_words(out, UNSIGNED).format(edition=profile.edition))
        out.result({"refused": "unsigned", "edition": profile.edition} | asdict(told))
        return 1
    news = _news(out, case, profile, wish)
    report = publish(
        case,
        wish.target,
        case.langs,
        profile,
        listener=out.listener,
        always=True,
        parts=wish.parts,
        news=news,
        seal=wish.seal,
        texts=wish.texts,
    )
    if report.refused:
        out.warn(_words(out, REFUSED).format(n=len(report.findings)))
    for finding in report.findings[:_SHOWN]:
        out.warn(str(finding))
    if len(report.findings) > _SHOWN:
        out.warn(_words(out, MORE).format(n=len(report.findings) - _SHOWN))
    for path in report.written:
        out.say(out.words.gettext("Written: {path}").format(path=path))
    out.result(
        {
            "edition": profile.edition,
            "statements": told.statements,
            "of": told.of_statements,
            "changes": told.changes,
            "preview": told.digest,
            "findings": [str(finding) for finding in report.findings],
            "written": [str(path) for path in report.written],
            "changed": [asdict(each) for each in news.changes.all]
            if news.changes
            else [],
        }
    )
    return int(bool(report.findings))


def _news(out: Output, case: Case, profile: Profile, wish: _Wish) -> News:
    """What the edition tells beside the record; the changes are said here."""
    url = wish.url.rstrip("/") + "/" if wish.url else ""
    if wish.old is None:
        return News(url=url)
    changes = compare(wish.old, apply(case.view(), profile), lang=case.langs[0])
    _say_changes(out, changes)
    feed = wish.old / "site" / FEED
    older = feed.read_bytes() if feed.is_file() else b""
    return News(changes=changes, older=older, url=url)


def _say_changes(out: Output, changes: Changes) -> None:
    """For editors: how much of what is new, changed, gone; --json has every value."""
    out.say(_words(out, SINCE).format(since=changes.since))
    for what, count in changes.counts().items():
        told = _words(out, COUNTED).format(what=what, **count)
        out.say(f"  {told}")


def _own_text(told: str) -> tuple[str, str]:
    """Language and words of ``LANG=FILE``."""
    lang, _, name = told.partition("=")
    path = Path(name)
    if lang not in LANGS or not path.is_file():
        raise click.BadParameter(
            f"{told!r} is no LANG=FILE with a language of {', '.join(LANGS)} and a file"
            " that exists.",
            param_hint="--text",
        )
    return lang, path.read_text(encoding="utf-8")


def _words(out: Output, message: str) -> str:
    return translator(out.lang, "exports").gettext(message)


def _say_preview(out: Output, told: Preview) -> None:
    """Counts of what goes out, of every change, and what gives somebody away."""
    exhibits = {"shown": told.exhibits, "of": told.of_exhibits}
    out.say(_words(out, EXHIBITS).format(**exhibits))
    shown = {"shown": told.statements, "of": told.of_statements}
    out.say(_words(out, GOES_OUT).format(**shown))
    changes = translator(out.lang, "site").gettext
    for key, count in told.changes.items():
        out.say(f"  {changes(CHANGES[key])}: {count}")
    if told.combinations:
        out.warn(_words(out, TOGETHER))
        for label, why in told.combinations:
            out.warn(f"  {label}: {why}")
