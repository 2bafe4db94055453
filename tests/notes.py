"""A few made-up notes, and how they come into a library."""

import datetime as dt
from collections.abc import Mapping

from knowledge.passages import cut
from knowledge.ports import Library
from knowledge.records import Entry, Found, Passage, Source
from tests.fakes import NOON

NOTES = {
    "过拟合怎么办": "过拟合是模型把训练集的噪声也背了下来。常见的办法有三个：早停、权重衰减和随机失活。",
    "池化层的作用": "池化层对邻近的输出取最大值或平均值。它没有可学习的参数，却让网络对小的平移不敏感。",
    "长短期记忆网络": "LSTM 用遗忘门决定丢掉哪些旧信息。输出门决定露出多少状态。它缓解了梯度消失，但不能解决梯度爆炸。",
    "优化器的选择": "Adam 的学习率一般设为 0.001。SGD 配合动量收敛更慢，泛化有时更好。",
    "Attention in one page": "Attention compares a query with all keys. Scores are scaled by the square root of 64.",
}


def source(name: str = "notes", hours: int = 0) -> Source:
    """A source of that name, fetched so many hours after noon."""
    return Source(
        id=f"s-{name}",
        key=f"/{name}.md",
        path=f"{name}.md",
        shape="outline",
        title=f"《{name}》",
        content_hash="0",
        fetched_at=NOON + dt.timedelta(hours=hours),
        date=dt.date(2026, 1, 2),
        url=f"https://example.org/{name}",
    )


async def shelve(library: Library, notes: Mapping[str, str], name: str = "notes", hours: int = 0) -> None:
    """Keep one source with these notes, titles to texts."""
    kept = source(name, hours)
    entries = [Entry(f"{name}-{n}", kept.id, n, title, text) for n, (title, text) in enumerate(notes.items())]
    await library.keep(kept, entries, [passage for entry in entries for passage in cut(entry)])


def found(text: str, number: int = 1, title: str = "笔记", score: float = 1.0, dense: float = 0.0) -> Found:
    """A found passage that is the whole of entry `e<number>`."""
    entry = Entry(f"e{number}", "s-notes", number, title, text)
    return Found(number, Passage(entry.id, 0, (title,), text), entry, source(), score, dense=dense)
