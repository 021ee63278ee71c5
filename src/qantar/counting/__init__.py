"""How many, including those nobody listed. Pure."""
