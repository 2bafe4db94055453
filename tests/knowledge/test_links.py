"""One identity for each thing behind a link, however its address is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.links import folded, identity, target
from knowledge.records import Link

HASH = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2401.00001",
        "http://www.arxiv.org/pdf/2401.00001v3.pdf",
        "https://export.arxiv.org/html/2401.00001v1?context=cs#S3",
        "https://www.alphaxiv.org/overview/2401.00001v2",
        "https://huggingface.co/papers/2401.00001/",
        "https://ar5iv.labs.arxiv.org/html/2401.00001",
        "https://ar5iv.org/abs/2401.00001",
        "https://doi.org/10.48550/arXiv.2401.00001",
        "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2401.00001",
        "arXiv:2401.00001v2",
        "\u200bhttps://arxiv.org/abs/2401.00001 ",
    ],
)
def test_a_preprint_has_many_addresses(url: str) -> None:
    """Versions, formats, mirrors and readers of one paper."""
    assert identity(url) == "arxiv:2401.00001"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://arxiv.org/abs/cs/0501001", "arxiv:cs/0501001"),
        ("https://arxiv.org/pdf/math.GT/0309136v1", "arxiv:math/0309136"),
        ("https://arxiv.org/abs/9999.1234", "https://arxiv.org/abs/9999.1234"),
        ("https://arxiv.org.evil.example/abs/2401.00001", "https://arxiv.org.evil.example/abs/2401.00001"),
    ],
)
def test_only_an_identifier_of_arxiv_names_a_preprint(url: str, name: str) -> None:
    """Old ones without their subject class; the month must be one, the host its own."""
    assert identity(url) == name


@pytest.mark.parametrize(
    "url",
    [
        "https://doi.org/10.1000/ABC.1",
        "http://dx.doi.org/10.1000/abc.1?x=y",
        "doi:10.1000/abc.1",
        "DOI: 10.1000/ABC.1.",
        "https://dl.acm.org/doi/pdf/10.1000/abc.1?download=true",
        "https://publisher.example/doi/full/10.1000/abc.1",
        "https://link.springer.com/content/pdf/10.1000/abc.1.pdf",
    ],
)
def test_a_doi_is_the_same_at_every_publisher(url: str) -> None:
    """Letters of either case are one (https://www.doi.org/doi-handbook, 2.4)."""
    assert identity(url) == "doi:10.1000/abc.1"


def test_a_doi_keeps_its_brackets() -> None:
    """Old ones have pairs of them; a lone one belongs to the sentence around it."""
    assert identity("https://doi.org/10.1016/0123-4567(93)90001-A)") == "doi:10.1016/0123-4567(93)90001-a"
    assert identity("https://doi.org/10.1002/%28SICI%291%3C2%3E3") == "doi:10.1002/(sici)1<2>3"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.github.com/Owner/Repo.git", "github:owner/repo"),
        ("https://github.com/owner/repo/?tab=readme-ov-file#install", "github:owner/repo"),
        ("https://github.com/owner/repo/tree/main", "github:owner/repo"),
        ("https://github.com/owner/repo/tree/v2", "github:owner/repo/tree/v2"),
        ("https://github.com/Owner/Repo/blob/Dev/Read.py#L3", "github:owner/repo/blob/Dev/Read.py"),
        ("https://raw.githubusercontent.com/Owner/Repo/Dev/Read.py", "github:owner/repo/blob/Dev/Read.py"),
        ("https://github.com/owner/repo/pull/5/files", "github:owner/repo/issues/5"),
        ("https://github.com/topics/nlp", "https://github.com/topics/nlp"),
        ("https://github.com/owner", "https://github.com/owner"),
    ],
)
def test_a_repository_has_one_name(url: str, name: str) -> None:
    """Owners and repositories ignore case, files and branches do not."""
    assert identity(url) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.zhihu.com/question/1/answer/2?utm_id=0", "zhihu:answer/2"),
        ("http://zhihu.com/answer/2", "zhihu:answer/2"),
        ("https://www.zhihu.com/question/1", "zhihu:question/1"),
        ("https://zhuanlan.zhihu.com/p/3/", "zhihu:p/3"),
        ("https://mp.weixin.qq.com/s/AbCdEfGhIjKlMn_-12345A?scene=1", "weixin:AbCdEfGhIjKlMn_-12345A"),
        (
            "http://mp.weixin.qq.com/s?__biz=MzA5==&mid=26&idx=1&sn=ab&chksm=9&scene=21#wechat_redirect",
            "weixin:MzA5/26/1/ab",
        ),
        ("https://mp.weixin.qq.com/s?sn=ab&idx=1&mid=26&__biz=MzA5%3D%3D", "weixin:MzA5/26/1/ab"),
        ("https://www.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333.999&vd_source=1", "bilibili:BV1xx411c7mD"),
        ("https://m.bilibili.com/video/BV1xx411c7mD?p=2", "bilibili:BV1xx411c7mD/2"),
        ("https://b23.tv/BV1xx411c7mD", "bilibili:BV1xx411c7mD"),
        ("https://www.youtube.com/watch?t=3&v=a-B_c1d2e3f", "youtube:a-B_c1d2e3f"),
        ("https://youtu.be/a-B_c1d2e3f?si=x", "youtube:a-B_c1d2e3f"),
        ("https://openreview.net/pdf?id=AbC1_-", "openreview:AbC1_-"),
        ("https://www.aclweb.org/anthology/P19-1001.pdf", "acl:P19-1001"),
        ("https://aclanthology.org/2020.acl-main.1/", "acl:2020.acl-main.1"),
        ("https://papers.nips.cc/paper/7181-a-title.pdf", "nips:7181"),
        (f"https://proceedings.neurips.cc/paper_files/paper/2017/hash/{HASH}-Abstract.html", f"nips:2017/{HASH}"),
        (f"https://papers.nips.cc/paper/2017/file/{HASH}-Paper.pdf", f"nips:2017/{HASH}"),
    ],
)
def test_sites_that_number_their_pages_are_known(url: str, name: str) -> None:
    """What is shared from an app and what stands in the browser are one."""
    assert identity(url) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://WWW.Example.org:80/a/b/?utm_source=x&b=2&a=1&fbclid=9#part", "https://example.org/a/b?a=1&b=2"),
        ("https://example.org:443", "https://example.org"),
        ("https://example.org/#!/route", "https://example.org#!/route"),
        ("http://example.org:8080/%7Ea/../b", "https://example.org:8080/b"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://例子.中国/路", "https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF"),
        ("https://example.org/a?lang=en", "https://example.org/a?lang=en"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_any_other_address_is_normalised(url: str, name: str) -> None:
    """What makes no difference to the page goes; what may make one stays."""
    assert identity(url) == name


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://link.zhihu.com/?target=https%3A//e.org/a%3Fb%3D1",
        "https://link.juejin.cn?target=https%3A%2F%2Fe.org%2Fa%3Fb%3D1",
        "https://link.csdn.net/?target=https%3A%2F%2Flink.zhihu.com%2F%3Ftarget%3Dhttps%253A%252F%252Fe.org%252Fa%253Fb%253D1",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fe.org%2Fa%3Fb%3D1",
    ],
)
def test_a_warning_page_is_stepped_over(wrapped: str) -> None:
    """What counts is where it leads in the end."""
    assert target(wrapped) == "https://e.org/a?b=1"
    assert identity(wrapped) == "https://e.org/a?b=1"


