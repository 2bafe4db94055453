from knowledge.weekly.rendering.plain import issue_text
from tests.knowledge.weekly.rendering.trapped_issue import PAGE, PAPER, WEIXIN, trapped_issue

GOLDEN = f"""机器学习周刊 第 4 期
2026-11-21 · 本期主编：阿编

刊首语
欢迎各位。

本期内容
论文速递
• 低秩微调
学习心得
• 大煌
• 大鹏
• 匿名
• 木子
疑问解答
• 为什么要归一化？

论文速递

低秩微调 #4-论1
作者：A. Bee
论文地址[1]
第 2 期 小红也读过
小明：
损失函数：衡量
看{PAGE}[2]，很好
你好，世界！（Ａ）“引”
价格$5和$6元，x_1 是量
见 {WEIXIN}[3] 。
匿名：
转自 某频道
读不懂。

学习心得

大煌 #4-心1
大鹏说得对。
小结
• 一
• 二
图

大鹏 #4-心2
学了熵。

匿名 #4-心3
不说是谁。

木子 #4-心4
（应作者要求删除）

疑问解答

为什么要归一化？ #4-答1
小明：
为了稳定。

References
[1] [2106.09685] 低秩: {PAPER}
[2] 一页: {PAGE}
[3] {WEIXIN}
"""


def test_an_issue_as_words() -> None:
    """Every line where its author ended it, every link with its number, the five traps as they were meant."""
    assert issue_text(trapped_issue()) == GOLDEN
