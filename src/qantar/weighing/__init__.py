"""Origins, chronology, contradictions. Pure."""
