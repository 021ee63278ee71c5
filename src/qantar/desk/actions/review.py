"""Review: accept, correct, not said, split, new, nothing more, guesses, many at once."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import judging, reviewing
from qantar.case.acting import batch_of
from qantar.case.drafts import Draft
from qantar.case.judging import Verdict
from qantar.desk.desk import Desk, go
from qantar.desk.forms import Form
from qantar.desk.pages.review import GUESSES
from qantar.desk.wordform import from_form
from qantar.errors import InputError, QantarError
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Speaker, Statement

__all__ = ["decide", "keep_draft", "undo"]

_DRAFT_KEYS = 80


def decide(desk: Desk, request: Request, form: Form) -> Response:
    """Do what the button said, then show the next statement to decide about."""
    digest = request.path_params["digest"]
    way = _WAYS.get(form.get("do"))
    if way is None:
        raise InputError(f"{form.get('do')[:20]!r} is nothing that can be done here.")
    try:
        at = way(desk, digest, form)
    except QantarError:
        _keep(desk, digest, form)  # what was typed must not be lost with the refusal
        raise
    return go(address(_exhibit_of(desk, at) or digest, at))


def _exhibit_of(desk: Desk, name: str) -> str:
    """Where a statement stands; the next one to decide may stand in another exhibit."""
    try:
        return reviewing.card(desk.case, name).statement.exhibit
    except KeyError:
        return ""


def address(digest: str, at: str, **more: str) -> str:
    """Where a statement is reviewed."""
    query = urlencode({"at": at, **more}) if at else urlencode(more)
    return f"/review/{digest}" + (f"?{query}#card" if query else "")


def _accept(desk: Desk, digest: str, form: Form) -> str:
    name = form.get("statement")
    judging.accept(desk.case, [name], _verdict(desk, form))
    return _next(desk, digest, name)


def _reject(desk: Desk, digest: str, form: Form) -> str:
    name = form.get("statement")
    judging.reject(desk.case, [name], _verdict(desk, form))
    return _next(desk, digest, name)


def _correct(desk: Desk, digest: str, form: Form) -> str:
    name = form.get("statement")
    text, _ = desk.case.text_of(digest)
    before = judging.unlinked(desk.case, name, as_read=_as_read(desk, name))
    words = from_form(form, before, text)
    judging.correct(desk.case, name, words, _verdict(desk, form))
    return _next(desk, digest, name)


def _split(desk: Desk, digest: str, form: Form) -> str:
    name = form.get("statement")
    whole = judging.unlinked(desk.case, name, as_read=_as_read(desk, name))
    text, _ = desk.case.text_of(digest)
    cut = form.number("cut")
    if not whole.start < cut < whole.end:
        raise InputError("Choose where the second statement begins.")
    parts = [
        _part(whole, Span(whole.start, cut), text),
        _part(whole, Span(cut, whole.end), text),
    ]
    judging.split(desk.case, name, parts, _verdict(desk, form))
    desk.case.drafts.drop(name)
    found = reviewing.cards(desk.case, digest, Span(whole.start, whole.end))
    made = [c.statement.id for c in found if c.machine is None]
    return made[0] if made else name


def _part(whole: Statement, span: Span, text: str) -> Statement:
    """One side of a cut: it keeps the fields whose words it holds, and the guesses."""
    spans = {
        name: Span(*told)
        for name, told in whole.spans.items()
        if span.start <= told[0] and told[1] <= span.end
    }
    lost = {name.split(".")[0] for name in whole.spans} - {
        name.split(".")[0] for name in spans
    }
    kind = whole.event_type if "event_type" not in lost else "other"
    return replace(
        whole,
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        spans=spans,
        event_type=kind,
        agents=() if "agents" in lost else whole.agents,
        targets=() if "targets" in lost else whole.targets,
        quantities=() if "quantities" in lost else whole.quantities,
    )


def _add(desk: Desk, digest: str, form: Form) -> str:
    text, _ = desk.case.text_of(digest)
    start, end = form.number("start"), form.number("end")
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise InputError(
            "Mark the words first, or choose from which sentence to which."
        )
    reading = desk.view.reading(digest)
    voice = form.get("voice") or desk.view.exhibit(digest).provenance.outlet
    empty = Statement(
        id="",
        exhibit=digest,
        start=start,
        end=end,
        quote=text[start:end],
        lang=reading.lang,
        chain=(Speaker(name=voice or "(unnamed)"),),
        event_type="other",
    )
    words = from_form(form, empty, text)
    entry = judging.add(desk.case, words, _verdict(desk, form))
    desk.case.drafts.drop(f"new:{digest}")
    return judging.made_by(desk.case, entry)


def _looked(desk: Desk, digest: str, form: Form) -> str:
    judging.looked(desk.case, digest, form.number("start"), form.number("end"))
    return _next(desk, digest, form.get("statement"), after=form.number("end") - 1)


def _right(desk: Desk, digest: str, form: Form) -> str:
    """A guess was looked at and is right: remembered until the statement is decided."""
    name = form.get("statement")
    kept = next((d for d in desk.case.drafts.about(name) if d.tab == GUESSES), None)
    fields = [*(kept.form.get("field", []) if kept else []), form.get("field")]
    told = {"field": list(dict.fromkeys(fields))}
    desk.case.drafts.keep(Draft(about=name, tab=GUESSES, exhibit=digest, form=told))
    return name


def _later(desk: Desk, digest: str, form: Form) -> str:
    _keep(desk, digest, form)
    return form.get("statement")


def _discard(desk: Desk, digest: str, form: Form) -> str:
    desk.case.drafts.drop(form.get("statement") or f"new:{digest}")
    return form.get("statement")


def _bulk(desk: Desk, digest: str, form: Form) -> str:
    """Accept everything shown that nobody decided about; taken back as one."""
    names = form.all("each")
    verdict = Verdict(reason=form.get("reason")[:2000], as_read=desk.blind)
    judging.accept(desk.case, names, verdict)
    return _next(desk, digest, names[-1])


_WAYS: dict[str, Callable[[Desk, str, Form], str]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "split": _split,
    "add": _add,
    "looked": _looked,
    "right": _right,
    "later": _later,
    "discard": _discard,
    "bulk": _bulk,
}


def _verdict(desk: Desk, form: Form) -> Verdict:
    name = form.get("statement")
    kept = desk.case.drafts.about(name) if name else []
    seen = next((d.form.get("field", []) for d in kept if d.tab == GUESSES), [])
    return Verdict(
        reason=form.get("reason")[:2000],
        confirmed=tuple(seen),
        seen=form.get("seen"),
        settles=tuple(form.all("settles")),
        as_read=_as_read(desk, name),
    )


def _as_read(desk: Desk, name: str) -> bool:
    """Whoever codes blind decides about the reading, not about others' words for it."""
    decided = reviewing.decisions_about(desk.case, name) if name else []
    return desk.blind and not any(one.by == desk.me for one in decided)


