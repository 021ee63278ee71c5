"""Files on disk become bytes, plain text with offsets, and provenance."""
