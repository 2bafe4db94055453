"""Why something cannot be done to an issue, and what the command line says of issues."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Language, Phrase, Phrases
from knowledge.errors import Hindrance, IssueHindered

HINDRANCES: Final[Mapping[Hindrance, Phrase]] = {
    Hindrance.NO_ENTRIES: Phrase(
        "这一期还没有排入任何投稿：先通过几篇，再冻结；或者跳过本期。",
        "Nothing is placed in this issue yet: approve some notes first, or skip it.",
    ),
    Hindrance.NOT_IN_ISSUE: Phrase(
        "第 {about} 期里没有要更正的内容：请核对条目编号（如 4-p2）或参考文献的编号。",
        "Issue {about} has no such thing to correct: check the entry, such as 4-p2, or the reference's number.",
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


class Issues(Phrases):
    """What the command line says of issues."""

    NONE = Phrase("还没有任何一期。", "There is no issue yet.")
    NO_NUMBER = Phrase(
        "没有第 {number} 期。用 zixue issue list 看有哪些。",
        "There is no issue {number}. zixue issue list shows what there is.",
    )
    NO_STATE = Phrase(
        "没有处于 {state} 状态的一期。用 zixue issue list 看看。",
        "No issue is {state}. zixue issue list shows how far they are.",
    )
    NO_FORMAT = Phrase("第 {number} 期没有 {name}。", "Issue {number} has no {name}.")
    CHANGED = Phrase(
        "别人刚刚改动了这一期，什么也没有做。请再看一眼，再试一次。",
        "Somebody has just changed this issue; nothing was done. Look again, then try again.",
    )
    DONE = Phrase("{title}：{state}", "{title}: {state}")
    IMPORTED = Phrase(
        "已导入：{title}，{entries} 条，{references} 个链接。",
        "Imported: {title}, {entries} entries, {references} references.",
    )
    UNCHANGED = Phrase("已经导入过了，没有变化：{title}。", "Imported before, nothing changed: {title}.")
    WRITTEN = Phrase("已写入 {file}（{size} 字节）。", "{file} written ({size} bytes).")
    BINARY = Phrase(
        "PDF 不能直接显示在终端里：请用 -o 写进文件。",
        "A PDF cannot be shown in a terminal: write it to a file with -o.",
    )
    UNREADABLE = Phrase("读不了 {file}：{reason}", "{file} cannot be read: {reason}")
    NOTHING_TO_CORRECT = Phrase(
        "要更正什么？用 --reference N --url 地址，或 --entry 4-p2 --text 文件。",
        "What is to be corrected? Use --reference N --url URL, or --entry 4-p2 --text FILE.",
    )
    NO_ADDRESS = Phrase(
        "{url} 不是网址：要以 http:// 或 https:// 开头。", "{url} is no address: it begins with http:// or https://."
    )


def hindrance(error: IssueHindered, language: Language) -> str:
    """The sentence for what stands in the way."""
    phrase = HINDRANCES[error.hindrance]
    template = phrase.zh if language == "zh" else phrase.en
    return phrase.say(language, about=error.about) if "{about}" in template else phrase.say(language)
