"""Typesetter: one run of Typst, in a process that ends with it.

Usage: ``python typesetter.py TEMPLATE OUT FONTS PAD STAMP STANDARDS``. Needs nothing of the
package, so that it starts at once. Exits with 1 and Typst's message on stderr when it refuses.
"""

import sys
from pathlib import Path
from typing import Any

import typst

__all__ = ["main"]


def main(
    template: str, out: str, fonts: str, pad: str, stamp: str, standards: str
) -> None:
    """Set ``template`` into ``out``.

    Args:
        template: The template; what it shows lies beside it.
        out: The PDF.
        fonts: Folder of the only fonts that may be used.
        pad: Empty pages at the end.
        stamp: Time of the document, seconds since 1970 UTC.
        standards: PDF standards to keep, with commas.
    """
    kept: Any = standards.split(",")
    try:
        typst.compile(
            template,
            output=out,
            root=str(Path(template).parent),
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[fonts],
            ),
            sys_inputs={"pad": pad},
            pdf_standards=kept,
            timestamp=int(stamp),
            format="pdf",
        )
    except RuntimeError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
