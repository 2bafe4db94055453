import json

import pytest

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import formats
from knowledge.reading.formats import notebook

Json = dict[str, object]


def page(cells: list[Json], **about: object) -> str:
    """The text made of a notebook with these cells."""
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells})
    return notebook.read("a.ipynb", data.encode(), None).text


def code(source: str, *outputs: Json) -> Json:
    """A cell of code with what came out."""
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def printed(text: str | list[str], name: str = "stdout") -> Json:
    """What a cell printed."""
    return {"output_type": "stream", "name": name, "text": text}


def refusal(data: bytes) -> Refusal:
    """Why it is refused."""
    with pytest.raises(SourceRefused) as caught:
        notebook.read("a.ipynb", data, None)
    return caught.value.refusal


def test_a_notebook_is_known_by_name_or_by_its_keys() -> None:
    """Other JSON is none."""
    assert formats.of("a.ipynb", b"{}") is notebook
    assert formats.of("a.txt", b'{"cells": [], "nbformat": 4}') is notebook
    assert formats.of("a.txt", b'{"cells": []}') is not notebook


def test_cells_come_in_order_and_code_in_fences() -> None:
    """Markdown as it is, code by its language."""
    cells: list[Json] = [{"cell_type": "markdown", "source": ["# 梯度\n", "\n", "说明 $x$。"]}, code("x = 1")]
    assert page(cells) == "# 梯度\n\n说明 $x$。\n\n```python\nx = 1\n```"
    assert page([code("x <- 1")], kernelspec={"language": "R"}) == "```r\nx <- 1\n```"
    assert page([code("%%bash\nls")]) == "```bash\n%%bash\nls\n```"


def test_short_printed_text_is_kept() -> None:
    """Below the code that printed it, without colours and what a progress bar wrote over."""
    cell = code("f()", printed(["10%\r", "100%\r\n", "\x1b[31mdone\x1b[0m\n"]))
    assert page([cell]) == "```python\nf()\n```\n\n```text\n100%\r\ndone\n```"


@pytest.mark.parametrize(
    "output",
    [
        printed("行\n" * 30),
        printed("x" * 1001),
        printed("warning", "stderr"),
        {"output_type": "display_data", "data": {"image/png": "aGk=", "text/plain": "<Figure size 640x480>"}},
        {"output_type": "display_data", "data": {"text/html": "<b>1</b>"}},
    ],
    ids=["lines", "characters", "stderr", "picture", "html"],
)
def test_other_outputs_are_dropped(output: Json) -> None:
    """Long ones, warnings, pictures, HTML."""
    assert page([code("f()", output)]) == "```python\nf()\n```"


def test_a_fence_in_the_code_does_not_end_it() -> None:
    """The fence around it is longer."""
    assert page([code("'''\n```\n'''")]) == "````python\n'''\n```\n'''\n````"


def test_the_third_format_is_read() -> None:
    """With its sheets, heading cells and `input`."""
    cells = [
        {"cell_type": "heading", "level": 2, "source": "梯度"},
        {
            "cell_type": "code",
            "language": "python",
            "input": "1 + 1",
            "outputs": [{"output_type": "pyout", "text": "2"}],
        },
    ]
    data = json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]}).encode()
    assert notebook.read("a.ipynb", data, None).text == "## 梯度\n\n```python\n1 + 1\n```\n\n```text\n2\n```"


def test_title_and_authors_are_the_notebooks_own() -> None:
    """Where its metadata name them."""
    about = {"title": "梯度下降", "authors": [{"name": "王小明"}, {"name": "李雷"}]}
    data = json.dumps({"nbformat": 4, "metadata": about, "cells": [code("1")]}).encode()
    made = notebook.read("a.ipynb", data, None)
    assert (made.title, made.author) == ("梯度下降", "王小明, 李雷")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"{", Refusal.DAMAGED),
        (b"[1]", Refusal.DAMAGED),
        (b'{"a": 1}', Refusal.DAMAGED),
        (b'{"cells":' + b"[" * 100_000, Refusal.TOO_COMPLEX),
        (b'{"cells":[' + b"{}," * 20_000 + b"{}]}", Refusal.TOO_COMPLEX),
        (b" " * (21 * 1024 * 1024) + b"{}", Refusal.TOO_LARGE),
    ],
    ids=["empty", "cut off", "list", "no cells", "depth", "cells", "bytes"],
)
def test_damage_and_bombs_are_refused(data: bytes, reason: Refusal) -> None:
    """Each with its reason."""
    assert refusal(data) == reason


def test_cells_of_odd_kinds_are_left_out() -> None:
    """Nobody checks what stands in a file."""
    cells: list[object] = [1, None, {"cell_type": "code", "source": 5}, {"cell_type": 7}, {"cell_type": "raw"}]
    data = json.dumps({"cells": [*cells, code("x", {"data": [1]}, {"output_type": "stream", "text": 3})]}).encode()
    assert notebook.read("a.ipynb", data, None).text == "```python\nx\n```"
