"""What was done, in words: every event of the audit log, the weekly's too."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Language, Phrase, Phrases


class Audits(Phrases):
    """The words around the events of /audit and `zixue audit`."""

    HEADING = Phrase("审计记录", "Audit log")
    EMPTY = Phrase("没有这样的记录。", "Nothing of that kind was written down.")
    USAGE = Phrase(
        "/audit 看最新的；/audit 50 看 50 条；/audit 群编号 或 人的编号 只看相关的。",
        "/audit shows the newest; /audit 50 shows 50; /audit and a chat's or person's id shows what is about them.",
    )
    REASON = Phrase("原因：{reason}", "reason: {reason}")


LINE: Final = Phrase("{when} {who}：{what}", "{when} {who}: {what}")
INTO: Final = Phrase("（{change}）", " ({change})")
"""One action, and what it changed, in each language's own signs."""

ACTORS: Final[Mapping[str, Phrase]] = {
    "author": Phrase("作者", "the author"),
    "clock": Phrase("定时", "the clock"),
    "command line": Phrase("命令行", "the command line"),
    "settings": Phrase("设置", "the settings"),
}
"""Who did it, where it was no person whose number is kept."""

SUBJECTS: Final[Mapping[str, Phrase]] = {
    "note": Phrase("投稿 #{id}", "note #{id}"),
    "issue": Phrase("周刊（编号 {id}）", "issue (id {id})"),
    "chat": Phrase("群 {id}", "chat {id}"),
    "member": Phrase("成员 {id}", "member {id}"),
    "user": Phrase("用户 {id}", "user {id}"),
    "source": Phrase("来源 {id}", "source {id}"),
    "index": Phrase("索引", "the index"),
    "broadcast": Phrase("公告", "a broadcast"),
    "question": Phrase("问题 {id}", "question {id}"),
    "places": Phrase("各个去处", "the places"),
}
"""What it was done to, by the word before the colon; a quota is that of whom it names after it."""

PRIVATE_CHAT: Final = Phrase("私聊 {id}", "private chat {id}")
"""A chat whose id is positive."""

EVERYBODY: Final[Mapping[str, Phrase]] = {
    "user:0": Phrase("每人", "each person"),
    "chat:0": Phrase("每个群", "each chat"),
}
"""Whose quota it is where it is nobody's own."""

EVENTS: Final[Mapping[str, Phrase]] = {
    "preview": Phrase("预览", "previewed"),
    "confirm": Phrase("确认投稿", "handed in"),
    "cancel": Phrase("取消", "cancelled"),
    "expire": Phrase("过期丢弃", "let expire"),
    "edit": Phrase("改写", "reworded"),
    "approve": Phrase("通过", "approved"),
    "ask_changes": Phrase("要求修改", "asked for changes to"),
    "reject": Phrase("拒绝", "rejected"),
    "place": Phrase("收入", "placed"),
    "unplace": Phrase("撤下", "took out"),
    "arrange": Phrase("编排", "arranged"),
    "withdraw": Phrase("撤回", "withdrew"),
    "freeze": Phrase("冻结", "froze"),
    "unfreeze": Phrase("解冻", "unfroze"),
    "publish": Phrase("发布", "published"),
    "amend": Phrase("修订", "amended"),
    "retract": Phrase("撤稿", "retracted"),
    "erase": Phrase("抹去", "erased"),
    "close": Phrase("截稿", "closed"),
    "reopen": Phrase("重新收稿", "reopened"),
    "skip": Phrase("跳过", "skipped"),
    "finish": Phrase("发完", "finished publishing"),
    "fail": Phrase("没有全部发出", "did not get everywhere with"),
    "retry": Phrase("重发", "retried"),
    "correct": Phrase("更正", "corrected"),
    "import": Phrase("导入", "imported"),
    "agree": Phrase("答复条目", "answered about the entry of"),
    "propose": Phrase("提议收入问答", "proposed"),
    "consent_given": Phrase("同意引用", "agreed to be quoted in"),
    "consent_refused": Phrase("不同意引用", "refused to be quoted in"),
    "article": Phrase("登记公众号文章", "noted the WeChat article of"),
    "ban": Phrase("封禁", "banned"),
    "unban": Phrase("解除封禁", "lifted the ban of"),
    "admit": Phrase("批准", "admitted"),
    "refuse": Phrase("拒绝服务", "refused"),
    "claim": Phrase("认领机器人", "claimed the bot as"),
    "grant": Phrase("授予角色", "gave a role to"),
    "revoke": Phrase("收回角色", "took the role of"),
    "quota": Phrase("设配额", "set the quota of"),
    "policy": Phrase("设发言方式", "set when to speak in"),
    "shadow": Phrase("设影子模式", "set shadow mode in"),
    "calibrate": Phrase("校准旁听", "calibrated listening in"),
    "language": Phrase("设语言", "set the language of"),
    "label": Phrase("标注", "labelled"),
    "set_up": Phrase("设置", "set up"),
    "export": Phrase("导出", "exported"),
    "forget_me": Phrase("抹去个人资料", "erased the personal data of"),
    "forget_member": Phrase("抹去个人资料", "erased the personal data of"),
    "ingest": Phrase("读取", "read"),
    "undo_ingest": Phrase("撤销读取", "took back"),
    "forget_source": Phrase("忘记", "forgot"),
    "reindex": Phrase("重建", "ordered to build anew"),
    "broadcast": Phrase("发", "sent"),
    "broadcast_withdrawn": Phrase("取消剩下的", "stopped the rest of"),
    "broadcast_ended": Phrase("发完", "finished"),
}
"""What was done, before what it was done to."""

_OF_CHATS: Final[Mapping[str, Phrase]] = {
    "place": Phrase("定去处", "gave a part to"),
    "unplace": Phrase("撤去处", "took the part of"),
}
"""What the weekly's words mean where it was done to a chat."""


def event_of(event: str, language: Language, subject: str = "") -> str:
    """What was done; a word that has none here stands for itself."""
    phrase = (_OF_CHATS if subject.startswith("chat:") else EVENTS).get(event) or EVENTS.get(event)
    return phrase.say(language) if phrase else event


def subject_of(subject: str, language: Language, name: str | None = None) -> str:
    """What it was done to, by its name where that is known."""
    kind, _, identifier = subject.partition(":")
    if kind == "quota":
        return EVERYBODY[identifier].say(language) if identifier in EVERYBODY else subject_of(identifier, language)
    phrase = PRIVATE_CHAT if kind == "chat" and identifier.isdecimal() else SUBJECTS.get(kind)
    if phrase is None:
        return subject
    takes_id = "{id}" in phrase.zh
    return phrase.say(language, **({"id": name or identifier} if takes_id else {})).strip()


def actor_of(actor: str, language: Language) -> str:
    """Who did it: a number, or one of the words that stand for nobody's."""
    phrase = ACTORS.get(actor)
    return phrase.say(language) if phrase else actor
