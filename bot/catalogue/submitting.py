"""What is said about handing in notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.catalogue.phrase import Language, Phrase, Phrases
from knowledge.weekly.compiled import HEADINGS, Section
from knowledge.weekly.writing import TextWarning


class Submissions(Phrases):
    """Everything that is said to authors."""

    BEGIN = Phrase(
        "请把要投的内容发给我：文字、链接、图片、相册、.md 或 .txt 文件，或者转发一条消息，可以分几条发。\n"
        "发完用 /done 预览，确认之后才会交给编辑；不投了用 /cancel。",
        "Send me what you want to hand in: words, links, pictures, albums, .md or .txt files, or forward a post, in as "
        "many messages as you like.\n/done shows it to you before editors get it; /cancel drops it.",
    )
    GOING_ON = Phrase(
        "这份投稿还在收集，已有 {count} 条。接着发就行；/done 预览，/cancel 取消。",
        "This note is still being collected, {count} messages so far. Go on; /done shows it, /cancel drops it.",
    )
    FIRST_PART = Phrase(
        "收到。可以接着发；发完用 /done 预览，不投了用 /cancel。",
        "Got it. Go on if there is more; /done shows it, /cancel drops it.",
    )
    IN_GROUP = Phrase(
        "请把内容写在命令后面：/submit 内容，或者用 /submit 回复要投的那条消息。要分几条发的话，请私聊我。",
        "Write the note after the command: /submit words, or reply with /submit to the message. "
        "To send several messages, talk to me in private.",
    )
    AMEND = Phrase(
        "请把改好的全文发给我，它会代替 #{id} 原来的内容；发完用 /done 预览，不改了用 /cancel。",
        "Send me the whole new text; it takes the place of what #{id} says. /done shows it, /cancel leaves it.",
    )
    PICTURES_REFUSED = Phrase(
        "有 {count} 张图片用不了：只收 JPEG、PNG 和 WebP，不能太大；其余的都收下了。",
        "{count} pictures cannot be used: only JPEG, PNG and WebP of a moderate size; the rest is in.",
    )
    CANCELLED = Phrase("已取消，什么都没有交。", "Cancelled; nothing was handed in.")
    EDIT_NOTED = Phrase("改动收到了，编辑会看到新的版本。", "Noted: editors see the new wording.")

    PREVIEW = Phrase("投稿预览", "Your note")
    AMENDS = Phrase("修改 #{id} 的预览", "Your change of #{id}")
    SECTION = Phrase("栏目：{section}（猜的，点下面就能改）", "Section: {section} (a guess: tap another to change it)")
    CHOSEN = Phrase("栏目：{section}", "Section: {section}")
    NAMED = Phrase("署名：{name}", "By {name}")
    ANONYMOUS = Phrase("匿名", "anonymous")
    PICTURES = Phrase("图片 {count} 张", "pictures: {count}")
    QUOTED = Phrase("转自 {label}", "from {label}")
    TITLE = Phrase("标题：{title}", "Title: {title}")
    SHORTENED = Phrase("（全文见网页）", "(the whole text is on the web page)")
    PREVIEW_SHORTENED = Phrase("（预览只显示开头，投出去的是全文）", "(only the beginning is shown here)")
    ABOUT_THE_SAME = Phrase(
        "#{id} 说的是同一篇{title}。要和它放在一起吗？由编辑最后决定。",
        "#{id} is about the same{title}. Shall yours stand beside it? Editors decide.",
    )
    STANDS_WITH = Phrase("会和 #{id} 放在一起。", "It stands beside #{id}.")
    IN_PUBLIC = Phrase(
        "匿名只管刊出：这里大家都看到是你投的。", "Anonymous in print only: everybody here has seen that it is yours."
    )

    CONFIRM = Phrase("确认投稿", "Hand it in")
    SIGNED = Phrase("改为署名", "Sign it")
    UNSIGNED = Phrase("改为匿名", "Stay anonymous")
    JOIN = Phrase("并入 #{id}", "Join #{id}")
    ALONE = Phrase("不并入", "Stand alone")
    EDIT = Phrase("再改改", "Change it")
    CANCEL = Phrase("取消", "Cancel")
    WITHDRAW = Phrase("撤回", "Withdraw")
    WITHDRAW_SURE = Phrase("确定撤回 #{id}", "Yes, withdraw #{id}")
    QUEUE_JUMP = Phrase("请求插队", "Ask for the earlier issue")
    AGREE = Phrase("同意并投稿", "Agree and hand it in")

    CONSENT = Phrase(
        "第一次投稿，请先看一眼：\n"
        "· 会保存：你的稿件和图片、署名、你的 Telegram 编号（只用来认出作者，从不公开）。\n"
        "· 会刊出：经编辑审阅后登在周刊里，发到群、频道、网页存档和公众号，也供机器人回答问题时引用。\n"
        "· 版权仍是你的；你允许小组按周刊的方式编辑和转载。\n"
        "· 刊出前随时 /withdraw 撤回；之后可在 /mine 里删除，编号会保留，内容不会。",
        "Before your first note:\n"
        "· Kept: your text and pictures, your byline, your Telegram number (only to know the author, never shown).\n"
        "· Published: after review in the weekly, in groups, the channel, the archive and on WeChat, and cited by the "
        "bot's answers.\n"
        "· It stays yours; you let the group edit and republish it as part of the weekly.\n"
        "· /withdraw takes it back before it is out; later you can erase it in /mine: its number stays, its text goes.",
    )
    RECEIVED = Phrase("已收到，编号 #{id}{title}。", "Received as #{id}{title}.")
    FOR_ISSUE = Phrase(
        "它会进入正在收稿的一期，预计第 {number} 期。", "It is for the open issue, likely number {number}."
    )
    FOR_REVIEWED = Phrase(
        "它在正在审稿的一期里，预计第 {number} 期。", "It is in the issue under review, likely {number}."
    )
    LATE = Phrase(
        "上一期已经截稿、正在审稿，所以它进入下一期，预计第 {number} 期。",
        "The issue before is closed and under review, so this is for the next one, likely number {number}.",
    )
    REQUESTED = Phrase(
        "更正申请已交给编辑；通过之前，刊出的内容不变。",
        "Editors have your correction; until they accept it, what is out stays as it is.",
    )
    CAN_EDIT = Phrase(
        "想改的话，直接编辑原来那条消息，或者按下面的按钮。", "To change it, edit your message, or use the button."
    )
    QUOTED_ASKED = Phrase("正在征求 {label} 的同意。", "{label} is being asked for consent.")
    JUMPED = Phrase("已告诉编辑；收不收由他们定。", "Editors know; they decide.")
    NO_REVIEW = Phrase("现在没有正在审稿的上一期。", "No earlier issue is under review now.")
    TITLED = Phrase("《{title}》", " “{title}”")
    STANDING = Phrase("#{id}{title}：{state}。", "#{id}{title}: {state}.")
    NOTHING_TO_WITHDRAW = Phrase("你没有可以撤回的投稿。", "You have no note that could be withdrawn.")
    WHICH = Phrase("要撤回哪一篇？", "Which one shall be withdrawn?")
    SURE = Phrase("撤回 #{id}{title}？编辑那里也会撤掉。", "Withdraw #{id}{title}? Editors lose it, too.")
    WITHDRAWN = Phrase("#{id} 已撤回。", "#{id} is withdrawn.")
    IN_PRIVATE = Phrase("请私聊我，再用这个命令。", "Please use this command in a private chat with me.")
    WITHDRAW_USAGE = Phrase("请写编号，例如：/withdraw 12。", "Write the number: /withdraw 12.")

    COMMAND_SUBMIT = Phrase("给周刊投稿", "hand in a note for the weekly")
    COMMAND_WITHDRAW = Phrase("撤回投稿", "withdraw a note")
    COMMAND_NICK = Phrase("周刊上的署名", "your name in the weekly")

    NAME_USAGE = Phrase(
        "现在的署名是「{name}」。要换的话，写在命令后面：/nick 新名字，最多 20 个字。",
        "You are called “{name}”. To change that, write /nick and a name of at most 20 characters.",
    )
    NAMED_NOW = Phrase(
        "以后刊出时署名「{name}」。已定稿的各期不变。", "From now on you are “{name}”; frozen issues stay."
    )

    DROPPED_OLD = Phrase(
        "你有一份没有确认的投稿，放了一天，已经丢弃。想投的话请用 /submit 重新来。",
        "A note of yours was not confirmed for a day and is gone. /submit begins anew.",
    )
    DROPPED_SAME = Phrase(
        "一样的内容已经有了，就是 #{id}，不用再投。", "#{id} says the same; there is no need for another."
    )

    DECLINED = Phrase(
        "#{id} 已撤回：{label} 不同意登出自己的话。可以用自己的话重写一篇。",
        "#{id} is withdrawn: {label} does not want those words published. You may write it in your own words.",
    )

    QUOTED_PLEASE = Phrase(
        "{label}，有人想把你的这段话投给周刊，登出时注明转自你。可以吗？没有你的同意不会刊出。",
        "{label}, somebody wants to hand in these words of yours to the weekly, naming you. May they? "
        "Without your consent they are not published.",
    )
    CONSENT_GIVEN = Phrase("可以", "Yes")
    CONSENT_REFUSED = Phrase("不可以", "No")
    NOW_GIVEN = Phrase("{label} 已同意。", "{label} agreed.")
    NOW_REFUSED = Phrase("{label} 不同意，不会刊出。", "{label} declined; it is not published.")

    HINT_NEAR = Phrase("和 #{id} 有 {likeness}% 相似", "{likeness}% like #{id}")


SECTIONS: Final[Mapping[Section, Phrase]] = {
    Section.PAPERS: Phrase(HEADINGS[Section.PAPERS], "Papers"),
    Section.STUDY: Phrase(HEADINGS[Section.STUDY], "Study notes"),
    Section.ANSWERS: Phrase(HEADINGS[Section.ANSWERS], "Answers"),
    Section.RESOURCES: Phrase(HEADINGS[Section.RESOURCES], "Resources"),
}
"""What the sections that members write for are called in a chat; an issue itself is in Chinese."""

WARNINGS: Final[Mapping[TextWarning, Phrase]] = {
    TextWarning.API_KEY: Phrase(
        "这里像有密钥，刊出就等于公开：确定要交？", "This looks like a secret key, which would be public: sure?"
    ),
    TextWarning.PHONE: Phrase(
        "这里像有手机号，刊出就等于公开：确定要交？", "This looks like a phone number, which would be public: sure?"
    ),
    TextWarning.ID_CARD: Phrase(
        "这里像有身份证号，刊出就等于公开：确定要交？", "This looks like an identity card's number: sure?"
    ),
    TextWarning.EMAIL: Phrase("这里有邮箱地址，会一起刊出。", "It holds an e-mail address, which is published, too."),
    TextWarning.TOO_LONG: Phrase(
        "超过 3000 字：聊天里只登开头，全文见网页。", "Longer than 3,000 characters: chats show the beginning."
    ),
    TextWarning.TOO_SHORT: Phrase(
        "除了链接什么都没有：写一两句更好。", "Nothing but a link: a sentence or two would help."
    ),
}
"""What a text may hold that its author did not mean to publish."""


@dataclass(frozen=True, slots=True)
class CardHints:
    """What a card tells editors beside the note, in their language."""

    language: Language

    def near(self, note_id: int, likeness: int) -> str:
        """Another note says nearly the same."""
        return Submissions.HINT_NEAR.say(self.language, id=note_id, likeness=likeness)

    def warning(self, warning: TextWarning) -> str:
        """Something about the text."""
        return _EDITORS_ARE_TOLD[warning].say(self.language)


_EDITORS_ARE_TOLD: Final[Mapping[TextWarning, Phrase]] = {
    TextWarning.API_KEY: Phrase("像有密钥", "perhaps a secret key"),
    TextWarning.PHONE: Phrase("像有手机号", "perhaps a phone number"),
    TextWarning.ID_CARD: Phrase("像有身份证号", "perhaps an identity card's number"),
    TextWarning.EMAIL: Phrase("有邮箱地址", "an e-mail address"),
    TextWarning.TOO_LONG: Phrase("超过 3000 字", "longer than 3,000 characters"),
    TextWarning.TOO_SHORT: Phrase("除了链接什么都没有", "nothing but a link"),
}