def _next(desk: Desk, digest: str, name: str, *, after: int = -1) -> str:
    """The next undecided statement; it may lie in another exhibit."""
    if name:
        desk.case.drafts.drop(name)
    try:
        found = reviewing.card(desk.case, name).statement
        after = max(after, found.start)
    except KeyError:
        pass
    member = desk.me if desk.blind else ""
    found_next = reviewing.next_undecided(desk.case, digest, after, name, member=member)
    return found_next or name


def keep_draft(desk: Desk, request: Request, form: Form) -> Response:
    """Keep a half-done form; the page asks for it while somebody types."""
    _keep(desk, request.path_params["digest"], form)
    return Response(status_code=204)


def _keep(desk: Desk, digest: str, form: Form) -> None:
    name = form.get("statement") or f"new:{digest}"
    told = {
        key: values
        for key, values in list(form.fields.items())[:_DRAFT_KEYS]
        if key not in ("do", "tab", "seen", "statement")
    }
    if form.get("do") in ("correct", "later", "add", "draft") or "when" in told:
        tab = form.get("tab") or "window"
        desk.case.drafts.keep(Draft(about=name, tab=tab, exhibit=digest, form=told))


def undo(desk: Desk, request: Request, form: Form) -> Response:
    """Take an act back, and all that was done together with it."""
    entry = form.get("entry")
    judging.withdraw(desk.case, batch_of(desk.case, entry), form.get("reason"))
    exhibit, at = judging.about(desk.case, entry)
    if form.get("to") == "log" or not exhibit:
        return go("/log")
    return go(address(exhibit, at))
