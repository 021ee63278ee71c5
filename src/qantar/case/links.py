"""What linking would ask people: pairs of a case that may be one."""

from qantar.case.case import Case
from qantar.linking import Proposal, propose

__all__ = ["proposals"]


def proposals(case: Case, *, most: int = 500) -> tuple[Proposal, ...]:
    """The likeliest pairs of persons and of organisations that may be one.

    Args:
        case: Linked.
        most: At most so many.
    """
    view = case.view()
    return propose(view.people(), view.groups(), case.judgements(), most=most)
