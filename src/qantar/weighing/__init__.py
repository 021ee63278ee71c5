"""Origins, contradictions, chronology, register. Pure; start at ``origins``.

``find_origins`` groups statements by the act of saying behind them; ``weigh`` asks what
several origins answer differently and gives every difference a verdict with its reason;
``chronology`` orders uncertain times; ``register``, ``connectivity`` and ``ownership``
draw persons, networks and holdings from the statements. Nothing here decides what is true.
"""

from qantar.text.reasons import reason_words
from qantar.weighing.chronology import chronological, mark, network_off
from qantar.weighing.connectivity import connectivity
from qantar.weighing.contradictions import weigh
from qantar.weighing.hubs import Hub, hubs
from qantar.weighing.memory import Memory
from qantar.weighing.origins import ExhibitFacts, find_origins
from qantar.weighing.ownership import ownership
from qantar.weighing.reducing import Reduced, reduce_statements
from qantar.weighing.register import HARMS, ListedName, register
from qantar.weighing.traits import NETWORK

__all__ = [
    "HARMS",
    "NETWORK",
    "ExhibitFacts",
    "Hub",
    "ListedName",
    "Memory",
    "Reduced",
    "chronological",
    "connectivity",
    "find_origins",
    "hubs",
    "mark",
    "network_off",
    "ownership",
    "reason_words",
    "reduce_statements",
    "register",
    "weigh",
]
