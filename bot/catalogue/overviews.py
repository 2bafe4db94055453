"""What editors read of the issue that they make."""

from typing import Final

from bot.catalogue.phrase import Phrase, Phrases
from knowledge.weekly.issues import IssueState


class Overview(Phrases):
    """The words of an issue in the editors' chat."""

    NUMBERED = Phrase("第 {number} 期 · {state}", "Issue {number} · {state}")
    UNNUMBERED = Phrase("下一期（冻结时编号） · {state}", "The next issue (numbered when frozen) · {state}")
    LEFT = Phrase("还有 {days} 天 {hours} 小时截稿", "closes in {days} d {hours} h")
    COUNTS = Phrase(
        "已收 {placed} 篇 · 待审 {pending} 篇 · 等修改 {asked} 篇",
        "placed {placed} · pending {pending} · to be changed {asked}",
    )
    WAITING = Phrase("待处理 {count}", "Waiting: {count}")
    EMPTY = Phrase("还没有收入任何投稿。", "No note is placed yet.")
    MORE = Phrase("…还有 {count} 条", "…{count} more")
    WAITS = Phrase("还没回答：{names}", "Not answered yet: {names}")
    WANTS = Phrase("要改：{names}", "Want changes: {names}")
    MISSING = Phrase("还缺：{what}", "Missing: {what}")
    NO_FOREWORD = Phrase("刊首语", "a foreword")
    NO_EDITOR = Phrase("轮值主编", "an editor on duty")
    TOO_FEW = Phrase("再收 {count} 篇才够出一期", "{count} more notes to make an issue")
    FOREWORD = Phrase("刊首语：{text}", "Foreword: {text}")
    ON_DUTY = Phrase("轮值主编：{name}", "Editor on duty: {name}")
    PROPOSAL = Phrase("起草的刊首语（不会自己登出）：", "A drafted foreword (never published by itself):")

    FOR_EDITORS = Phrase(
        "草稿只给编辑看；/issue 是最新一期。", "Drafts are for editors; /issue shows the newest issue."
    )
    NOT_SET_UP = Phrase(
        "还没有设编辑群，草稿看不了。请管理员运行 zixue doctor。",
        "There is no editors' chat yet, so there are no drafts. Ask the operator to run zixue doctor.",
    )
    CLOSE = Phrase("截稿", "Close")
    REOPEN = Phrase("重新收稿", "Reopen")
    SKIP = Phrase("跳过这一期", "Skip")
    FREEZE = Phrase("冻结", "Freeze")
    UNFREEZE = Phrase("解冻…", "Unfreeze…")
    PUBLISH = Phrase("发布…", "Publish…")
    RETRY = Phrase("重试", "Retry")
    WRITE_FOREWORD = Phrase("写刊首语", "Write a foreword")
    DRAFT_FOREWORD = Phrase("起草刊首语", "Draft one")
    TAKE_PROPOSAL = Phrase("用这一段", "Take this one")
    TAKE_TURN = Phrase("我来主编", "I am on duty")
    ANSWERS = Phrase("推荐问答", "Answered questions")
    INCLUDE = Phrase("收录 {number}", "Take {number}")
    WECHAT = Phrase("公众号稿", "WeChat page")
    WECHAT_LINK = Phrase(
        "第 {number} 期的公众号稿（链接只能用一次，15 分钟内有效）",
        "The WeChat page of issue {number} (good once, for 15 minutes)",
    )
    LINK_SENT = Phrase("链接已私信给你。", "The link is in your private chat.")
    TALK_FIRST = Phrase(
        "请先和机器人私聊一句（/start），再点一次。", "Talk to the bot in private first (/start), then press again."
    )
    NO_PAGE = Phrase(
        "没有公众号稿的网页：这一期要先冻结，管理员还要设好存档的网址。",
        "There is no such page: the issue has to be frozen, and the archive needs an address.",
    )
    REFRESH = Phrase("刷新", "Refresh")
    SHOW = Phrase("看这一期", "Show the issue")
    RESEND = Phrase("重发 {target}", "Send again: {target}")
    SETTLED = Phrase("已发出 {target}", "Went out: {target}")
    OTHER = Phrase("看收稿中的一期", "The issue that is open")
    CONFIRM = Phrase("确定", "Yes, do it")
    SURE_PUBLISH = Phrase("发布后会发到：{targets}。确定吗？", "It will be published to: {targets}. Are you sure?")
    SURE_SKIP = Phrase("跳过后，投稿都转到下一期。确定吗？", "All notes go over to the next issue. Are you sure?")
    SURE_CLOSE = Phrase(
        "截稿后，新的投稿进下一期，作者会收到自己的条目来确认。确定吗？",
        "New notes go to the next issue, and each author is shown their entry. Are you sure?",
    )
    SURE_FREEZE = Phrase(
        "冻结后编号、内容和顺序都定下来；没收入的投稿转到下一期。确定吗？",
        "Number, contents and order are then fixed; what is not placed goes over to the next issue. Are you sure?",
    )
    TO_CHANNEL = Phrase("频道", "the channel")
    TO_GROUPS = Phrase("{count} 个群", "groups: {count}")
    TO_ARCHIVE = Phrase("网页存档、订阅源和公众号稿", "the archive, the feeds and the WeChat page")
    WHY_UNFREEZE = Phrase(
        "{name}，请回复这条消息，写明为什么要解冻。", "{name}, reply to this message and say why it is to be unfrozen."
    )
    FOREWORD_PLEASE = Phrase(
        "{name}，请回复这条消息，写刊首语（Markdown；长的发 .md 或 .txt 文件）。现在的在上面。",
        "{name}, reply to this message with the foreword (Markdown; a long one as a .md or .txt file); as it is, it "
        "stands above.",
    )
    NONE_YET = Phrase("（还没有）", "(none yet)")
    SET = Phrase("已更新。", "Done.")
    CHANGED = Phrase("已由 {name} 改过：{state}", "{name} has changed it: {state}")
    GONE = Phrase("没有这一期。", "There is no such issue.")
    NO_ANSWERS = Phrase("这一期还没有可以推荐的问答。", "There is no answered question to propose yet.")
    ANSWERED = Phrase(
        "这一期里群里答过的问题；收录前会先征求提问者同意。", "Answered in the groups; whoever asked is asked first."
    )
    INCLUDED = Phrase("#{id} 已放进待审，正在征求提问者同意。", "#{id} is pending; whoever asked is being asked.")
    NOT_THERE = Phrase("这个问答已经收录过，或不在了。", "This one was taken already, or is gone.")
    WAS_CLOSED = Phrase(
        "已截稿，开始审稿：已收 {placed} 篇，待审 {pending} 篇。",
        "Closed and in review: {placed} placed, {pending} pending.",
    )
    FINISHED = Phrase("第 {number} 期已经全部发出。", "Issue {number} has gone out everywhere.")
    AT_CHANNEL = Phrase("频道", "the channel")
    AT_GROUP = Phrase("群 …{digits}", "group …{digits}")
    AT_ARCHIVE = Phrase("网页存档", "the archive")
    DOUBTFUL = Phrase("第 {number} 期没有全部发出去：", "Issue {number} has not gone out everywhere:")
    FAILED_AT = Phrase("：没发出去（{reason}）", ": not sent ({reason})")
    UNCERTAIN_AT = Phrase("：不知道发出去没有，请去看一眼", ": nobody knows whether it went out; please look there")


ISSUE_STATES: Final = {
    IssueState.OPEN: Phrase("收稿中", "open"),
    IssueState.REVIEW: Phrase("审稿中", "in review"),
    IssueState.FROZEN: Phrase("已冻结", "frozen"),
    IssueState.PUBLISHING: Phrase("发布中", "being published"),
    IssueState.PARTIAL: Phrase("部分发布", "partly published"),
    IssueState.PUBLISHED: Phrase("已发布", "published"),
    IssueState.CORRECTED: Phrase("已更正", "corrected"),
    IssueState.SKIPPED: Phrase("已跳过", "skipped"),
    IssueState.WITHDRAWN: Phrase("已撤回", "withdrawn"),
}
"""What an issue's state is called."""
