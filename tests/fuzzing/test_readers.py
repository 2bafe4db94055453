"""Readers refuse or read; whatever fuzzing found stays found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzzing.fuzzed import NAMES, read, read_fuzzed

FOUND = sorted(Path(__file__).with_name("found").glob("*"))
BEGINNINGS = (
    *(b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"<?xml version='1.0'?><rss><channel><item>"),
    *(b"---\ntitle: ", b"# ", b'{"cells": [', b'{"messages": [', b'{"version": "https://jsonfeed.org/version/1.1"'),
)
PIECES = (
    *("<p>", "</div>", "<table><tr><td>", "<pre>", "$$", "```\n", "| a | b |\n|--|--|\n", "\n\n", "# ", "- ", "[1]"),
    *(
        "[公式]",
        "学习",
        "學(xué)習(xí)",
        "ã€\x82",
        "\\begin{align}",
        "\\]",
        "http://a.b/?c=d&e",
        "&#x4e2d;",
        "<![CDATA[",
        "\u202e",
    ),
    *(
        ":label:`a`",
        "!!! note\n    ",
        "作者：",
        "2019年10月23日",
        "...",
        "{",
        "}",
        "[",
        "]",
        '"',
        ",",
        ":",
        "text",
        "type",
    ),
)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_fuzzing_found_is_read_or_refused(path: Path) -> None:
    """Each file failed once."""
    read_fuzzed(path.read_bytes())


@given(st.sampled_from(NAMES), st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name: str, beginning: bytes, rest: bytes) -> None:
    """Whatever they claim to be."""
    read(name, beginning + rest)


@given(st.sampled_from(NAMES), st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_marks_is_read_or_refused(name: str, beginning: bytes, pieces: list[str]) -> None:
    """The marks that the readers look for, in any order."""
    read(name, beginning + "".join(pieces).encode())
