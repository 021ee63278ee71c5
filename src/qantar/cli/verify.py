"""``qantar verify``: does everything still hold what was signed?"""

from pathlib import Path

import click

from qantar.case.checking import verify_path
from qantar.cli.output import Output, common

__all__ = ["verify_command"]
