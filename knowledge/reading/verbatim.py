"""What of a Markdown page must come out as it went in, code and formulas, put aside while the rest is cleaned."""

import html
import re
from typing import Final

# Every alternative begins with one of the first set, which makes the search fast.
_PUT_ASIDE: Final = re.compile(
    r"""
    [\n<:$\\`](?:
      (?<=\n)(?P<indent>[ \t>]*)(?P<mark>(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)(?=\n)
        (?P<body>(?s:.*?))(?:\n[ \t>]*(?P=fence)[`~]*[ \t]*(?=\n|\Z)|\Z)
      | (?<=<)(?:(?P<comment>!--(?:(?!<!--)(?s:.))*?-->)
        | pre\b[^<>]*>(?:\s*<code[^<>]*>)?\n?(?P<pre>(?:(?!<pre)(?s:.)){0,20000}?)(?:</code>\s*)?</pre>
        | code>(?P<code>[^<>\n]{1,300})</code>)
      | (?<=:)(?P<role>label|eqlabel|cite\w*|numref|ref|eqref):(?:t:)?`(?P<target>[^`\n]*)`[ \t]*
      | (?P<formula>(?<=\$)(?:\$(?:[^$\\]|\\text\{(?:[^$\n{}]|\$[^$\n]*\$|\{[^{}\n]*\}){0,300}\}|\\){1,3000}?\$\$
          | [^$\n]{1,300}\$)
        | (?<=\\)(?:\\?\[(?!\d{1,3}\\\]|-?[\d.]+[a-z]{0,4}\])(?:(?!\\\[(?!-?[\d.]+[a-z]{0,4}\]))(?s:.)){1,3000}?\\\]
          | \\?\([^\n]{1,300}?\\\)
          | begin\{(?P<name>\w+\*?)\}(?s:.{0,3000}?)\\end\{(?P=name)\}))
      | (?P<span>(?<=`)(?<!``)(?P<ticks>`*+)[^`\n]+`(?P=ticks))
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROLE: Final = "\x04"  # stands before what a reference to a label was replaced by
_BEFORE_ROLE: Final = re.compile(rf"[ \t]*{_ROLE}")
_ASIDE: Final = re.compile("\x00(\\d+)\x01|(?:^[ \\t]*)?\x02(\\d+)\x03", re.MULTILINE)
_QUOTED: Final = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_INFO: Final = re.compile(r"\{[ \t]*\.?(?P<language>\w+)[^}\n]*\}")
_TAB: Final = re.compile(r"^[ \t]*#@tab\b[^\n]*(?:\n|\Z)", re.MULTILINE)
_PLACES: Final = {
    "sec": "节",
    "subsec": "节",
    "chap": "章",
    "chapter": "章",
    "fig": "图",
    "tab": "表",
    "table": "表",
    "eq": "式",
}


class Aside:
    r"""What was put aside of one page: `\x00n\x01` stands for a stretch in a line, `\x02n\x03` for a block of lines.

    A page has no control characters of its own.
    """

    def __init__(self) -> None:
        self._stretches: list[str] = []

    def put(self, text: str) -> str:
        """The text with marks for its code and formulas, without comments and without references to labels."""
        text = _PUT_ASIDE.sub(self._mark, f"\n{text}")[1:]
        return _BEFORE_ROLE.sub("", text) if _ROLE in text else text

    def fenced(self, code: str) -> str:
        """The mark of a block of code."""
        number = self._keep(f"```\n{code.rstrip()}\n```")
        return f"\x02{number}\x03\n"

    def put_back(self, text: str) -> str:
        """The text with everything back in its place."""
        return _ASIDE.sub(lambda match: self._stretches[int(match[1] or match[2])], text)

    def _keep(self, stretch: str) -> int:
        self._stretches.append(stretch)
        return len(self._stretches) - 1

    def _mark(self, match: re.Match[str]) -> str:
        if match["fence"]:
            return self._fence(match)
        if match["comment"]:
            return ""
        if match["pre"] is not None:
            return f"\n\n{self.fenced(html.unescape(match['pre']))}\n"
        if match["role"]:
            return _ROLE + _reference(match["role"], match["target"])
        if match["formula"]:
            return self._formula(match)
        span = match[0] if match["span"] else f"`{html.unescape(match['code'])}`"
        return f"\x00{self._keep(span)}\x01"

    def _fence(self, match: re.Match[str]) -> str:
        indent, body = match["indent"], match["body"][1:]
        if ">" in indent:
            body = _QUOTED.sub("", body)
        elif column := len(indent + (match["mark"] or "")):
            body = re.sub(rf"^[ \t]{{1,{column}}}", "", body, flags=re.MULTILINE)
        info = _INFO.sub(lambda found: found["language"], match["info"].strip())
        fence = match["fence"]
        block = f"{fence}{info}\n{_TAB.sub('', body).rstrip()}\n{fence}"
        return f"\n{indent}\x02{self._keep(block)}\x03"

    def _formula(self, match: re.Match[str]) -> str:
        formula = match[0]
        if "\n" not in formula:
            return f"\x00{self._keep(formula)}\x01"
        line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
        if line.lstrip().startswith(">"):
            formula = _QUOTED.sub("", formula)
        return f"\x02{self._keep(formula)}\x03"


def _reference(role: str, target: str) -> str:
    if role in {"numref", "ref", "eqref"}:
        return f"〔{_PLACES.get(target.partition('_')[0], '另文')}〕"
    return ""
