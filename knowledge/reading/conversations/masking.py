"""Hiding in a text what leads to a person or opens a door: numbers, addresses, names of accounts, keys."""

import re
from typing import Final

MASK: Final = "〔已隐去〕"

# What has none of these has nothing to hide; most messages have none.
_SECRET_SIGN: Final = re.compile(r"[a-z0-9_.~+/:-]{12}|tg://|-----begin|bearer|eyj", re.IGNORECASE)
_NAME_SIGN: Final = re.compile(
    r"pass|pwd|key|token|secret|密码|口令|提取码|微信|薇信|威信|weixin|wechat|wx|vx|v信|q|扣扣|企鹅|群号|身份证|护照|卡号|学号|工号",
    re.IGNORECASE,
)
_NUMBER_SIGN: Final = re.compile(r"@|\d(?:[-\s.()（）]{0,3}\d){4}")
# A number in the path of an article's address is no telephone's.
_ARTICLE: Final = re.compile(
    r"(?<=/)(?:answer|article|articles|details|issues|p|pin|pull|question|status|video|zvideo)/\d+", re.IGNORECASE
)
_SECRETS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----END)[\s\S]){0,8000}(?:-----END[A-Z -]{0,40})?",
        r"(?<![A-Za-z0-9])(?:sk|pk|rk)-[A-Za-z0-9_-]{16,200}",
        r"(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|glpat-|hf_|xox[abprs]-|py[p]i-)[A-Za-z0-9_-]{10,250}",
        r"(?<![A-Za-z0-9])(?:AKIA|ASIA|LTAI|AIza)[A-Za-z0-9_-]{12,60}",
        r"(?<!\d)\d{8,10}:[A-Za-z0-9_-]{30,50}",
        r"(?<![A-Za-z0-9])eyJ[\w-]{8,2000}\.[\w-]{5,4000}(?:\.[\w-]{0,1000})?",
        r"(?<=bearer )[\w.~+/-]{12,2000}=*",
        r"tg://[^\s()<>\]]+",
    )
)
# What is hidden is the second group; the first says what it is.
_NAMED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"((?:密码|口令|提取码|password|passwd|pwd)\s*(?:是|[:：=])\s*[\"']?)([!-~]{4,100})",
        (
            r"((?:api[_-]?key|access[_-]?key|secret(?:[_-]?key)?|token)[\"']?\s*(?:是|[:：=])\s*[\"']?)"
            r"((?=[A-Za-z_-]{0,60}\d)(?=[\d_-]{0,60}[A-Za-z])[\w-]{16,300})"
        ),
        (
            r"((?:微信|薇信|威信|weixin|wechat|(?<![A-Za-z])(?:wx|vx|v信))(?:号码?|id)?\s{0,3}(?:是|[:：=])\s{0,3})"
            r"([A-Za-z0-9][\w-]{4,19})"
        ),
        (
            r"((?:微信|薇信|威信|weixin|wechat|(?<![A-Za-z])(?:wx|vx|v信))(?:号码?|id)?\s{0,3})"
            r"((?=[A-Za-z_-]{1,19}\d)[A-Za-z][\w-]{5,19}|\d{6,12})"
        ),
        r"((?:(?<![A-Za-z])Q{1,2}|扣扣|企鹅)(?:群|群?号码?)?\s{0,3}(?:是|[:：=])?\s{0,3})(\d{5,11})(?!\d)",
        r"((?:群号|身份证号?码?|护照号?码?|卡号|学号|工号)\s{0,3}(?:是|[:：=])?\s{0,3})([A-Za-z0-9]{5,20})",
    )
)
_NUMBERS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}",
        r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
        r"(?:[(（]?[+＋]?86[)）]?[-\s]{0,2})?(?<!\d)(?<!\d\.)(?:(?<=86)|(?<!\d))[1１][3-9３-９]\d(?:[-\s.]?\d){8}(?!\d)",
        r"(?<![\w+])[+＋]\d{1,3}[-\s]?(?:[(（]?\d{1,4}[)）]?[-\s]?){2,5}\d{2,4}(?!\d)",
        r"(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)",
    )
)
_HIDDEN: Final = (
    (_SECRET_SIGN, _SECRETS, MASK),
    (_NAME_SIGN, _NAMED, rf"\1{MASK}"),
    (_NUMBER_SIGN, _NUMBERS, MASK),
)


def mask(text: str) -> str:
    """The text with telephone and identity numbers, mail addresses, WeChat and QQ numbers, and keys hidden."""
    if not any(sign.search(text) for sign, *_ in _HIDDEN):
        return text
    kept: list[str] = []
    start = 0
    for article in _ARTICLE.finditer(text):
        kept += [_masked(text[start : article.start()]), article[0]]
        start = article.end()
    return "".join([*kept, _masked(text[start:])])


def _masked(text: str) -> str:
    for sign, patterns, mark in _HIDDEN:
        if sign.search(text):
            for pattern in patterns:
                text = pattern.sub(mark, text)
    return text
