"""The sites whose addresses hold an identifier: papers, repositories, answers, articles, videos."""

import re
from collections.abc import Callable
from typing import Final, TypeAlias
from urllib.parse import unquote

_Named: TypeAlias = Callable[[re.Match[str]], str]

INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
"""What no identifier and no address holds: controls, zero-width characters, lone surrogates."""

_OLD_ARCHIVES: Final = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph"
    "|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_ARXIV_ID: Final = (
    rf"(?P<id>\d{{2}}(?:0[1-9]|1[0-2])\.\d{{4,5}}|(?:{_OLD_ARCHIVES})(?P<class>\.[a-z]{{2}})?/\d{{7}})(?:v\d{{1,3}})?"
)
_DOI: Final = r"(?P<doi>10\.\d{4,9}/[^\s?]+)"
_DOI_ENDS: Final = (".pdf", "/full", "/fulltext", "/abstract", "/summary", "/meta", "/pdf", "/epdf", *".,;/")
_REPO: Final = r"(?P<owner>[a-z\d][a-z\d-]{0,38})/(?P<repo>[\w.-]{1,100}?)(?:\.git)?"
_NO_OWNER: Final = (
    r"(?!(?:features|topics|orgs|sponsors|about|settings|marketplace|explore|login|search|collections|trending|apps|site"
    r"|users|customer-stories|enterprise|security|readme|events|notifications|contact|pricing|join|new)/)"
)


def _arxiv(match: re.Match[str]) -> str:
    """The subject class of an old identifier is no part of it: math.GT/0309136 is math/0309136."""
    return "arxiv:" + match["id"].replace(match["class"] or "\0", "", 1).lower()


def _doi(match: re.Match[str]) -> str:
    return _doi_text(unquote(match["doi"]))


def _doi_text(doi: str) -> str:
    name = "".join(INVISIBLE.sub("", doi).lower().split())
    while name.endswith(_DOI_ENDS) or (name.endswith(")") and name.count(")") > name.count("(")):
        name = name.removesuffix(next((end for end in _DOI_ENDS if name.endswith(end)), ")"))
    return f"doi:{name}".replace("doi:10.48550/arxiv.", "arxiv:", 1)


def _repository(match: re.Match[str]) -> str:
    return f"github:{match['owner']}/{match['repo']}".lower()


def _issue(match: re.Match[str]) -> str:
    return f"{_repository(match)}/issues/{match['number']}"  # pull requests are numbered with the issues


def _within(match: re.Match[str]) -> str:
    return f"{_repository(match)}/{match['rest']}"


def _raw(match: re.Match[str]) -> str:
    return f"{_repository(match)}/blob/{match['rest']}"


def _as(template: str) -> _Named:
    return lambda match: match.expand(template)


_ARXIV_TEXT: Final = re.compile(rf"arxiv:\s*{_ARXIV_ID}$", re.IGNORECASE)
_DOI_TEXT: Final = re.compile(rf"doi:\s*{_DOI}", re.IGNORECASE)

