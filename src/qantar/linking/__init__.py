"""Mentions and statements become persons, groups, places and events. Pure.

Start at ``link``; ``apply_links`` puts the ids into statements, ``link_events`` joins
statements of one happening. ``compare`` says whether two names can be one, and why;
``propose`` lists the pairs of a case that people should look at. Nothing here decides
for people: their judgements are obeyed.
"""

from qantar.linking.aliases import Declared, declared_names
from qantar.linking.applying import apply_links
from qantar.linking.comparing import compare
from qantar.linking.effects import Effect, effects
from qantar.linking.events import link_events
from qantar.linking.links import Links, link
from qantar.linking.names import NameComparison, compare_names
from qantar.linking.proposals import Proposal, propose
from qantar.linking.records import PersonRecord, RecordLinks, link_records

__all__ = [
    "Declared",
    "Effect",
    "Links",
    "NameComparison",
    "PersonRecord",
    "Proposal",
    "RecordLinks",
    "apply_links",
    "compare",
    "compare_names",
    "declared_names",
    "effects",
    "link",
    "link_events",
    "link_records",
    "propose",
]
