"""``qantar doctor``: what is installed and what is missing."""

import click

from qantar.case.doctor import examine
from qantar.cli.output import Output, common

__all__ = ["doctor_command"]


@click.command("doctor")
@common
def doctor_command(out: Output) -> int:
    """Say what is installed, what is missing, and what the missing would give.

    Example: qantar doctor
    """
    findings = examine()
    for found in findings:
        mark = "✓" if found.present else ("✗" if found.needed else "–")
        line = f"{mark} {found.name}  {found.version}".rstrip()
        out.say(line if found.present else f"{line}  {found.remedy}")
    out.result(
        {
            "findings": [
                {
                    "name": f.name,
                    "present": f.present,
                    "needed": f.needed,
                    "version": f.version,
                    "remedy": "" if f.present else f.remedy,
                }
                for f in findings
            ]
        }
    )
    return int(any(f.needed and not f.present for f in findings))
