"""The web: fetched from safely, as a shelf of sources."""

from knowledge.adapters.web.client import Limits, SafeWeb
from knowledge.adapters.web.shelf import WebShelf

__all__ = ["Limits", "SafeWeb", "WebShelf"]
