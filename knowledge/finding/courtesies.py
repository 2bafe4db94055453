"""What is said around a question: whom it is for, greetings, apologies and thanks."""

import re
from typing import Final

from knowledge.language.words import topic_words

_MENTION: Final = re.compile(r"(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{2,31}\b(?!\.)")
_MARK: Final = r"[\s,.!?:;~、。，！？：；～…—-]"
_PAUSE: Final = r"(?=[\s,.!:~、。，！：～])"
_PEOPLE: Final = (
    "(?:(?:各位|诸位|大家|哪位|群里的?|群友|同学|朋友|老师|大佬|大神|大牛|专家|前辈|小伙伴|兄弟|师兄|师姐)们?){1,3}"
)
_NEWCOMER: Final = "(?:小白|新手|萌新|菜鸟|初学者|本人)"
_ASKING: Final = (
    "(?:一个|个)问题(?=[:：,，])|问个问题|有一?个问题"
    "|我?想?请[问教]一?下?|我?想?问问(?!问)|我?想?问一?下|弱弱地?的?问一?[句下]|冒昧问?一?下?|我?想知道"
    f"|{_NEWCOMER}?(?:求问|求助|求教|求解答?|请教)|(?:我是)?{_NEWCOMER}一枚"
    "|不好意思|打扰一?下?了?|劳驾|麻烦问?一?下?|(?:能不能)?帮忙看?一?下"
    "|有?没?有?(?:人|谁|大佬|大神|同学|朋友)(?:能|可以)?(?:知道|了解|懂|清楚|告诉我|帮忙看?一?下?)(?:一?下)?"
)
_GREETING: Final = f"(?:大家|各位|老师|你|您|早上|上午|中午|下午|晚上)好|早安|哈喽|在[吗么]|(?:早上?|嗨){_PAUSE}"
_ENGLISH: Final = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: (?:there|all|everyone|everybody|guys|folks))?\b"
    r"|sorry(?: to bother(?: you)?)?\b|excuse me\b|please\b|(?:just )?(?:a )?(?:quick|newbie|beginner) question\b"
    r"|(?:could|can|would) (?:you|any(?:one|body)|some(?:one|body)) (?:please )?(?:tell me|explain to me)\b"
    r"|does any(?:one|body) know\b|i(?:'d like| would like| want) to (?:know|ask)\b|i was wondering\b|may i ask\b"
)
_BEFORE: Final = re.compile(
    rf"^(?:{_MARK}|(?:{_GREETING}|{_PEOPLE}(?:{_PAUSE}|(?={_GREETING}|{_ASKING}))"
    rf"|(?:{_ASKING})(?:{_PEOPLE}(?:{_PAUSE}|(?={_ASKING})))?)(?=.)|(?:{_ENGLISH}))+",
    re.IGNORECASE,
)
_THANKS: Final = (
    "(?:万分|非常|十分)?(?:感谢|谢谢|多谢|谢了)(?:各位|大家|大佬|大神|老师|您|你|啦|了|们)*|谢++"
    r"|求解答?|求助|求教|求指[点教导]|跪求|在线等|(?<=[,，。!！?？\s])急+|拜托了?"
    r"|(?<=[,.!?~，。！？\s])(?:thanks|thank you|thx|ty)(?: (?:all|everyone|a lot|so much|you|guys|in advance))*"
)
_AFTER: Final = re.compile(rf"(?:[\s,.!:;~、。，！：；～…—🙏-]|{_THANKS})+$", re.IGNORECASE)


def without_courtesies(text: str) -> str:
    """What a message asks, without mentions, greetings and thanks; the message itself where nothing would be left."""
    told = _MENTION.sub(" ", text).strip()
    asked = _AFTER.sub("", _BEFORE.sub("", told)).strip()
    return next(
        (kept for kept in (asked, told) if topic_words(kept)), asked if asked and not topic_words(text) else text
    )
