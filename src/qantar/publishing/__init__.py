"""A read-only view and a profile become files."""
