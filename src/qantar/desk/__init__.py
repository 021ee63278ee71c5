"""The local web pages; one file a page, thin.

``make_app`` gives the application for one case. It answers on this machine only, shows
exhibits as escaped text only, and loads nothing from anywhere else.
"""

from qantar.desk.app import make_app
from qantar.desk.desk import Desk
from qantar.desk.first import FirstRun

__all__ = ["Desk", "FirstRun", "make_app"]
