"""What is said of opinions about answers, and in inline mode."""

from typing import Final

from bot.catalogue.phrase import Phrase, Phrases
from knowledge.records import Fault


class OpinionWords(Phrases):
    """The words around 👍 and 👎."""

    NOTED = Phrase("记下了", "Noted")
    TAKEN_BACK = Phrase("已收回", "Taken back")
    GONE = Phrase("这个回答已经不在记录里了。", "This answer is no longer kept.")
    ONLY_THEIRS = Phrase(
        "只有点了 👎 的人可以说哪里不好；请先在那个回答下面点 👎。",
        "Only those who pressed 👎 can say what is wrong: press it under that answer first.",
    )
    WHY = Phrase("「{question}」的回答哪里不好？", "What is wrong with the answer to “{question}”?")
    OFF_TOPIC = Phrase("答非所问", "Beside the point")
    UNSUPPORTED = Phrase("来源不支持", "Sources do not say so")
    INCOMPLETE = Phrase("不完整", "Incomplete")
    OUTDATED = Phrase("过时", "Outdated")
    UNREADABLE = Phrase("看不懂", "Hard to read")
    OTHER = Phrase("其他……", "Something else…")
    OWN_WORDS = Phrase(
        "请在两分钟内回复这条消息，用一句话说说哪里不好。",
        "Reply to this message within two minutes and say in a sentence what is wrong.",
    )
    OWN_WORDS_HINT = Phrase("哪里不好", "What is wrong")
    TOO_LATE = Phrase(
        "超过两分钟了，这句话没有记下。请再点一次「其他」。",
        "That took more than two minutes and was not noted. Press “Something else” again.",
    )
    NO_FEEDBACK = Phrase("这段时间没有人评价过回答。", "Nobody has judged an answer in this time.")
    SET_WRITTEN = Phrase("写了 {count} 题到 {path}。", "{count} cases are in {path} now.")
    REASON_NOTED = Phrase("记下了，谢谢。", "Noted, thank you.")


FAULTS: Final = {
    Fault.OFF_TOPIC: OpinionWords.OFF_TOPIC,
    Fault.UNSUPPORTED: OpinionWords.UNSUPPORTED,
    Fault.INCOMPLETE: OpinionWords.INCOMPLETE,
    Fault.OUTDATED: OpinionWords.OUTDATED,
    Fault.UNREADABLE: OpinionWords.UNREADABLE,
    Fault.OTHER: OpinionWords.OTHER,
}
"""What can be said with one tap, in this order."""


class InlineWords(Phrases):
    """The words of inline mode."""

    HINT = Phrase("输入问题或词语，查小组读过的资料", "Type words to look up what the group has read")
    NOTHING = Phrase("没有找到；去私聊里问我", "Nothing found; ask me in private")
    OPEN = Phrase("看全文", "Read it in full")
