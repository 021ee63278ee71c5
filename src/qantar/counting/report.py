"""A report of a count in one HTML file: opens anywhere, asks nothing of a network."""

from collections.abc import Sequence
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from qantar.counting.words import page_word
from qantar.vocabulary.count_page import CountPage

__all__ = ["report_html"]


def report_html(pages: Sequence[CountPage], *, made: str) -> str:
    """The pages of one count, one below the other, with style and pictures inside.

    Args:
        pages: One a stratum, all in one language, at least one.
        made: What it was made from and with.
    """
    lang = pages[0].lang
    environment = Environment(
        loader=PackageLoader("qantar.counting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    template = environment.get_template("report.html")
    return template.render(
        lang=lang,
        title=page_word("title", lang),
        pages=pages,
        made=made,
        say=partial(_said, lang),
    )


def _said(lang: str, key: str) -> str:
    return page_word(key, lang)
