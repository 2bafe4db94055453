import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.places import misplaced


def wrong(claim: str, passage: str) -> bool:
    """Whether something in the claim stands in another's place."""
    return misplaced(Likeness(read(claim), read(passage), names.kinds(claim) | names.kinds(passage)))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("基础模型有 16 个头", "基础模型有 8 个头，大模型有 16 个头。"),
        ("默认 β1=0.999、β2=0.9", "默认 β1=0.9、β2=0.999。"),
        ("一次处理 30 分钟的音频", "一次处理 30 秒的音频。"),
        ("SGD 收敛比 Adam 快", "Adam 收敛比 SGD 快。"),
        ("Adam 收敛比 SGD 慢", "Adam 收敛比 SGD 快。"),
        ("解码器读入输入句子", "编码器读入输入句子。"),
        ("验证集上误差上升", "验证集上误差下降。"),
        ("精度不会提高", "精度会提高。"),
        ("CBOW 预测上下文，Skip-gram 预测中心词", "CBOW 预测中心词，Skip-gram 预测上下文。"),
        (
            "LightGBM 比 XGBoost 更快，编码器一共有 12 层，解码器一共只有 6 层",
            "LightGBM 比 XGBoost 更快。编码器有 6 层，解码器有 12 层。",
        ),
        ("Either is slower than hybrid search with BM25", "Either is faster than hybrid search with BM25."),
    ],
)
def test_what_stands_in_anothers_place_is_wrong(claim: str, passage: str) -> None:
    """Figures, names, terms and ends of a scale, replaced or exchanged."""
    assert wrong(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("大模型有 16 个头", "基础模型有 8 个头，大模型有 16 个头。"),
        ("SGD 收敛比 Adam 慢", "Adam 收敛比 SGD 快。"),
        ("精度不会降低", "精度不降低。"),
        ("误差减小", "误差下降。"),
        ("编码器读入句子，解码器生成译文", "编码器读入句子，解码器再生成译文。"),
        ("批大小不小于 16", "批大小至少为 16。"),
        ("没有降低精度", "精度没有下降。"),
        ("6 会和 9 混淆", "6 和 9、2 和 5 会混淆。"),
        ("显存减少 50%", "权重从 16 位压到 8 位，显存减半，精度损失小于 1%。"),
        ("GRU 有 3 个门", "GRU 用 3 个门，在 2014 年提出。"),
        ("LightGBM 的误差低于 XGBoost", "XGBoost 按层生长，LightGBM 比 XGBoost 误差更低。"),
    ],
)
def test_what_says_the_same_is_not(claim: str, passage: str) -> None:
    """In other words, in part, turned round twice, or told from the other side."""
    assert not wrong(claim, passage)
