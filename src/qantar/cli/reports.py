"""Reports of the stages, in words and for machines; the same words in every command."""

from collections import Counter

from qantar.case import AddReport, BuildReport, ReadReport
from qantar.cli.output import Output

__all__ = ["say_added", "say_counts", "say_made", "say_read"]

_SHOWN = 20
"""Lines of one kind printed before the rest is only counted."""


def say_added(out: Output, report: AddReport) -> tuple[int, dict[str, object]]:
    """Say what was added; exit status (1: not all was read) and the machine's form."""
    words = out.words
    n = len(report.added)
    out.say(words.ngettext("{n} file kept.", "{n} files kept.", n).format(n=n))
    if n := len(report.already):
        out.say(words.ngettext("{n} was already here.", "{n} were already here.", n).format(n=n))
    if n := len(report.described):
        out.say(words.ngettext("{n} described anew.", "{n} described anew.", n).format(n=n))
    for problem in report.problems[:_SHOWN]:
        out.warn(f"{problem.what}: {problem.reason}")
    _say_unread(out, [(name, u.what, u.reason) for name, u in report.unread])
    result = {
            "added": report.added,
            "already": [list(pair) for pair in report.already],
            "described": report.described,
            "unread": [
                {"file": name, "what": u.what, "reason": u.reason}
                for name, u in report.unread
            ],
            "problems": [{"what": u.what, "reason": u.reason} for u in report.problems],
        }
    return (1 if report.problems or report.unread else 0), result


def say_read(out: Output, report: ReadReport) -> tuple[int, dict[str, object]]:
    """Say what was read; exit status and the machine's form."""
    words = out.words
    n = report.statements
    out.say(
        words.ngettext("{n} statement read", "{n} statements read", n).format(n=n)
        + " "
        + words.ngettext("in {n} exhibit.", "in {n} exhibits.", report.exhibits).format(
            n=report.exhibits
        )
    )
    _say_unread(out, [(name, u.what, u.reason) for name, u in report.unread])
    result = {
            "exhibits": report.exhibits,
            "statements": report.statements,
            "unread": [
                {"file": name, "what": u.what, "reason": u.reason}
                for name, u in report.unread
            ],
        }
    return 0, result


def say_counts(out: Output, counts: dict[str, int]) -> None:
    """Say how many of each were found."""
    for name, count in counts.items():
        out.say(f"{out.words.gettext(name)}: {count}")
    out.result(dict(counts))


def _say_unread(out: Output, unread: list[tuple[str, str, str]]) -> None:
    """One line a file and reason; many of one kind are counted, not repeated."""
    seen = Counter((name, reason) for name, _, reason in unread)
    for (name, reason), count in list(seen.items())[:_SHOWN]:
        what = next(w for n, w, r in unread if (n, r) == (name, reason))
        many = f" (x{count})" if count > 1 else f" ({what})"
        out.warn(f"{name}{many}: {reason}")
    if len(seen) > _SHOWN:
        out.warn(
            out.words.gettext("… and {n} more; every one stands in the record.").format(
                n=len(seen) - _SHOWN
            )
        )


def say_made(out: Output, report: BuildReport) -> tuple[int, dict[str, object]]:
    """Say what was written and where; exit status 1 if the leak test found something."""
    words = out.words
    for name, count in report.counts.items():
        out.say(f"  {words.gettext(name)}: {count}")
    for finding in report.findings[:_SHOWN]:
        out.warn(finding)
    for path in report.written:
        out.say(words.gettext("Written: {path}").format(path=path))
    return (1 if report.findings else 0), {
        "counts": report.counts,
        "findings": report.findings,
        "written": [str(path) for path in report.written],
    }
