"""A made-up study group: messages that ask about the field, and everything else that is said there."""

from itertools import product

from knowledge.listening.labels import Label

_THINGS = ("池化层", "学习率", "批归一化", "交叉熵", "残差连接", "词向量", "随机森林", "注意力机制")
_ASKED = (
    "{}是怎么算出来的",
    "请问{}为什么有用？",
    "{}一般设成多少",
    "有谁知道{}和正则化的区别吗",
    "训练的时候{}要不要调",
)
_STATED = ("{}那一章我昨天读完了", "老师说{}下周考")
_PLACES = ("食堂", "图书馆", "球场", "校门口", "地铁站", "自习室", "宿舍楼", "操场")
_CHATTER = ("{}今天人好多啊", "谁在{}等我一下", "{}几点关门？", "晚上去{}吗", "我的伞落在{}了", "{}旁边新开了一家店")

LABELS = [
    *(Label(words.format(thing), should_answer=True) for thing, words in product(_THINGS, _ASKED)),
    *(Label(words.format(thing), should_answer=False) for thing, words in product(_THINGS, _STATED)),
    *(Label(words.format(place), should_answer=False) for place, words in product(_PLACES, _CHATTER)),
    Label("哈哈哈哈哈", should_answer=False),
    Label("好", should_answer=False),
    Label("谢谢大家，散了散了", should_answer=False),
    Label("周末爬山报名的接龙", should_answer=False),
]
"""108 messages, 40 of them to be answered."""

ASKS = "请问丢弃法是怎么算出来的"
CHATS = "晚上去河边吗"
