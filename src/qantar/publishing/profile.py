"""Profile: who may see what. The public face of ``policy`` and ``redaction``.

``apply(view, profile)`` gives a view that holds only what may go out; everything that
publishes reads from that and never from the case itself.
"""

from qantar.publishing.policy import (
    DATE_GRAINS,
    GRAINS,
    INTERNAL,
    PUBLIC,
    QUOTES,
    STATEMENT_FIELDS,
    Profile,
    built_in,
    parse_profile,
    profile_from,
)
from qantar.publishing.redaction import RedactedView, apply

__all__ = [
    "DATE_GRAINS",
    "GRAINS",
    "INTERNAL",
    "PUBLIC",
    "QUOTES",
    "STATEMENT_FIELDS",
    "Profile",
    "RedactedView",
    "apply",
    "built_in",
    "parse_profile",
    "profile_from",
]
