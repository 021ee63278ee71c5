"""Imposing: A5 pages onto A4 sheets, so that folding and stapling makes a booklet."""

import io

import pikepdf

__all__ = ["impose", "sheet_order"]

_A4 = (841.89, 595.28)
"""Landscape A4 in points (ISO 216)."""

_POINTS_PER_MM = 72 / 25.4


def sheet_order(count: int) -> list[tuple[int, int]]:
    """Page numbers from 0, left and right, for each side of each sheet.

    Args:
        count: Pages; numbers past the last one stand for blank pages.

    >>> sheet_order(8)
    [(7, 0), (1, 6), (5, 2), (3, 4)]
    """
    low, high = 0, -(-count // 4) * 4 - 1
    order = []
    while low < high:
        order += [(high, low), (low + 1, high - 1)]
        low, high = low + 2, high - 2
    return order


def impose(pages: bytes, *, creep_mm: float = 0.1) -> bytes:
    """The sheets of a saddle-stitched booklet, front and back in turn.

    Args:
        pages: PDF with A5 pages.
        creep_mm: How far each sheet's pages move to the fold, in millimetres, because
            inner sheets stand out when folded.
    """
    width, _ = _A4
    out = pikepdf.new()
    with pikepdf.open(io.BytesIO(pages)) as document:
        inner = list(document.pages)
        for side, (left, right) in enumerate(sheet_order(len(inner))):
            sheet = out.add_blank_page(page_size=_A4)
            shift = (side // 2) * creep_mm * _POINTS_PER_MM
            forms, drawn = pikepdf.Dictionary(), []
            for name, number, x in (
                ("L", left, shift),
                ("R", right, width / 2 - shift),
            ):
                if number < len(inner):
                    # Named by hand: pikepdf's own overlays get random names.
                    form = out.copy_foreign(inner[number].as_form_xobject())
                    forms[f"/{name}"] = form
                    drawn.append(f"q 1 0 0 1 {x:.3f} 0 cm /{name} Do Q")
            sheet.obj["/Resources"] = pikepdf.Dictionary(XObject=forms)
            sheet.obj["/Contents"] = out.make_stream("\n".join(drawn).encode())
        buffer = io.BytesIO()
        out.save(buffer, deterministic_id=True)
    return buffer.getvalue()
