"""An exhibit's text becomes statements. Pure."""
