"""What the members of the scripted week write, each note under the name by which the script knows it."""

from typing import Final

NOTES: Final = {
    "paper": (
        "论文：只用注意力的翻译模型\nhttps://arxiv.org/abs/1706.03762\n"
        "**编码器、解码器：**都去掉了循环，只剩自注意力和前馈层。位置靠正弦编码补上。"
    ),
    "same paper": (
        "论文精读 https://arxiv.org/pdf/1706.03762v5 这一篇里，缩放因子 $\\sqrt{d_k}$ 是为了不让 softmax 落进饱和区，"
        "我自己用 64 维推了一遍方差。"
    ),
    "paper without address": (
        "论文名称：深度置信网络的逐层预训练\n没有找到公开的全文，只有图书馆的复印本。"
        "要点是先用受限玻尔兹曼机一层一层学，再整体微调。"
    ),
    "own message": "这周把反向传播在计算图上从头推了一遍，发现自己以前总把转置的位置记错。",
    "quoted, agreed": "学习率预热的作用是让二阶矩估计先稳下来，不然头几百步容易发散。",
    "quoted, declined": "我随口说的：批量归一化其实没什么用。",
    "album": "三张图：学习率分别取 0.1、0.01、0.001 时的损失曲线，最大的那个第三轮就发散了。",
    "photo": "混淆矩阵里 4 和 9 最容易混，数据增强之后少了一半。",
    "in private": (
        "本周心得：看https://e.example.org/adam，很好。损失函数里加了权重衰减，**验证集：**准确率从 91 提到 93。"
    ),
    "formula": (
        "本周心得：交叉熵 $H(p,q)=-\\sum_i p_i\\log q_i$，只有 p 等于 q 时才等于熵。买书花了$5和$6，不算公式。"
    ),
    "code": (
        "本周心得：梯度裁剪只要一行。\n\n```python\nclip_grad_norm_(model.parameters(), 1.0)\nif loss"
        " > 10:\n    skip()\n```"
    ),
    "near the own message": "这周把反向传播在计算图上从头推了一遍，发现自己以前总是把转置的位置记错了。",
    "edited while pending": "本周心得：随机森林的袋外误差可以代替交叉验证。",
    "edited while pending, then": "本周心得：随机森林的袋外误差常常可以代替交叉验证，样本少的时候不行。",
    "edited when placed": "本周心得：早停的耐心设成三轮。",
    "edited when placed, then": "本周心得：早停的耐心设成五轮，三轮太急，验证损失还在抖。",
    "withdrawn": "本周心得：这一篇写得太急，先不发了，等我再想想。",
    "rejected": "本周心得：今天天气不错。",
    "handed in again": "本周心得：在阳台上读完了贝叶斯优化的采集函数，期望提升比置信上界省事。",
    "to be changed": "本周心得：据说大批量训练会掉点。",
    "changed": "本周心得：大批量训练会掉点，线性放大学习率加预热能补回来，见 https://arxiv.org/abs/1706.02677 。",
    "never changed": "本周心得：我觉得激活函数都差不多。",
    "anonymous": (
        "本周心得：我其实一直没弄懂残差连接，后来明白残差连接让梯度沿恒等映射直接回传，所以很深的网络也能训练。"
    ),
    "in the group": "学会了用 einsum 写多头注意力，比来回 reshape 清楚得多。",
    "secret": "本周心得：调接口的时候用的是 sk-abcdefghijklmnopqrstuvwx0123456789 这个钥匙，别忘了换。",
    "reworded": "本周心得：今天读的是卷积,感受野会一层一层变大.",
    "reworded, then": "本周心得：今天读的是卷积，感受野会一层一层变大。",
    "answer": (
        "问：验证集和测试集为什么要分开？\n答：超参数是看着验证集挑的，再拿它报告成绩就偏乐观了；测试集只能用一次。"
    ),
    "resource": "推荐一门公开课和它的作业仓库：https://course.example.org/ml https://code.example.org/ml-homework",
    "another resource": "整理：矩阵求导速查 https://matrix.example.org/cookbook",
    "late": "本周心得：截稿之后才写完，主要是弄清了 dropout 在推断时为什么要缩放。",
    "late, for the next": "本周心得：刚开始读扩散模型，前向过程就是一步一步加噪声。",
    "banned": "本周心得：这一条不该收。",
    "said by another": "别人的一句话，没有命令，不算投稿。",
}
"""By the note's name; a name that ends in "then" is what its author, or an editor, makes of it."""

PIECES: Final = ("# 第三周：卷积", "先复习了互相关和卷积的差别：核要不要翻转。", "然后手算了一个 3×3 的例子。")
"""What somebody writes in three messages."""

MARKDOWN: Final = (
    "# 用一个表比较优化器\n\n| 方法 | 记忆 | 适合 |\n| --- | --- | --- |\n| SGD | 无 | 视觉 |\n| "
    "Adam | 两份 | 语言 |\n\n"
    "更新的式子是\n\n$$\nw \\leftarrow w - \\eta \\frac{m}{\\sqrt{v}+\\epsilon}\n$$\n\n"
    "- 先看学习率\n- 再看批量\n\n脚注也可以[^1]。\n\n[^1]: 见 [动量](https://distill.example.org/momentum)\n"
)
GBK: Final = "本周心得：这个文件是用国标码存的。\r\n\r\n主成分分析之前一定要先标准化，不然方差大的一列说了算。\r\n"
FORWARDED: Final = "新综述上线：状态空间模型能不能代替注意力。"
LONG: Final = "本周心得：逐层读一个小模型。\n\n" + "\n\n".join(
    f"第 {n} 层：这一层的输入先做归一化，再进注意力，然后是前馈，最后把结果加回主干，这样数值不会越走越大。"
    "我把每一步的均值和方差都记了下来，和书上的推导对得上，只有最前面几步因为预热还不稳。"
    for n in range(1, 61)
)
"""More than one message holds."""

FOREWORD: Final = "这一期大家都在**重新推公式**。\n\n推得慢一点没有关系，推对了就不会再忘。"
OWN_REASON: Final = "和学习没有关系，请写一点学到的东西"
QUESTION: Final = "残差连接为什么能让很深的网络也能训练？"
AMENDED: Final = (
    "这周把反向传播在计算图上从头推了一遍，发现自己以前总把转置的位置记错；上次漏说了：偏置的梯度要对批量求和。"
)
