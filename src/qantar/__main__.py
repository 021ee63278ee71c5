"""``python -m qantar`` is the command line."""

from qantar.cli import main

main()
