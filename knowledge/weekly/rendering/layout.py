"""What every page of the archive is set in: the templates, the style sheet and the icon."""

import datetime as dt
import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from knowledge.weekly.compiled import Artefact
from knowledge.weekly.rendering.escaping import host_of, visible, web_address

_MEDIA_TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def rendered(template: str, **values: object) -> str:
    """A template filled in; what is no markup already is escaped."""
    return _environment().get_template(template).render(values)


@cache
def static(file: str) -> Artefact:
    """A file that pages refer to, such as `style.css`, under a name that holds its hash."""
    data = files(__package__).joinpath("templates", file).read_bytes()
    stem, _, ending = file.rpartition(".")
    return Artefact(f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{ending}", _MEDIA_TYPES[ending], data)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= {"host": host_of, "web": web_address, "day": _day}
    environment.globals |= {"static": static}
    return environment


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _day(date: dt.date) -> str:
    return f"{date.year} 年 {date.month} 月 {date.day} 日"
