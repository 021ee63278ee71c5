"""Qantar: scattered, contradicting testimony becomes a record anyone can check."""

__version__ = "0.1.0"
__all__ = ["__version__"]
