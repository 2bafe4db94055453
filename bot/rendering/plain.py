"""The way out where Telegram will not take the HTML: the same message as plain text."""

import re
from html import unescape

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>")
_CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_JOINT = re.compile(r"(?<=[.:/@#+])|(?=[.@])")
_UNSEEN = "\u2060"
_LIMIT = 4096


def plain(message: str) -> str:
    """The text of an HTML message, with the addresses of its links behind them where they fit.

    Where code is none any more, an unseen character keeps apart what Telegram would make an address of.
    """
    message = _CODE.sub(lambda code: _JOINT.sub(_UNSEEN, code[1]), message)
    with_addresses = unescape(_TAG.sub("", _LINK.sub(r"\2 (\1)", message)))
    if len(with_addresses.encode("utf-16-le")) // 2 <= _LIMIT:
        return with_addresses
    return unescape(_TAG.sub("", message))
