"""What the bot says of itself and of its commands: behind the slash, on its page, and in /help."""

from bot.catalogue.phrase import Phrase, Phrases


class MenuWords(Phrases):
    """Descriptions of commands up to 256 characters, of the bot up to 512, in short up to 120."""

    PRIVACY = Phrase("我存了什么，存多久", "what is stored, and for how long")
    EXPORT = Phrase("导出关于我的一切", "everything about me as a file")
    FORGET_ME = Phrase("删除关于我的一切", "erase everything about me")
    POLICY = Phrase("在这个群里什么时候说话：quiet、mention、listen", "when to speak here: quiet, mention, listen")
    SHADOW = Phrase("只记下会答什么，不出声：on、off", "note what would be answered, say nothing: on, off")
    CALIBRATE = Phrase("按标注重新校准要不要答", "fit anew when to answer, by the labels")
    LANGUAGE = Phrase("这里用的语言：zh、en", "the language here: zh, en")
    ADMIN = Phrase("管理菜单", "the admin's menu")
    STATS = Phrase("用得怎么样：图和数", "how much it is used, in a chart")
    HEALTH = Phrase("各部分是否正常", "whether every part is well")
    INGEST = Phrase("读一个网址或一份文件", "read an address or a file")
    FORGET_SOURCE = Phrase("忘掉一份资料", "forget a source")
    REINDEX = Phrase("重建索引", "make the index anew")
    BROADCAST = Phrase("给各群发通知，先预览", "tell the groups something, with a preview")
    ALLOW = Phrase("准入：/allow 配对码", "let a chat in: /allow CODE")
    ROLE = Phrase("给人角色，或收回", "give somebody a role, or take it")
    BAN = Phrase("禁用：编号、原因、期限", "ban somebody: id, reason, how long")
    UNBAN = Phrase("解除禁用", "lift a ban")
    QUOTA = Phrase("看或改额度", "see or set quotas")
    AUDIT = Phrase("谁做过什么", "who did what")
    SETUP = Phrase("设置群、编辑群、频道和通知", "set the group, the editors, the channel, the notices")
    EDITORS_ISSUE = Phrase(
        "/issue draft 打开正在编的一期；/issue 读最新一期",
        "/issue draft opens the one in work, /issue the newest",
    )

    DESCRIPTION = Phrase(
        "我读过这个学习小组收集的资料。直接问我机器学习的问题：每句话都注明出处，不知道就说不知道。"
        "/submit 给周刊投稿，/issue 读最新一期。/privacy 说明我存了什么。",
        "I have read what this study group collects. Ask me about machine learning: every claim names its source, and "
        "what I do not know I say so. /submit hands in a note for the weekly, /issue reads it. /privacy says what is "
        "stored.",
    )
    SHORT_DESCRIPTION = Phrase(
        "机器学习自学小组的机器人：答问注明出处，收稿编周刊。",
        "A study group's bot: answers with their sources, and the group's weekly.",
    )

    HELP_IN_GROUPS = Phrase(
        "/ask 加问题，或 @{bot}，或回复我的消息：回答注明出处。\n/search 词语 — 只查资料\n/issue — 最新一期周刊\n"
        "/submit 内容 — 给周刊投稿\n/stop — 停止正在写的回答\n其他的请私聊我发 /help。",
        "/ask and your question, or @{bot}, or reply to one of my messages.\n/search words — look things up\n"
        "/issue — the newest issue of the weekly\n/submit words — hand in a note\n"
        "/stop — stop the answer that is being written\nFor the rest send me /help in private.",
    )
    HELP_RIGHTS = Phrase(
        "/privacy — 我存了什么；/export 导出，/forget_me 删除",
        "/privacy — what is stored; /export gives it to you, /forget_me erases it",
    )
    HELP_GOVERNING = Phrase(
        "群管理员：/policy 什么时候说话，/shadow 只记不说，/calibrate 校准，/language 语言",
        "Group admins: /policy when to speak, /shadow note and say nothing, /calibrate, /language",
    )
    HELP_ADMIN = Phrase(
        "机器人管理员：/admin 管理菜单，/setup 设置群和频道；完整的命令在输入框旁的菜单里。",
        "Admins of the bot: /admin opens the menu, /setup the chats; all commands are in the menu beside the input.",
    )
