import pytest

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import read


def _refusal(name: str, data: bytes) -> Refusal:
    with pytest.raises(SourceRefused) as refused:
        read(name, data)
    return refused.value.refusal


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf\n", b"<html><body></body></html>", b"<!-- x -->"])
def test_a_page_without_words_is_refused(data: bytes) -> None:
    """Nothing to read is empty; nothing left after cleaning is said so."""
    assert _refusal("a.html", data) in {Refusal.EMPTY, Refusal.NOTHING_LEFT}


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.txt", b"", Refusal.EMPTY),
        ("a.txt", b"\x89PNG\r\n\x1a\n", Refusal.BINARY),
        ("a.txt", b"text\x00text", Refusal.BINARY),
        ("a.txt", bytes(range(1, 9)) * 4, Refusal.BINARY),
        ("a.txt", b"%PDF-1.7 ...", Refusal.DAMAGED),
        ("a.docx", b"PK\x03\x04...", Refusal.DAMAGED),
        ("a.ipynb", b"{}", Refusal.DAMAGED),
        ("a.zip", b"PK\x03\x04...", Refusal.UNSUPPORTED),
        ("a.md", b"---\n---\n", Refusal.NOTHING_LEFT),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, data: bytes, refusal: Refusal) -> None:
    """Each kind of unreadable source has its own refusal."""
    assert _refusal(name, data) is refusal


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.md", "# 梯度\n\n沿负梯度走一步。\n".encode(), 35),
        ("a.md", b"# Adam\n\nAn optimiser.\n\n## Steps\n\nSmall ones.\n", 45 + 64),
        (
            "a.json",
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "An optimiser."}]}',
            13,
        ),
    ],
    ids=["bytes of text", "headings cost more", "entries"],
)
def test_a_text_that_is_too_large_is_refused(name: str, data: bytes, size: int) -> None:
    """For the memory that it would take until it is indexed; one that is just not is read."""
    assert read(name, data, most=size).entries
    with pytest.raises(SourceRefused) as refused:
        read(name, data, most=size - 1)
    assert refused.value.refusal is Refusal.TOO_LARGE


def test_a_text_of_nothing_is_too_large_before_it_is_nothing() -> None:
    """The size is the reason that helps."""
    with pytest.raises(SourceRefused) as refused:
        read("a.md", b"---\n---\n", most=5)
    assert refused.value.refusal is Refusal.TOO_LARGE


def test_a_web_page_is_read_as_its_main_text() -> None:
    """HTML goes through the extractor, and its address stays with the reading."""
    page = (
        "<html><head><title>梯度裁剪</title></head><body><nav><a href='/'>首页</a></nav><article><h1>梯度裁剪</h1>"
        "<p>梯度的范数超过阈值时，把它按比例缩小，方向不变，训练就不会因为一步走得太远而发散。</p></article></body></html>"
    )
    reading = read("page", page.encode(), "https://example.org/clip")
    assert reading.title == "梯度裁剪"
    assert reading.url == "https://example.org/clip"
    assert reading.entries[0].text.startswith("梯度的范数")
    assert "首页" not in reading.entries[0].text


def test_markdown_with_tags_is_not_taken_for_a_web_page() -> None:
    """Tags inside Markdown do not send it through the extractor."""
    reading = read("notes.md", b"<center>x</center>\n\n# Title\n\nA sentence about gradients.\n")
    assert reading.shape == "outline"
    assert reading.title == "Title"
