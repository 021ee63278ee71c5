"""Time stamps by others: when something was certainly there, whatever clocks claim.

What is stamped is the root, which fixes every entry. A stamp that comes back is kept in
an entry of its own. So everything before the root was there before the stamp was made,
and everything that follows the entry was written after it. Start at ``ask`` and
``keep_answer``.
"""

from qantar.ledger.stamping.answers import Judged, Moment, Trust, judge, root_of
from qantar.ledger.stamping.asking import Asked, ask, keep_answer
from qantar.ledger.stamping.checking import audit_stamps, dated, shown
from qantar.ledger.stamping.intervals import Bound, Interval, intervals, path_between
from qantar.ledger.stamping.judging import Stamp, disproved, judge_all
from qantar.ledger.stamping.trusting import add_trust, trust_of

__all__ = [
    "Asked",
    "Bound",
    "Interval",
    "Judged",
    "Moment",
    "Stamp",
    "Trust",
    "add_trust",
    "ask",
    "audit_stamps",
    "dated",
    "disproved",
    "intervals",
    "judge",
    "judge_all",
    "keep_answer",
    "path_between",
    "root_of",
    "shown",
    "trust_of",
]
