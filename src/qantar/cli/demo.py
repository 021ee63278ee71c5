"""``qantar demo``: the demonstration case, built and opened."""

from pathlib import Path

import click

from qantar.case.build import BuildOptions, build_record
from qantar.case.demonstration import demonstration_reports
from qantar.cli.desk import serve
from qantar.cli.output import Output, common
from qantar.cli.reports import say_added, say_made, say_read

__all__ = ["demo_command"]


@click.command("demo")
@click.argument(
    "folder", default="qantar-demo", type=click.Path(path_type=Path), metavar="[DIR]"
)
@click.option("--headless", is_flag=True, help="Build only; do not open the desk.")
@click.option("--port", default=0, help="Port of the desk; 0 takes a free one.")
@common
def demo_command(out: Output, folder: Path, headless: bool, port: int) -> int:
    """Build the demonstration case and open the desk.

    Reports on January 2022 in Kazakhstan, in four languages and our own words.

    Example: qantar demo
    """
    options = BuildOptions(title="Қаңтар 2022", zone="Asia/Almaty")
    report = build_record(
        demonstration_reports(), folder, options, listener=out.listener
    )
    added, first = say_added(out, report.added)
    read, second = say_read(out, report.read)
    made, third = say_made(out, report)
    out.result({"added": first, "read": second, **third})
    if not headless:
        serve(out, folder, port=port, browser=False)
    return added | read | made
