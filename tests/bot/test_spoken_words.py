"""Everything that people read stands in the catalogue: no sentence is written anywhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot

PARTS = ("conversation", "publishing")
HAN = re.compile("[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z']+){3}")
"""Four words: what is shorter is a name, a key or a word of Telegram's."""

UNSPOKEN = {
    "Failed to read the answer",
    "Forbidden: the chat is lost",
    "message can't be edited",
    "message is not modified",
    "message to edit not found",
    "the chat has had its share",
    "there is no caption in the message to edit",
    "there is no text in the message to edit",
    "too big for a photo",
    "草稿",
}
"""Telegram's refusals and what stands in their place, and a word that people may type."""


def literals(tree: ast.AST) -> Iterator[str]:
    """Strings that may be said: no docstrings, no patterns, no names, nothing that is only compared with."""
    silent = {id(inner) for node in ast.walk(tree) if _is_silent(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def _is_silent(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in {"re.compile", "Router"}
    return isinstance(node, ast.Compare)


def sentences(code: str) -> list[str]:
    """What a program says in its own words."""
    said = set(literals(ast.parse(code))) - UNSPOKEN
    return sorted(one for one in said if HAN.search(one) or ENGLISH.search(one))


def test_nothing_is_said_but_by_the_catalogue() -> None:
    """In no part that writes to people."""
    (root,) = map(Path, bot.__path__)
    said = {
        str(path.relative_to(root)): found
        for part in PARTS
        for path in (root / part).rglob("*.py")
        if (found := sentences(path.read_text(encoding="utf-8")))
    }
    assert said == {}


def test_a_sentence_is_found_wherever_it_stands() -> None:
    """In calls and f-strings; docstrings, patterns and words of Telegram's are none."""
    code = (
        '"""A docstring of several words."""\n'
        "reply('你好'); x = f'Please try again later {n}'\n"
        "y = re.compile('[问题]'); 'message is not modified at all' in error"
    )
    assert sentences(code) == ["Please try again later ", "你好"]
