"""Mentions and statements become persons, groups, places and events. Pure.

Start at ``link``; ``apply_links`` puts the ids into statements, ``link_events`` joins
statements of one happening. ``compare_names`` says whether two names can be one
person's, and why. Nothing here decides for people: their judgements are obeyed.
"""

from qantar.linking.applying import apply_links
from qantar.linking.events import link_events
from qantar.linking.links import Links, link
from qantar.linking.names import NameComparison, compare_names

__all__ = [
    "Links",
    "NameComparison",
    "apply_links",
    "compare_names",
    "link",
    "link_events",
]
