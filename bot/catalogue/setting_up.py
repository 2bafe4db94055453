"""What operators read while they set the bot up in a chat."""

from bot.catalogue.phrase import Phrase, Phrases


class SettingUpWords(Phrases):
    """The words of the first hour, of /setup, and of the code that makes the first admin."""

    CODE = Phrase(
        "还没有管理员。在 Telegram 里私聊机器人发 /setup {code}，或者打开 {link}，"
        "你就是管理员（一天内有效，只能用一次）。",
        "There is no admin yet. Send the bot /setup {code} in a private chat, or open {link}, and you are the admin "
        "(for a day, once).",
    )
    CODE_ALONE = Phrase(
        "在 Telegram 里私聊机器人发 /setup {code}，你就是管理员（一天内有效，只能用一次）。",
        "Send the bot /setup {code} in a private chat, and you are the admin (for a day, once).",
    )
    HAS_ADMIN = Phrase(
        "已经有管理员了，不需要设置码：请管理员用 /role 添加。",
        "There is an admin already, so no code is needed: an admin adds others by /role.",
    )
    NO_TOKEN = Phrase(
        "还没有设 ZIXUE_TELEGRAM_TOKEN，设置码用不上。", "A code is of no use without ZIXUE_TELEGRAM_TOKEN."
    )
    NEEDS_CODE = Phrase(
        "我还没有管理员。运行我的人在终端里能看到一个设置码（zixue setup-code 会再显示一次）："
        "用 /setup 设置码 发给我。",
        "I have no admin yet. Whoever runs me sees a code in the terminal (zixue setup-code shows it again): "
        "send it to me as /setup CODE.",
    )
    WRONG_CODE = Phrase(
        "设置码不对，或者过期了：请看终端里现在的那个，或运行 zixue setup-code。",
        "This is not the code, or not any more: look at the terminal, or run zixue setup-code.",
    )
    TOO_OFTEN = Phrase("试得太多了：请过一分钟再试。", "Too many attempts: try again in a minute.")
    CLOSED = Phrase(
        "已经有管理员了：请他们用 /role 添加你。", "There is an admin already: ask them to add you by /role."
    )
    WON = Phrase(
        "你现在是管理员了。接下来说说我在哪里做什么，每一步都可以跳过。",
        "You are the admin now. Next: where I do what. Each step can be skipped.",
    )

    TITLE = Phrase("设置", "Set-up")
    GROUPS = Phrase("群（每期周刊发到这里）", "Groups (each issue goes there)")
    EDITORS_CHAT = Phrase(
        "编辑群（在那里审稿，里面的人都是编辑）", "Editors' group (notes are reviewed there by everybody in it)"
    )
    CHANNEL = Phrase("频道（每期周刊发到这里）", "Channel (each issue goes there)")
    NOTICE_CHAT = Phrase("通知（出了问题告诉谁）", "Notices (who is told of problems)")
    NONE = Phrase("还没有", "not set")
    MINE = Phrase("你的私聊", "your private chat")
    SOMEBODYS = Phrase("一位管理员的私聊", "an admin's private chat")
    BY_SETTING = Phrase("由 {name} 设定，要改就改它", "set by {name}: change it there")
    PRIVACY_MODE = Phrase(
        "隐私模式开着：群里我只看得到命令和对我的回复，@ 我看不到。"
        "要改：@BotFather → /setprivacy → Disable，再把我移出群、重新加进去。",
        "Privacy mode is on: in groups I see only commands and replies to me, no mentions. To change it: @BotFather, "
        "/setprivacy, Disable; then remove me from the group and add me again.",
    )
    TRY_NEXT = Phrase(
        "接下来可以试试：在群里发 /ask 加一个问题；给我发一个网址或文件：/ingest；/admin 看管理菜单。",
        "Things to try next: /ask and a question in the group; /ingest and an address or a file; /admin.",
    )

    CHANGE_GROUPS = Phrase("添加群", "Add a group")
    CHANGE_EDITORS_CHAT = Phrase("编辑群", "Editors")
    CHANGE_CHANNEL = Phrase("频道", "Channel")
    CHANGE_NOTICE_CHAT = Phrase("通知", "Notices")
    SHORT_GROUPS = Phrase("群", "group")
    SHORT_EDITORS_CHAT = Phrase("编辑群", "editors")
    SHORT_CHANNEL = Phrase("频道", "channel")
    SHORT_NOTICE_CHAT = Phrase("通知", "notices")
    DROP = Phrase("不用：{name}", "Drop {name}")

    ASK_GROUPS = Phrase(
        "哪个群？点下面的按钮选，我不在里面的话会被加进去。",
        "Which group? Choose by the button below; I am added where I am not in it.",
    )
    ASK_EDITORS_CHAT = Phrase(
        "在哪个群里审稿？里面的人都会是编辑。", "In which group are notes reviewed? Everybody in it is an editor."
    )
    ASK_CHANNEL = Phrase(
        "发到哪个频道？我要在那里当管理员，能发、能改消息。",
        "Which channel? I have to be an administrator there who may post and edit.",
    )
    ASK_NOTICE_CHAT = Phrase("出了问题告诉谁？", "Who is told of problems?")
    CHOOSE = Phrase("选一个…", "Choose…")
    SKIP_GROUPS = Phrase("跳过：群", "Skip: group")
    SKIP_EDITORS_CHAT = Phrase("跳过：编辑群", "Skip: editors")
    SKIP_CHANNEL = Phrase("跳过：频道", "Skip: channel")
    SKIP_NOTICE_CHAT = Phrase("跳过：通知", "Skip: notices")
    TO_ME = Phrase("通知发到我这里", "Notices to me")

    SET = Phrase("设好了：{place} → {name}", "Set: {place} → {name}")
    SKIPPED = Phrase("跳过了，以后可以用 /setup 设置。", "Skipped; /setup sets it later.")
    FIXED = Phrase(
        "这一项由环境变量 {name} 设定，在聊天里改不了。", "This one is set by {name} in the environment, not in a chat."
    )
    NOT_THERE = Phrase("我不在那里：请把我加进去，再选一次。", "I am not in there: add me, then choose it again.")
    MUTED = Phrase(
        "我在那里不能发消息：请在群的权限里放开，再选一次。",
        "I may not write there: allow it in the group's permissions, then choose it again.",
    )
    NO_POSTING = Phrase(
        "我在那个频道不能发消息：请让我当管理员，允许发布消息，再选一次。",
        "I may not post in that channel: make me an administrator who may, then choose it again.",
    )

    HERE = Phrase("这个群用来做什么？", "What is this group for?")
    HERE_GROUPS = Phrase("发周刊的群", "Issues go here")
    HERE_EDITORS_CHAT = Phrase("编辑群", "Editors")
    HERE_NOTICE_CHAT = Phrase("收通知", "Notices")
