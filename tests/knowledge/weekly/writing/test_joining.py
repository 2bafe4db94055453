import datetime as dt

from knowledge.weekly.notes import Part
from knowledge.weekly.writing import joined

SENT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def _parts(*texts: str, apart: float = 1, attachments: tuple[int, ...] = ()) -> list[Part]:
    return [
        Part(1, 5, number, text, SENT + dt.timedelta(seconds=apart * number), attachments=attachments)
        for number, text in enumerate(texts)
    ]


def test_a_cut_paste_is_one_text() -> None:
    """Telegram cuts at 4,096; what comes at once after so long a message goes on where it ended."""
    long = "字" * 3950
    assert joined(_parts(long, "尾", "另")) == f"{long}尾\n\n另"
    assert joined(_parts(long, "尾", apart=3)) == f"{long}\n\n尾"
    assert joined(_parts("😀" * 1950, "尾")) == "😀" * 1950 + "尾"


def test_a_cut_listing_is_one_listing() -> None:
    """Both halves came with fences of their own."""
    code = "x\n" * 2000
    assert joined(_parts(f"```py\n{code}```", "```py\ny\n```")) == f"```py\n{code}y\n```"


def test_pictures_follow_their_words() -> None:
    """An album has its caption at one of them, and none at the others."""
    assert joined(_parts("题", "", attachments=(7,))) == "题\n\n![](attachment:7)\n\n![](attachment:7)"
