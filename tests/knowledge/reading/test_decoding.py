import pytest

from knowledge.errors import SourceRefused
from knowledge.reading.decoding import decode

CHINESE = "神经网络的训练就是不断调整参数，使损失函数在训练集上尽可能小，同时在没有见过的数据上也表现良好。"
TRADITIONAL = "神經網路的訓練就是不斷調整參數，使損失函數在訓練集上盡可能小，同時在沒有見過的資料上也表現良好。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_chinese_is_decoded_without_a_declaration(encoding: str) -> None:
    """The encodings that Chinese pages come in are told from the bytes."""
    assert decode("a.txt", CHINESE.encode(encoding)) == CHINESE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [CHINESE, TRADITIONAL, "Gates decide what the cell forgets.\n", "第一，看 loss。\n" * 9]
)
def test_utf_16_without_a_mark_is_told_from_its_zeros(encoding: str, text: str) -> None:
    """Whatever the byte order, also where the zeros of the character 一 stand on the other side."""
    assert decode("a.txt", f"{text}\n".encode(encoding)) == f"{text}\n"


@pytest.mark.parametrize(
    "data",
    [b"The gates decide what the cell forgets.\0 Then they decide again.", bytes(64), CHINESE.encode("gbk") + b"\0"],
)
def test_zeros_alone_make_no_utf_16(data: bytes) -> None:
    """A stray zero in other text, and nothing but zeros, are still binary."""
    with pytest.raises(SourceRefused, match="binary"):
        decode("a.txt", data)


@pytest.mark.parametrize("declared", ["gb2312", "iso-8859-1", "utf-8", "no-such-charset"])
def test_a_wrong_declaration_does_not_spoil_gbk(declared: str) -> None:
    """The bytes are believed before a charset that cannot hold them, or in which every byte is valid."""
    page = f'<meta charset="{declared}">{CHINESE}'
    assert decode("a.html", page.encode("gbk")) == page


def test_gb2312_is_read_as_its_superset() -> None:
    """Pages declare gb2312 and use characters that only GBK has."""
    page = "<meta charset=gb2312>朱镕基、堃、喆，" + CHINESE
    assert decode("a.html", page.encode("gbk")) == page


def test_a_declared_big5_is_believed() -> None:
    """Traditional pages declare Big5."""
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=big5">{TRADITIONAL}'
    assert decode("a.html", page.encode("big5")) == page


def test_an_undeclared_big5_is_not_taken_for_gbk() -> None:
    """The byte pairs of Big5 lie outside GB2312's common characters."""
    assert decode("a.txt", (TRADITIONAL * 4).encode("big5")) == TRADITIONAL * 4


def test_a_file_cut_inside_a_character_is_still_read() -> None:
    """One lost character does not make an encoding unknown."""
    text = decode("a.txt", (CHINESE * 3).encode()[:-1])
    assert text.startswith(CHINESE * 2)


def test_line_ends_become_newlines() -> None:
    """Windows and old Mac line ends are read as line ends."""
    assert decode("a.txt", b"a\r\nb\rc\n") == "a\nb\nc\n"
