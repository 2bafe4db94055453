"""What editors read of notes, and what authors hear of them."""

from typing import Final

from bot.catalogue.phrase import Phrase, Phrases
from knowledge.weekly.notes import NoteState
from knowledge.weekly.reviewing import Obstacle


class Cards(Phrases):
    """The words of a note's card and of its buttons."""

    ANONYMOUS = Phrase("匿名", "anonymous")
    UNNAMED = Phrase("未留名", "no name known")
    REVISION = Phrase("第 {number} 稿", "revision {number}")
    QUOTED = Phrase("转自 {label}", "from {label}")
    PICTURES = Phrase("图 {count} 张", "pictures: {count}")
    JOINS = Phrase("并入 #{id}", "joins #{id}")
    URGENT = Phrase("请求插队到本期", "asks for the issue in review")
    AMENDS = Phrase("申请更正 #{id}", "asks to correct #{id}")
    REASON = Phrase("理由：{reason}", "Reason: {reason}")
    HINT = Phrase("⚠ {hint}", "⚠ {hint}")
    CHANGED = Phrase("与上一稿相比：", "Compared with the revision before:")
    AGREED = Phrase("作者已确认", "the author agrees")
    NOT_AGREED = Phrase("作者要改", "the author wants changes")
    ASKED = Phrase("等作者确认", "the author is asked")
    UNREACHABLE = Phrase(
        "作者没有和机器人私聊过，收不到通知；请在群里告诉大家。",
        "The author has never talked to the bot in private and hears nothing of this; say it in the group.",
    )
    REVISED = Phrase("#{id} 有新的一稿，卡片已经更新。", "#{id} has a new revision; its card is up to date.")

    JUMPS = Phrase("#{id} 请求插队到审稿中的一期。", "#{id} asks to come into the issue in review.")

    APPROVE = Phrase("✅ 通过", "✅ Approve")
    PLACE = Phrase("✅ 收入", "✅ Place")
    ASK = Phrase("✏️ 请修改…", "✏️ Ask for changes…")
    REJECT = Phrase("🚫 拒绝…", "🚫 Reject…")
    SECTION = Phrase("移到…", "Move to…")
    JOIN = Phrase("并入…", "Join…")
    LEAVE = Phrase("不再并入", "Stand alone")
    UP = Phrase("↑", "↑")
    DOWN = Phrase("↓", "↓")
    EDIT = Phrase("编辑", "Edit")
    FULL = Phrase("全文", "Full text")
    DIFF = Phrase("对比", "Compare")
    SHOW = Phrase("看卡片", "Show the card")
    TEXT = Phrase("看正文", "Show the text")
    UNPLACE = Phrase("撤下", "Take out")
    INCLUDE = Phrase("收进本期", "Into this issue")
    OWN_REASON = Phrase("自己写理由…", "My own reason…")
    BACK = Phrase("« 返回", "« Back")

    GIVE_REASON = Phrase(
        "{name}，请回复这条消息，写明 #{id} 为什么{what}。作者会看到。",
        "{name}, reply to this message and say why you {what} #{id}. The author will read it.",
    )
    WHAT_ASK = Phrase("需要修改", "ask for changes to")
    WHAT_REJECT = Phrase("不收", "reject")
    GIVE_WORDING = Phrase(
        "{name}，请回复这条消息，发来 #{id} 的新全文（Markdown；长的发 .md 或 .txt 文件）。作者会看到改动。"
        "现在的原文在上面。",
        "{name}, reply to this message with the whole new text of #{id} (Markdown; a long one as a .md or .txt file). "
        "The author will see what changed. Its text as it is stands above.",
    )
    REASON_PLEASE = Phrase(
        "请用文字写明理由，不超过 500 字。", "Please write the reason in words, at most 500 characters."
    )
    WORDS_PLEASE = Phrase("请用文字回复。", "Please reply in words.")
    TEXT_PLEASE = Phrase(
        "请用文字回复，长的发 .md 或 .txt 文件；别的文件和图片不收。",
        "Please reply in words, or with a .md or .txt file; pictures and other files are not taken.",
    )
    CUT = Phrase(
        "一条消息装不下，后面的会丢：请把全文存成 .md 或 .txt 文件，回复同一条消息。",
        "One message cannot hold all of it, and the rest would be lost: reply to the same message with the whole "
        "as a .md or .txt file.",
    )

    WAITS_FOR = Phrase("这条在等 {name} 的回复。", "This one waits for {name} to reply.")
    REFUSED = Phrase("这个按钮只给编辑用。", "This button is for editors only.")
    GONE = Phrase("这篇已经不在了。", "This note is gone.")
    HANDLED = Phrase("已由 {name} 处理：{state}", "{name} has dealt with it: {state}")
    DONE = Phrase("#{id}：{state}", "#{id}: {state}")
    MOVED = Phrase("#{id} 已移动。", "#{id} has moved.")
    EDITED = Phrase(
        "#{id} 已按你的文字更新，作者会看到改动。", "#{id} has your wording now; the author will see what changed."
    )
    BY_AUTHOR = Phrase("作者", "the author")
    BY_CLOCK = Phrase("定时任务", "the clock")
    BY_OPERATOR = Phrase("命令行", "the command line")
    BY_SOMEBODY = Phrase("另一位编辑", "another editor")
    AMENDED = Phrase("更正已收，这一期会更新。", "The correction is taken; the issue is being updated.")
    NOTHING_TO_JOIN = Phrase("这一期还没有别的条目可以并入。", "This issue has no other entry that it could join.")
    CHOOSE_REASON = Phrase("选一个理由，作者会看到。", "Choose a reason; the author will read it.")


