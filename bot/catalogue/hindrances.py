"""Why something cannot be done to an issue as things are, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Language, Phrase
from knowledge.errors import Hindrance, IssueHindered

HINDRANCES: Final[Mapping[Hindrance, Phrase]] = {
    Hindrance.NO_ENTRIES: Phrase(
        "这一期还没有收入任何投稿：先通过几篇，再冻结；或者跳过本期。",
        "Nothing is placed in this issue yet: approve some notes first, or skip it.",
    ),
    Hindrance.NOT_IN_ISSUE: Phrase(
        "第 {about} 期里没有要更正的内容：请核对条目编号（如 4-p2）或参考文献的编号。",
        "Issue {about} has no such thing to correct: check the entry, such as 4-p2, or the reference's number.",
    ),
    Hindrance.UNCHANGED: Phrase(
        "第 {about} 期已经是这样了，没有更正：请给出和现在不同的内容。",
        "Issue {about} says that already, and stays as it is: give a wording that differs.",
    ),
    Hindrance.NOTHING_TO_RETRY: Phrase(
        "没有可以直接重发的：余下的不确定是否已发出，请看过之后指明重发哪个，或确认哪个已发出。",
        "Nothing failed for certain: look where it is in doubt, then name what to send again, or what did go out.",
    ),
    Hindrance.NUMBER_TAKEN: Phrase(
        "已经有第 {about} 期了，内容不同，没有导入。",
        "There is an issue {about} already, with other contents; nothing was imported.",
    ),
    Hindrance.NO_ISSUE_IN_FILE: Phrase(
        "在 {about} 里找不到一期周刊：要有期号、日期、本期内容和各栏目。",
        "No issue was found in {about}: it needs a number, a date, its contents and their sections.",
    ),
}


def hindrance(error: IssueHindered, language: Language) -> str:
    """The sentence for what stands in the way."""
    phrase = HINDRANCES[error.hindrance]
    template = phrase.zh if language == "zh" else phrase.en
    return phrase.say(language, about=error.about) if "{about}" in template else phrase.say(language)
