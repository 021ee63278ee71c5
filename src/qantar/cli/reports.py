"""Reports of the stages, in words and for machines; the same words in every command."""

from collections import Counter

from qantar.case import AddReport, BuildReport, ReadReport, SecondReport
from qantar.cli.output import Output
from qantar.text.messages import N_

__all__ = ["say_added", "say_counts", "say_made", "say_read", "say_second"]

COUNTS = {
    "exhibits": N_("exhibits"),
    "statements": N_("statements"),
    "people": N_("persons"),
    "groups": N_("organisations"),
    "places": N_("places"),
    "events": N_("events"),
    "origins": N_("origins"),
    "questions": N_("questions"),
    "contradictions": N_("differing pairs"),
    "register": N_("persons in the register"),
    "connectivity": N_("states of networks"),
    "ownership": N_("ties of ownership"),
}
"""What is counted, as the command line names it."""

_SHOWN = 20
"""Lines of one kind printed before the rest is only counted."""


def say_added(out: Output, report: AddReport) -> tuple[int, dict[str, object]]:
    """Say what was added; exit status (1: not all was read) and the machine's form."""
    words = out.words
    out.say(words.gettext("Files kept: {n}").format(n=len(report.added)))
    if n := len(report.already):
        out.say(words.gettext("Already here: {n}").format(n=n))
    if n := len(report.described):
        out.say(words.gettext("Described anew: {n}").format(n=n))
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
    told = words.gettext("Statements read: {n} (exhibits: {m})")
    out.say(told.format(n=report.statements, m=report.exhibits))
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


def say_second(out: Output, report: SecondReport) -> tuple[int, dict[str, object]]:
    """Say what a second reader added and what was refused; exit status and result."""
    words = out.words
    told = words.gettext("Second reader: {n} statements from {m} passages")
    out.say(told.format(n=report.statements, m=report.asked))
    for reason, count in report.refused.most_common(_SHOWN):
        out.warn(f"{count} × {reason}")
    result = {
        "asked": report.asked,
        "statements": report.statements,
        "refused": dict(report.refused),
    }
    return (1 if report.refused else 0), result


def say_counts(out: Output, counts: dict[str, int]) -> None:
    """Say how many of each were found."""
    for name, count in counts.items():
        out.say(f"{out.words.gettext(COUNTS[name])}: {count}")
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
        out.say(f"  {words.gettext(COUNTS[name])}: {count}")
    for finding in report.findings[:_SHOWN]:
        out.warn(finding)
    for path in report.written:
        out.say(words.gettext("Written: {path}").format(path=path))
    return (1 if report.findings else 0), {
        "counts": report.counts,
        "findings": report.findings,
        "written": [str(path) for path in report.written],
    }
