"""The command line; one file a verb, thin."""

from qantar.cli.main import main

__all__ = ["main"]
