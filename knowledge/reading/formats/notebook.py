"""A Jupyter notebook (nbformat 3 and 4)."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, cast

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import metadata
from knowledge.records import Page

SANDBOXED: Final = True

_HEAD: Final = 4096
_MOST_LINES: Final = 20
_MOST_CHARACTERS: Final = 1000
_MOST_CELLS: Final = 20_000
_LARGEST: Final = 20 * 1024 * 1024
_LONGEST_PRINTED: Final = 20 * _MOST_CHARACTERS  # with what a progress bar wrote over
_FENCE: Final = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_ANSI: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_OVERWRITTEN: Final = re.compile(r"[^\n]*\r(?!\n|\Z)")
_OBJECT: Final = re.compile(r"<[\w.]*(?: [^\n]*)?>|\[<[^\n]*>(?:, <[^\n]*>)*\]")
_MAGIC: Final = re.compile(r"%%(\w+)")
_MAGICS: Final = {"bash": "bash", "sh": "bash", "html": "html", "javascript": "javascript", "js": "javascript"}

_Json = dict[str, Any]


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a notebook, by its name, or by beginning as JSON and naming its format."""
    if name.lower().endswith(".ipynb"):
        return data.lstrip()[:1] != b"<"
    return data.lstrip()[:1] == b"{" and b'"nbformat"' in data and b'"cells"' in data


def read(name: str, data: bytes, url: str | None) -> Page:
    """The cells as light Markdown: code in fences, with what it printed where that is short.

    Raises:
        SourceRefused: it is no notebook, or larger than any is.
    """
    if not data.strip():
        raise SourceRefused(Refusal.EMPTY)
    notebook = _parsed(data)
    about = _object(notebook.get("metadata"))
    language = _language(about)
    blocks: list[str] = []
    for cell in _cells(notebook):
        blocks += _blocks(cell, str(cell.get("language") or language))
    title = metadata.title(_words(about.get("title")) or None)
    text = metadata.under(title, "\n\n".join(block for block in blocks if block.strip()))
    return Page(name, text, url, title=title, author=_authors(about))


def _parsed(data: bytes) -> _Json:
    if len(data) > _LARGEST:
        raise SourceRefused(Refusal.TOO_LARGE)
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise SourceRefused(Refusal.TOO_COMPLEX) from error
    except ValueError as error:
        raise SourceRefused(Refusal.DAMAGED) from error
    if not isinstance(notebook, dict) or not ({"cells", "worksheets"} & notebook.keys()):
        raise SourceRefused(Refusal.DAMAGED)
    return notebook


def _cells(notebook: _Json) -> list[_Json]:
    sheets = [_object(sheet) for sheet in _list(notebook.get("worksheets"))]
    cells = [_object(cell) for one in (notebook, *sheets) for cell in _list(one.get("cells"))]
    if len(cells) > _MOST_CELLS:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    return cells


def _blocks(cell: _Json, language: str) -> Iterator[str]:
    source = _words(cell.get("source", cell.get("input"))).strip("\n")
    match cell.get("cell_type"):
        case "markdown":
            yield source
        case "heading":
            level = cell.get("level")
            yield f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 1)} {source.strip()}"  # noqa: PLR2004
        case "code" if source.strip():
            magic = _MAGIC.match(source)
            yield _fenced(source, _MAGICS.get(magic[1], language) if magic else language)
            yield _fenced(_output(cell), "text")
        case _:
            pass


def _output(cell: _Json) -> str:
    """What the cell printed and came to, where that is short text."""
    pieces = [_printed(_object(output)).strip("\n") for output in _list(cell.get("outputs"))]
    text = "\n".join(piece for piece in pieces if piece.strip())
    return text if len(text) <= _MOST_CHARACTERS and text.count("\n") < _MOST_LINES else ""


def _printed(output: _Json) -> str:
    match output.get("output_type"):
        case "stream":
            words = "" if output.get("name", output.get("stream")) == "stderr" else _words(output.get("text"))
        case "execute_result" | "display_data" | "pyout":
            words = _words(_object(output.get("data")).get("text/plain") or output.get("text"))
            words = "" if len(words) <= _MOST_CHARACTERS and _OBJECT.fullmatch(words.strip()) else words
        case "error" | "pyerr":
            words = f"{_words(output.get('ename'))}: {_words(output.get('evalue'))}"
        case _:
            words = ""
    return _OVERWRITTEN.sub("", _ANSI.sub("", words)) if len(words) <= _LONGEST_PRINTED else words


def _fenced(text: str, language: str) -> str:
    if not text.strip():
        return ""
    longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _language(about: _Json) -> str:
    named = _object(about.get("language_info")).get("name") or _object(about.get("kernelspec")).get("language")
    language = str(named or "python").lower()
    return language if re.fullmatch(r"[\w+#.-]{1,20}", language) else ""


def _authors(about: _Json) -> str | None:
    names = [_words(_object(one).get("name") if isinstance(one, dict) else one) for one in _list(about.get("authors"))]
    return metadata.author(", ".join(name for name in names if name))


def _words(value: object) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _object(value: object) -> _Json:
    return cast("_Json", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
