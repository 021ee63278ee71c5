"""Files on disk become plain text with offsets, and provenance.

Start at ``walk``, then ``read_file`` for every file found, ``read_meta`` once for the
folder. Bytes are preserved by the ledger, not here. What cannot be read is said in
``ExhibitText.unread``; nothing that is in a file makes an import fail.
"""

from qantar.intake.inferring import infer_provenance, merge
from qantar.intake.limits import Limits
from qantar.intake.meta import Meta, read_meta
from qantar.intake.process import ReadingProcess, printable, read_file
from qantar.intake.tables import SheetHeader, recognise_header
from qantar.intake.walking import FoundFile, SkippedFile, walk

__all__ = [
    "FoundFile",
    "Limits",
    "Meta",
    "ReadingProcess",
    "SheetHeader",
    "SkippedFile",
    "infer_provenance",
    "merge",
    "printable",
    "read_file",
    "read_meta",
    "recognise_header",
    "walk",
]
