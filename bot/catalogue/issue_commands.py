"""What `zixue issue` says."""

from bot.catalogue.phrase import Phrase, Phrases


class IssueCommands(Phrases):
    """The sentences of the command line about issues."""

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
    UNWRITABLE = Phrase("写不了 {file}：{reason}", "{file} cannot be written: {reason}")
    NOTHING_TO_CORRECT = Phrase(
        "要更正什么？用 --reference N --url 地址，或 --entry 4-p2 --text 文件。",
        "What is to be corrected? Use --reference N --url URL, or --entry 4-p2 --text FILE.",
    )
    NO_ADDRESS = Phrase(
        "{url} 不是网址：要以 http:// 或 https:// 开头。", "{url} is no address: it begins with http:// or https://."
    )
