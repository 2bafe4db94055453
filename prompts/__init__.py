"""The words given to a language model, one template a file."""

from functools import cache
from importlib.resources import files
from string import Template


class PromptError(LookupError):
    """A template is missing, or a variable of it is missing or unknown."""


@cache
def _template(name: str) -> Template:
    file = files(__name__).joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(name)
    return Template(file.read_text(encoding="utf-8").strip())


def fill(name: str, **values: str) -> str:
    """The template `name` with every `$variable` replaced; a value is never expanded again.

    Raises:
        PromptError: no such template, or its variables are not exactly the values given.
    """
    template = _template(name)
    if set(template.get_identifiers()) != set(values):
        raise PromptError(name, sorted(set(template.get_identifiers()) ^ set(values)))
    return template.substitute(values)
