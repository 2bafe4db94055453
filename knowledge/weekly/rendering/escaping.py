"""What people wrote, made safe to stand in HTML: nothing of it is markup, invisible, or an address of another kind."""

from urllib.parse import urlsplit

from markupsafe import Markup, escape

from knowledge.weekly.writing.visible import visible

__all__ = ["escaped", "host_of", "visible", "web_address"]


def escaped(text: str) -> Markup:
    """The text as HTML that shows it."""
    return escape(visible(text))


def web_address(url: str) -> str | None:
    """The address where it is one of the web; None for every other, such as `javascript:`."""
    address = visible(url).strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme.lower() in {"http", "https"} and host else None


def host_of(url: str) -> str:
    """The host of an address, as people name a site; empty where it is none of the web."""
    if web_address(url) is None:
        return ""
    return (urlsplit(visible(url).strip()).hostname or "").removeprefix("www.")