def test_what_cannot_be_stepped_over_stays() -> None:
    """A short or sealed address tells nothing by itself."""
    for url in ("https://t.co/abc", "http://jump.bdimg.com/safecheck/index?url=x8dkl2"):
        assert target(url) == url


def test_equal_links_are_listed_once() -> None:
    """The first address stays, under the first words that any of them has."""
    links = [
        Link("https://e.org/a"),
        Link("https://e.org/b", "乙"),
        Link("http://www.e.org/a/", "甲"),
        Link("https://e.org/b", "丙"),
    ]
    assert folded(links) == (Link("https://e.org/a", "甲"), Link("https://e.org/b", "乙"))


PIECES = st.sampled_from(
    [
        *(
            "/",
            "?",
            "&",
            "=",
            "#",
            "#!/",
            "%",
            "%25",
            "%2F",
            "%20",
            "..",
            "/./",
            "//",
            ";",
            ":",
            "@",
            "[",
            "]",
            "(",
            ")",
        ),
        *("10.1000/a", "10.48550/arXiv.", "2401.00001v2", "cs/0501001", "/abs/", "/pdf/", "/doi/", "target=", "url="),
        *("http%3A%2F%2F", "https://", "question/1/answer/2", ".pdf", "v=a-B_c1d2e3f", "\u200b", "\ud800", "\t", " "),
        *("utm_source=1", "İ", "¨", "\\", "例"),
    ]
)
HOSTS = st.sampled_from(
    [
        *("arxiv.org", "www.doi.org", "github.com", "link.zhihu.com", "zhihu.com", "mp.weixin.qq.com", "bilibili.com"),
        *(
            "youtube.com",
            "openreview.net",
            "e.org/doi",
            "E.ORG:443",
            "[::1]",
            "例子.中国",
            "www.www.e.org",
            "u:p@e.org:80",
            "",
        ),
    ]
)
URLS = st.builds(
    lambda scheme, host, rest: scheme + host + "".join(rest),
    st.sampled_from(["http://", "HTTPS://", "http:", "//", "doi:", "arXiv:", "github:", "", " http://"]),
    HOSTS,
    st.lists(PIECES | st.text(max_size=8), max_size=10),
)


@given(URLS | st.text())
def test_an_identity_is_its_own(url: str) -> None:
    """Any text has one, of bounded length, and naming it again changes nothing."""
    name = identity(url)
    assert identity(name) == name
    assert len(name) <= 500


@given(URLS)
def test_an_address_and_its_target_are_one(url: str) -> None:
    """What is asked of the web is what was linked to."""
    assert identity(target(url)) == identity(url)


@given(st.lists(st.builds(Link, URLS, st.text(max_size=3))))
def test_folding_loses_no_thing_and_repeats_none(links: list[Link]) -> None:
    """Every identity stays once, in the order of its first mention."""
    assert [identity(link.url) for link in folded(links)] == list(dict.fromkeys(identity(link.url) for link in links))


@pytest.mark.parametrize(
    "url",
    ["http://e.org/doi/10.1000/" + "?.)" * 5000, "http://zhihu.com/" + "a/" * 1900, "https://e.org/?" + "&" * 3900],
)
def test_a_hostile_address_is_no_work(url: str) -> None:
    """Length is bounded before anything else looks at it."""
    assert len(identity(url)) <= 500
