"""Why a member's wish about a note is refused, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Language, Phrase
from knowledge.weekly.submitting import NoteRefusal, NoteRefused

REFUSALS: Final[Mapping[NoteRefusal, Phrase]] = {
    NoteRefusal.NOT_SET_UP: Phrase(
        "这里还没有设编辑群，暂时不能投稿。请让管理员设置 ZIXUE_EDITORS_CHAT。",
        "No editors' chat is set up here, so nothing can be handed in yet; ask an administrator to set "
        "ZIXUE_EDITORS_CHAT.",
    ),
    NoteRefusal.NOBODY: Phrase(
        "以群或频道的名义发言时，我认不出作者：请用自己的账号投稿，想不署名可以选匿名。",
        "Who writes in the name of a chat has no author I could know: hand in as yourself; you can stay anonymous.",
    ),
    NoteRefusal.BANNED: Phrase(
        "你到 {until} 为止不能投稿{detail}。", "You cannot hand in notes until {until}{detail}."
    ),
    NoteRefusal.EMPTY: Phrase(
        "这里面没有可以投的内容：请发文字、图片、.md 或 .txt 文件。",
        "There is nothing to hand in here: send words, pictures, .md or .txt files.",
    ),
    NoteRefusal.NO_PICTURE: Phrase(
        "这张图片用不了：只收 JPEG、PNG 和 WebP，请换一种格式或缩小再发。",
        "This picture cannot be used: send a JPEG, PNG or WebP of a moderate size.",
    ),
    NoteRefusal.FILE_KIND: Phrase(
        "这种消息不能作为投稿：请发文字、图片、.md 或 .txt 文件，/done 预览，/cancel 取消。",
        "Such a message cannot be part of a note: send words, pictures, .md or .txt files; /done shows the note, "
        "/cancel drops it.",
    ),
    NoteRefusal.FILE_SIZE: Phrase(
        "文件太大，最多 20 MB：请压缩或拆开再发。", "The file is larger than 20 MB: make it smaller or split it."
    ),
    NoteRefusal.TOO_LONG: Phrase(
        "全文超过 {detail} 字了：请分成几篇，或者只投要点和链接。",
        "The whole is longer than {detail} characters: split it, or hand in the gist with a link.",
    ),
    NoteRefusal.TOO_MANY_PARTS: Phrase(
        "一份投稿最多 {detail} 条消息：请 /done，剩下的另投一份。",
        "A note takes at most {detail} messages: /done, and put the rest into another one.",
    ),
    NoteRefusal.TOO_MANY_PICTURES: Phrase(
        "一份投稿最多 {detail} 张图片：请 /done，剩下的另投一份。",
        "A note takes at most {detail} pictures: /done, and put the rest into another one.",
    ),
    NoteRefusal.SAME: Phrase(
        "一样的内容已经有了，就是 #{id}，不用再投。", "#{id} says the same; there is no need for another."
    ),
    NoteRefusal.NO_SUCH_NOTE: Phrase(
        "没有编号 #{detail} 的投稿，请看看编号。", "There is no note #{detail}; check the number."
    ),
    NoteRefusal.NOT_YOURS: Phrase("这个按钮只给本人用。", "This is only for the person concerned."),
    NoteRefusal.STALE: Phrase("已由 {by} 处理，这是现在的情况。", "{by} was here before; this is how it is now."),
    NoteRefusal.DRAFT_OPEN: Phrase(
        "你有另一份投稿正在收集：请先 /done 或 /cancel。", "Another note is being collected: /done or /cancel it first."
    ),
    NoteRefusal.DIVERGED: Phrase(
        "#{id} 后来改成了另一个版本，编辑旧消息不会再改动它：请按「再改改」重写。",
        "#{id} has been worded anew since; editing the old message changes nothing: use “Change it”.",
    ),
    NoteRefusal.NOTHING_COLLECTED: Phrase(
        "现在没有正在收集的投稿；用 /submit 开始。", "No note is being collected; /submit begins one."
    ),
    NoteRefusal.NAME_LENGTH: Phrase("署名要有 1 到 {detail} 个字。", "A name has 1 to {detail} characters."),
    NoteRefusal.NAME_CHARACTERS: Phrase(
        "署名里有看不见的字符，或者没有字：请只用文字、数字和常见符号。",
        "The name holds characters that cannot be seen, or no letters: use letters, digits and common signs.",
    ),
    NoteRefusal.NAME_RESERVED: Phrase(
        "这个署名会让人误会是编辑、管理员或匿名：请用 /nick 换一个。",
        "That name passes for an editor, an admin or nobody: choose another with /nick.",
    ),
    NoteRefusal.NAME_TAKEN: Phrase(
        "已经有人用这个署名了：请用 /nick 换一个。", "Somebody has that name: choose another with /nick."
    ),
}
"""Why a wish about a note is refused."""

_SINCE: Final = Phrase("这个按钮已经过时了，这是现在的情况。", "This button is out of date; this is how it is now.")
_FOR_EVER: Final = Phrase("你不能再投稿{detail}。", "You cannot hand in notes any more{detail}.")
_WHY: Final = Phrase("，原因：{reason}", ": {reason}")


def note_refusal(refused: NoteRefused, language: Language) -> str:
    """The sentence for a refusal."""
    phrase = REFUSALS[refused.refusal]
    match refused.refusal:
        case NoteRefusal.STALE:
            return phrase.say(language, by=refused.by) if refused.by else _SINCE.say(language)
        case NoteRefusal.BANNED:
            why = _WHY.say(language, reason=refused.detail) if refused.detail else ""
            if not refused.until:
                return _FOR_EVER.say(language, detail=why)
            return phrase.say(language, until=refused.until, detail=why)
        case NoteRefusal.SAME | NoteRefusal.DIVERGED:
            return phrase.say(language, id=refused.note.id if refused.note else "?")
        case _:
            values = {"detail": refused.detail} if "{detail}" in phrase.zh else {}
            return phrase.say(language, **values)
