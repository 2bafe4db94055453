"""What members read about their own part in the weekly: /mine, reminders, and the end of it."""

from bot.catalogue.phrase import Phrase, Phrases


class TakingPartWords(Phrases):
    """Everything that is said about somebody's own notes and wishes."""

    COMMAND = Phrase("我的投稿、连续周数和提醒设置", "my notes, my streak, my settings")
    IN_GROUP = Phrase(
        "你的投稿只给你自己看：请私聊我发 /mine。", "Your notes are yours alone: send me /mine in private."
    )
    IN_GROUP_STREAK = Phrase(
        "{name} 已经连续 {weeks} 周投稿。", "{name} has handed in every week; weeks in a row: {weeks}."
    )
    NOBODY = Phrase(
        "你是以群或频道的名义说话的，我不知道你是谁：请用自己的身份私聊我发 /mine。",
        "You speak in the name of a chat: send me /mine in private, as yourself.",
    )

    NONE = Phrase("你还没有投过稿。用 /submit 开始第一篇。", "You have not handed in anything yet: /submit begins.")
    LIST = Phrase("我的投稿（共 {count} 篇）", "My notes ({count})")
    STREAK = Phrase("连续 {weeks} 周", "weeks in a row: {weeks}")
    STORED = Phrase("，可歇 {stored} 周不断", ", weeks off in store: {stored}")
    THIS_WEEK = Phrase("，这周已经投了", ", this week is in")
    NOT_THIS_WEEK = Phrase("，这周还没投", ", nothing yet this week")
    UNTITLED = Phrase("（无题）", "(untitled)")
    GONE = Phrase("没有这篇投稿了：用 /mine 看现在有的。", "There is no such note any more: /mine shows what there is.")

    EDIT = Phrase("修改", "Edit")
    WITHDRAW = Phrase("撤回", "Withdraw")
    READ = Phrase("看发布的", "As published")
    BACK = Phrase("返回", "Back")
    SETTINGS = Phrase("设置", "Settings")
    EXPORT = Phrase("导出这一年", "Export my year")
    ERASE = Phrase("删除我的投稿", "Erase my notes")

    WISHES = Phrase(
        "设置（点一下切换）。\n连续周数默认只有你自己看得到；打开之后，你在群里发 /mine 会显示。",
        "Settings (tap to change).\nYour streak is for you alone, unless you let /mine show it in groups.",
    )
    REMINDERS = Phrase("截稿前提醒我", "Remind me before the cut-off")
    RECALL = Phrase("每周问我一个月前写的", "Ask me weekly about what I wrote a month ago")
    SHOW_STREAK = Phrase("群里显示连续周数", "Show my streak in groups")
    ANONYMOUS = Phrase("新投稿默认匿名", "New notes are anonymous by default")

    EXPORTED = Phrase("你这一年的 {count} 篇投稿。", "Your {count} notes of the past year.")
    NOTHING_TO_EXPORT = Phrase("这一年里你没有投过稿。", "You have handed in nothing in the past year.")

    SURE = Phrase(
        "要删除你的全部投稿（{count} 篇）吗？不能恢复。\n"
        "没发布的直接删掉；已经发布的会重新排版，你的文字换成「（应作者要求删除）」，编号不变。"
        "昵称、同意和设置也一起忘掉。",
        "Erase all of your {count} notes? This cannot be undone.\n"
        "What is not published goes at once; what is published is printed anew without your words, under the same "
        "numbers. Your nickname, consent and settings are forgotten, too.",
    )
    SURE_BUTTON = Phrase("确定，全部删除", "Yes, erase everything")
    ERASED = Phrase("已删除 {count} 篇投稿，也忘掉了你的昵称和设置。", "{count} notes and your settings are erased.")
    CORRECTED = Phrase("重新排版了第 {numbers} 期。", "Issues printed anew: {numbers}.")
    WAITING = Phrase(
        "第 {numbers} 期正在发布，里面的投稿现在删不了：过几分钟请再按一次。",
        "Issue {numbers} is being published right now: press again in a few minutes to erase what stands in it.",
    )

    REMINDER = Phrase(
        "这一期 {at} 截稿，你还没有投稿。一两句读后感也行：/submit。不想再收到提醒，用 /mine 关掉。",
        "The issue closes on {at}, and there is nothing from you yet. Two sentences will do: /submit. "
        "/mine turns reminders off.",
    )
    RECALLED = Phrase(
        "一个月前你写了 {label}《{title}》：不看原文，还记得它最要紧的一点吗？",
        "A month ago you wrote {label} “{title}”: without looking, what was its main point?",
    )