class Deeds(Phrases):
    """What an author is told."""

    APPROVED = Phrase(
        "你的投稿 #{id}《{title}》通过了，会登在周刊里。", "Your note #{id} “{title}” is accepted for the weekly."
    )
    ASKED = Phrase(
        "编辑请你修改投稿 #{id}《{title}》：{reason}",
        "The editors ask you to change your note #{id} “{title}”: {reason}",
    )
    REJECTED = Phrase(
        "投稿 #{id}《{title}》这次没有收录：{reason}", "Your note #{id} “{title}” was not taken: {reason}"
    )
    AMENDED = Phrase("你对 #{id}《{title}》的更正已采用。", "Your correction of #{id} “{title}” is taken.")
    NO_REASON = Phrase("没有写明理由", "no reason was given")
    UNTITLED = Phrase("无标题", "untitled")
    EDITED = Phrase("编辑改了你的投稿 #{id}，改动如下：", "An editor has changed your note #{id}:")
    CHANGE = Phrase("修改", "Change it")
    AGAIN = Phrase("改好再投", "Change and hand in again")
    WITHDRAW = Phrase("撤回", "Withdraw")

    AGREE = Phrase("确认", "That is right")
    WANTS_CHANGE = Phrase("要改", "Something is wrong")
    YOUR_ENTRY = Phrase(
        "这一期开始审稿了。你的条目会这样登出，请看一眼：",
        "The issue is in review. This is your entry as it will stand:",
    )
    YOUR_BYLINE = Phrase("署名：{name}", "Byline: {name}")
    YOUR_QUESTION = Phrase(
        "编辑想把你的这个问题和回答收进周刊的疑问解答，可以吗？",
        "The editors would like to print your question and its answer in the weekly. May they?",
    )
    MAY = Phrase("可以", "Yes")
    MAY_NOT = Phrase("不要收", "No")
    THANKS = Phrase("好，谢谢确认。", "Thank you.")
    TELL_US = Phrase("知道了。请点下面的按钮修改或撤回。", "All right. Change or withdraw it with the buttons below.")
    LEFT_OUT = Phrase("好，不收进周刊。", "All right, it is left out.")
    NOT_YOURS = Phrase("只有作者本人可以回答。", "Only its author can answer this.")
    OUTDATED = Phrase("这一稿已经不是最新的了。", "This is not the newest wording any more.")


NOTE_STATES: Final = {
    NoteState.COLLECTING: Phrase("收集中", "being written"),
    NoteState.PREVIEWED: Phrase("待作者确认", "being previewed"),
    NoteState.PENDING: Phrase("待审", "pending"),
    NoteState.CHANGES_REQUESTED: Phrase("等作者修改", "to be changed"),
    NoteState.APPROVED: Phrase("已通过", "approved"),
    NoteState.PLACED: Phrase("已收入", "placed"),
    NoteState.FROZEN: Phrase("已冻结", "frozen"),
    NoteState.PUBLISHED: Phrase("已发布", "published"),
    NoteState.REJECTED: Phrase("已拒绝", "rejected"),
    NoteState.WITHDRAWN: Phrase("作者已撤回", "withdrawn"),
    NoteState.RETRACTED: Phrase("已撤稿", "retracted"),
    NoteState.DISCARDED: Phrase("已丢弃", "discarded"),
    NoteState.ERASED: Phrase("已删除", "erased"),
}
"""What a note's state is called."""

REASONS: Final = {
    "link": Phrase("链接打不开", "the link does not open"),
    "short": Phrase("太短，请写得具体些", "too short: please say more"),
    "topic": Phrase("与主题无关", "off topic"),
    "source": Phrase("请补充来源", "please name the source"),
    "twice": Phrase("已有同样的内容", "we have this already"),
    "words": Phrase("请用自己的话写", "please use your own words"),
}
"""Reasons at one tap, by the word in a button."""

OBSTACLES: Final = {
    Obstacle.AUTHOR_ASKED: Phrase("提问者还没有同意，不能收入。", "Whoever asked has not agreed yet."),
    Obstacle.QUOTED_ASKED: Phrase("被引用的人还没有同意，不能收入。", "Whoever is quoted has not agreed yet."),
    Obstacle.NO_ISSUE: Phrase("这一期已经不收稿了。", "Its issue takes no notes any more."),
    Obstacle.NO_REVIEW: Phrase(
        "现在没有审稿中的一期可以收进去。", "There is no issue in review that it could go into."
    ),
    Obstacle.CANNOT_JOIN: Phrase("不能并入这一条。", "It cannot join that one."),
    Obstacle.AT_EDGE: Phrase("动不了了：已经在最边上，或还没有收入。", "It cannot move further, or is not placed yet."),
    Obstacle.UNCHANGED: Phrase("没有改动。", "Nothing has changed."),
    Obstacle.FOREIGN_PICTURE: Phrase(
        "只能用原稿里的图片：请照抄 attachment 的编号。",
        "Only pictures of the note itself: keep their attachment numbers.",
    ),
    Obstacle.TOO_LONG: Phrase("全文超过 30000 字了：请缩短。", "This is longer than 30,000 characters: shorten it."),
    Obstacle.NO_PROPOSAL: Phrase("没有起草好的刊首语。", "There is no drafted foreword."),
}
"""Why a decision cannot be carried out."""
