"""Parse XML that strangers wrote: no entities, no network, no unbounded depth."""

import lxml.etree
from lxml.etree import _Element as Element

from qantar.errors import UnreadableExhibit

__all__ = ["parse_xml"]


def parse_xml(data: bytes) -> Element:
    """Parse XML without entities, network and unbounded depth.

    Raises:
        UnreadableExhibit: It is not well-formed or declares entities.
    """
    if any(
        "<!ENTITY".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")
    ):
        raise UnreadableExhibit(
            "an XML part inside declares entities, as an entity bomb does; save it again "
            "with the program that made it"
        )
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = lxml.etree.fromstring(data, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableExhibit(
            "it is a damaged document; save it anew with the program that made it"
        ) from error
    return root
