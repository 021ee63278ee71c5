"""The only place that knows the order of the stages.

Start at ``Case``: it is the one door to ledger, exhibits, texts and views. The main
job from folder to record is ``build.build_record``.
"""

from qantar.case.adding import AddReport
from qantar.case.asking import at
from qantar.case.build import BuildOptions, BuildReport, build_record
from qantar.case.case import Case
from qantar.case.readings import ReadReport
from qantar.case.second import SecondReport
from qantar.case.view import CaseView

__all__ = [
    "AddReport",
    "BuildOptions",
    "BuildReport",
    "Case",
    "CaseView",
    "ReadReport",
    "SecondReport",
    "at",
    "build_record",
]
