import pytest

from knowledge.reading.formats.web_page.main_text import read

PROSE = "随机失活在训练时按概率把一部分神经元的输出置零，推断时全部保留，因此相当于许多子网络的平均。"


@pytest.mark.parametrize(
    "line",
    [
        "点击上方“某公众号”，选择“星标”，第一时间看到文章",
        "点击蓝字，关注我们",
        "— END —",
        "觉得有用，就点个在看吧",
        "点赞在看",
        "分享、点赞、在看，一键三连",
        "版权",
    ],
)
def test_what_asks_for_attention_is_the_sites(line: str) -> None:
    """Invitations to follow and like, the sign of the end, and a lone word about rights."""
    page = f'<div id="js_content"><p>{line}</p><p>{PROSE}</p><p>{line}</p><p>{PROSE}</p><p>{line}</p></div>'
    assert read(page).text == f"{PROSE}\n\n{PROSE}"


def test_what_follows_the_writers_other_texts_goes() -> None:
    """The list of them ends an article."""
    listed = "<p>往期推荐：《权重衰减的三个误会》</p><p>《再谈丢弃法，为什么它不再流行，又在哪里回来》</p>"
    page = f'<div id="js_content"><p>{PROSE}</p><p>{PROSE}</p>{listed}</div>'
    assert read(page).text == f"{PROSE}\n\n{PROSE}"


@pytest.mark.parametrize(
    "line", ["端到端 end-to-end 的训练更简单。", "版权问题由数据的来源决定。", "往期的梯度要先清零，再算新的。"]
)
def test_sentences_that_begin_alike_stay(line: str) -> None:
    """They belong to the text."""
    assert line in read(f'<div id="js_content"><p>{PROSE}</p><p>{line}</p><p>{PROSE}</p></div>').text