_SITES: Final[tuple[tuple[re.Pattern[str], _Named], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), named)
    for pattern, named in (
        (rf"(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html|format|ps|src|e-print)/{_ARXIV_ID}(?:\.pdf)?(?:[/?]|$)", _arxiv),
        (rf"ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/{_ARXIV_ID}(?:[/?]|$)", _arxiv),
        (rf"alphaxiv\.org/(?:\w+/)?{_ARXIV_ID}(?:\.\w+)?(?:[/?]|$)", _arxiv),
        (rf"(?:huggingface\.co|hf\.co)/papers/{_ARXIV_ID}(?:[/?]|$)", _arxiv),
        (rf"(?:papers\.cool|scirate\.com|semanticscholar\.org)/arxiv/{_ARXIV_ID}(?:[/?]|$)", _arxiv),
        (rf"(?:dx\.)?doi\.org/{_DOI}", _doi),
        (rf"[^/]+/doi/(?:[a-z]+/){{0,2}}{_DOI}", _doi),
        (rf"link\.springer\.com/(?:article|chapter|book|content/pdf)/{_DOI}", _doi),
        (rf"(?:m\.)?github\.com/{_NO_OWNER}{_REPO}(?:/tree/(?:main|master))?(?:\?|$)", _repository),
        (rf"(?:m\.)?github\.com/{_REPO}/(?:issues|pull)/(?P<number>\d+)(?:[/?]|$)", _issue),
        (rf"(?:m\.)?github\.com/{_NO_OWNER}{_REPO}/(?P<rest>[^?]+)", _within),
        (rf"raw\.githubusercontent\.com/{_REPO}/(?:refs/heads/)?(?P<rest>[^?]+)", _raw),
        (r"(?:[\w-]+\.)?zhihu\.com/(?:\w+/){0,3}(?:answers?|ans)/(\d+)", _as(r"zhihu:answer/\1")),
        (r"(?:[\w-]+\.)?zhihu\.com/(?:\w+/){0,3}(?:p|art|articles?)/(\d+)", _as(r"zhihu:p/\1")),
        (r"(?:[\w-]+\.)?zhihu\.com/(question|pin|zvideo)/(\d+)", _as(r"zhihu:\1/\2")),
        (r"mp\.weixin\.qq\.com/s/([\w-]{10,40})(?:\?|$)", _as(r"weixin:\1")),
        (
            (
                r"mp\.weixin\.qq\.com/s\?(?=(?:.*&)?__biz=([\w-]+))(?=(?:.*&)?mid=(\d+))(?=(?:.*&)?idx=(\d+))"
                r"(?=(?:.*&)?sn=(\w+))"
            ),
            _as(r"weixin:\1/\2/\3/\4"),
        ),
        (
            r"(?:[\w-]+\.)?bilibili\.com/(?:\w+/)*((?-i:BV)\w{10})\?(?:.*&)?p=([2-9]|\d{2,4})(?:&|$)",
            _as(r"bilibili:\1/\2"),
        ),
        (
            r"(?:(?:[\w-]+\.)?bilibili\.com/(?:\w+/)*|b23\.tv/)((?-i:BV)\w{10}|av\d+|cv\d+)(?:[/?]|$)",
            _as(r"bilibili:\1"),
        ),
        (r"(?:\w+\.)?youtube\.com/watch\?(?:.*&)?v=([\w-]{11})(?:&|$)", _as(r"youtube:\1")),
        (r"(?:\w+\.)?youtube(?:-nocookie)?\.com/(?:embed|shorts|live|v)/([\w-]{11})(?:[/?]|$)", _as(r"youtube:\1")),
        (r"youtu\.be/([\w-]{11})(?:[/?]|$)", _as(r"youtube:\1")),
        (r"openreview\.net/(?:forum|pdf|attachment)\?(?:.*&)?id=([\w-]+)", _as(r"openreview:\1")),
        (
            (
                r"(?:aclanthology\.org|aclanthology\.info/papers|aclweb\.org/anthology(?:/papers/\w/\w+)?)/"
                r"([A-Z]\d{2}-\d{4}|\d{4}\.\w+-\w+\.\d+)(?:v\d)?(?:\.\w+)*(?:\?|$)"
            ),
            _as(r"acl:\1"),
        ),
        (
            r"(?:papers|proceedings)\.n(?:eur)?ips\.cc/(?:paper_files/)?paper/(?:\w+/)?(\d{4})/(?:hash|file)/([\da-f]{32})",
            _as(r"nips:\1/\2"),
        ),
        (r"(?:papers|proceedings)\.n(?:eur)?ips\.cc/paper/(\d+)-[\w-]+(?:\.pdf)?(?:\?|$)", _as(r"nips:\1")),
    )
)


def name(subject: str) -> str | None:
    """The identifier in a normalised address, which is given as host, path and query; none on other sites."""
    found = next((named(match) for site, named in _SITES if (match := site.match(subject))), None)
    return found and renamed(found)


def renamed(text: str) -> str:
    """An identifier written as one, such as arXiv:1706.03762v2 or a preprint's DOI."""
    if match := _DOI_TEXT.fullmatch(text):
        text = _doi_text(match["doi"])
    match = _ARXIV_TEXT.match(text)
    return _arxiv(match) if match else text
