"""Bytes and trust: exhibits, signed entries, checks. Knows no meaning."""
