"""A page of the archive as one file that needs nothing beside it."""

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

from knowledge.weekly.compiled import Artefact
from knowledge.weekly.rendering.layout import static

_STYLE: Final = re.compile(r'<link rel="stylesheet" href="[^"]*">')
_ICON: Final = re.compile(r'(<link rel="icon"[^>]* href=")[^"]*(?=")')
_RELATIVE: Final = re.compile(r'(?<= href=")(?!#|[a-z]+:)[^"]*(?=")')
_PICTURE: Final = re.compile(r'(?<= src=")(?:\d+/)?(pictures/[^"]+)(?=")')


def standalone(page: str, pictures: Mapping[str, Artefact], address: str = "") -> str:
    """An issue's page with its style and pictures in it.

    `pictures` are by their names, such as `pictures/12.jpg`. Links to other pages lead to the archive where the page's
    `address` is known; else they stay as they are.
    """
    style, icon = static("style.css"), static("icon.svg")
    page = _STYLE.sub(lambda _: f"<style>\n{style.data.decode()}</style>", page, count=1)
    page = _ICON.sub(lambda found: found[1] + _inlined(icon), page, count=1)
    page = _PICTURE.sub(lambda found: _inlined(pictures[found[1]]) if found[1] in pictures else found[0], page)
    return _RELATIVE.sub(lambda found: urljoin(address, found[0]), page) if address else page


def _inlined(file: Artefact) -> str:
    return f"data:{file.media_type};base64,{b64encode(file.data).decode()}"
