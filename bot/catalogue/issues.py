"""What is said around an issue of the weekly: by its card, its pages, and where there is none."""

from bot.catalogue.phrase import Phrase, Phrases


class IssueWords(Phrases):
    """The words of `/issue`; the issue's own headings are in Chinese, as the issue is."""

    COMMAND = Phrase("读周刊：最新一期，或 /issue 4", "read the weekly: the newest issue, or /issue 4")
    CORRECTED = Phrase("更正于 {day}", "corrected on {day}")
    EDITOR = Phrase("主编 {name}", "edited by {name}")
    COUNT = Phrase("共 {count} 篇", "{count} entries")
    AND_MORE = Phrase("……还有 {count} 篇", "… and {count} more")
    ANONYMOUS = Phrase("匿名", "anonymous")
    ORIGIN = Phrase("转自 {origin}", "forwarded from {origin}")
    ERASED = Phrase("（应作者要求删除）", "(removed at the author's request)")
    SEEN_BEFORE = Phrase("第 {issue} 期 {names}也读过", "{names} read it too, in issue {issue}")

    REST = Phrase("（全文见网页）", "(the whole text is on the web page)")
    FULL_TEXT = Phrase("🌐 全文网页", "🌐 Full text")
    PDF = Phrase("📄 PDF", "📄 PDF")
    IN_THE_BOT = Phrase("📖 在这里读", "📖 Read here")
    CONTENTS = Phrase("☰ 目录", "☰ Contents")
    PREVIOUS_ENTRY = Phrase("← 上一篇", "← Previous entry")
    NEXT_ENTRY = Phrase("下一篇 →", "Next entry →")

    NONE_YET = Phrase(
        "还没有出过一期。用 /submit 投稿，收进下一期。",
        "No issue is out yet. Hand something in with /submit, for the next one.",
    )
    NO_SUCH_ISSUE = Phrase(
        "没有第 {number} 期。现有：{there}。发 /issue 看最新一期。",
        "There is no issue {number}. There are: {there}. /issue shows the newest.",
    )
    NO_SUCH_ENTRY = Phrase(
        "第 {number} 期里没有这一条。发 /issue {number} 看它的目录。",
        "Issue {number} has no such entry. /issue {number} shows its contents.",
    )
    NO_SUCH_SECTION = Phrase(
        "第 {number} 期里没有这个栏目。发 /issue {number} 看它的目录。",
        "Issue {number} has no such section. /issue {number} shows its contents.",
    )
    WITHDRAWN = Phrase("第 {number} 期已撤回。", "Issue {number} was withdrawn.")
    WITHDRAWN_HERE = Phrase("本期已撤回。", "This issue was withdrawn.")
    NO_PDF = Phrase("第 {number} 期没有 PDF。", "Issue {number} has no PDF.")
    USAGE = Phrase(
        "发 /issue 看最新一期，/issue 4 看第 4 期，#4-论2 打开其中一条。",
        "/issue shows the newest issue, /issue 4 the fourth, and #4-论2 opens one of its entries.",
    )
