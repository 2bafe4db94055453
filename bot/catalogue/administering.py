"""What admins read: the menu, taking sources in, broadcasts and the bot's health."""

from collections.abc import Mapping
from typing import Final

from bot.catalogue.phrase import Phrase, Phrases
from knowledge.governance.admissions import Standing
from knowledge.governance.roles import Role
from knowledge.records import Policy, SourceState


class Menu(Phrases):
    """The words of /admin and its pages."""

    IN_PRIVATE = Phrase("请私聊我用这个命令。", "Use this command in a private chat with me.")
    HOME = Phrase("管理", "Administration")
    HOME_CHATS = Phrase("群：服务 {served} 个，等待批准 {waiting} 个", "Chats: {served} served, {waiting} waiting")
    HOME_PEOPLE = Phrase("角色：{roles} 人；封禁：{bans} 人", "Roles: {roles} people; banned: {bans}")
    HOME_SOURCES = Phrase(
        "资料：{sources} 份；待算向量：{pending} 段", "Sources: {sources}; passages without a vector: {pending}"
    )
    HOME_QUESTIONS = Phrase("今天的提问：{count}", "Questions today: {count}")
    CHATS = Phrase("群与名单", "Chats")
    ROLES = Phrase("角色", "Roles")
    BANS = Phrase("封禁", "Bans")
    QUOTAS = Phrase("配额", "Quotas")
    SOURCES = Phrase("来源", "Sources")
    STATS = Phrase("统计", "Statistics")
    HEALTH = Phrase("健康", "Health")
    AUDIT = Phrase("审计", "Audit log")
    BROADCAST = Phrase("公告", "Broadcast")
    BACK = Phrase("‹ 返回", "‹ Back")
    REFRESH = Phrase("刷新", "Refresh")
    EARLIER = Phrase("更早 ›", "Earlier ›")
    NEWEST = Phrase("« 最新", "« Newest")
    NONE = Phrase("（没有）", "(none)")
    CHANGED = Phrase(
        "在这之前已经有人改过了，这是现在的样子。", "Somebody changed this before you; this is how it is now."
    )
    GONE = Phrase("已经没有了。", "It is gone.")

    NO_CHATS = Phrase("还没有群。把我拉进群里，就会出现在这里。", "No chats yet. Add me to one and it appears here.")
    STANDING = Phrase("名单：{standing}", "List: {standing}")
    DECIDED = Phrase("由 {by} 决定", "decided by {by}")
    CODE = Phrase("配对码：{code}", "Pairing code: {code}")
    POLICY = Phrase("发言：{policy}", "Speaks: {policy}")
    SHADOW = Phrase("影子模式：{state}", "Shadow mode: {state}")
    LANGUAGE = Phrase("语言：{spoken}", "Language: {spoken}")
    AS_SET = Phrase("按设置", "as in the settings")
    ON = Phrase("开", "on")
    OFF = Phrase("关", "off")
    ADMIT = Phrase("批准", "Admit")
    REFUSE = Phrase("拒绝", "Refuse")
    TAKE_OUT = Phrase("移出名单", "Take off the list")

    OF_SETTINGS = Phrase("{id} · 管理员（来自设置）", "{id} · admin (by the settings)")
    HOW_ROLES = Phrase("改动用 /role 编号 admin、editor 或 none。", "Change them with /role ID admin, editor or none.")
    HOW_BANS = Phrase("改动用 /ban 和 /unban。", "Change them with /ban and /unban.")
    HOW_QUOTAS = Phrase("改动用 /quota。", "Change them with /quota.")
    EVERY_USER = Phrase("每人", "each person")
    EVERY_CHAT = Phrase("每个群", "each chat")
    QUOTA = Phrase(
        "{whom}：提问 {questions}（每分钟），token {tokens}（每天），费用 {cost}（每天）",
        "{whom}: questions {questions} (a minute), tokens {tokens} (a day), cost {cost} (a day)",
    )
    UNLIMITED = Phrase("不限", "no limit")
    SPENT = Phrase(
        "{title}：今天提问 {questions}，token {tokens}", "{title}: {questions} questions and {tokens} tokens today"
    )

    HOW_SOURCES = Phrase("每份后面是：条目/段。", "Behind each: entries/passages.")
    HOW_BROADCAST = Phrase(
        "在私聊里发 /broadcast 和要说的话，或者用 /broadcast 回复一条消息。发出去之前会先给你看。",
        "Send /broadcast and the words in private, or reply to a message with /broadcast. "
        "You see it before it goes out.",
    )


class Intake(Phrases):
    """The words of /ingest, /forget_source and /reindex."""

    USAGE = Phrase(
        "把网址写在命令后面（可以几个），或者用 /ingest 回复带网址的消息；文件在私聊里发给我，说明写 /ingest。",
        "Write one or more addresses after the command, or reply to a message that has some with /ingest; "
        "send files in private with the caption /ingest.",
    )
    NO_PATHS = Phrase(
        "这里只收网址；这台机器上的文件请用 zixue ingest {path}。",
        "Only addresses here; for files of this machine run zixue ingest {path}.",
    )
    NOT_AN_ADDRESS = Phrase(
        "「{given}」不是可以读的网址：要以 http:// 或 https:// 开头。",
        "“{given}” is no address that can be read: it has to begin with http:// or https://.",
    )
    TOO_MANY = Phrase("一次最多 {most} 个网址，请分几次。", "At most {most} addresses at a time; split them.")
    TOO_LARGE = Phrase(
        "文件超过 20 MB，Telegram 不让我下载；请在机器上用 zixue ingest 读它。",
        "The file has more than 20 MB, which Telegram does not let me fetch; read it with zixue ingest on the machine.",
    )
    ONLY_DOCUMENTS = Phrase(
        "请作为文件发送，不要作为图片、视频或语音。", "Send it as a file, not as a picture, video or voice."
    )
    READING = Phrase("正在读取 {done}/{all} …", "Reading {done}/{all} …")
    SO_FAR = Phrase("{entries} 条，{passages} 段", "{entries} entries, {passages} passages")
    VECTORS = Phrase("向量 {percent} %", "vectors {percent} %")
    DONE = Phrase("读完了：{counts}", "Done: {counts}")
    VECTORS_FOLLOW = Phrase(
        "还有 {pending} 段在后台算向量。", "{pending} passages get their vectors in the background."
    )
    MESSAGES = Phrase(
        "这是聊天记录，要大家同意才能收：请在机器上用 zixue ingest --messages。",
        "This is a chat export and needs its members' consent: run zixue ingest --messages on the machine.",
    )
    ENTRIES = Phrase("看条目：{title}", "Entries: {title}")
    UNDO = Phrase("撤销：{title}", "Undo: {title}")
    UNDONE = Phrase("已撤销「{title}」。", "“{title}” is taken back.")
    NO_UNDO = Phrase(
        "不能撤销了；要删除请用 /forget_source {id}。", "It cannot be undone any more; use /forget_source {id}."
    )

    FORGET_USAGE = Phrase(
        "写上来源的编号：/forget_source 编号；编号在 /admin 的「来源」里。",
        "Write its id: /forget_source ID; /admin, Sources, lists them.",
    )
    NO_SUCH_SOURCE = Phrase(
        "没有编号为 {id} 的来源；/admin 的「来源」里有全部。", "There is no source {id}; /admin, Sources, lists them."
    )
    FORGET_SURE = Phrase(
        "要忘记「{title}」吗？{entries} 条、{passages} 段会一起删除，引用过它的回答不再引用它。",
        "Forget “{title}”? {entries} entries and {passages} passages go with it, and answers cite it no more.",
    )
    FORGET = Phrase("忘记", "Forget")
    FORGOTTEN = Phrase("已忘记「{title}」。", "“{title}” is forgotten.")
    SOURCE_ABOUT = Phrase(
        "{entries} 条，{passages} 段，{day} 读取", "{entries} entries, {passages} passages, read {day}"
    )

    SOURCE_ID = Phrase("编号：", "id: ")

    REINDEX_SURE = Phrase(
        "要重建索引吗？资料有 {passages} 段，每个进程都会重建；重建时照常回答，但可能少找到一些。",
        "Build the index anew? There are {passages} passages, and every process does it; answers go on meanwhile, "
        "but may miss something.",
    )
    REINDEXING = Phrase(
        "开始重建索引；每个进程做完都会告诉你，/health 能看进度。",
        "Begun; each process tells you when it is done, /health shows how far it is.",
    )
    REINDEXED = Phrase(
        "索引重建好了：{passages} 段，{seconds} 秒。", "The index is built anew: {passages} passages in {seconds} s."
    )


class Announcing(Phrases):
    """The words of /broadcast."""

    USAGE = Menu.HOW_BROADCAST.value
    TOO_LONG = Phrase("公告最长 4096 个字符，请缩短。", "A broadcast has at most 4,096 characters; shorten it.")
    NOWHERE = Phrase("没有可以发的群：还没有群在名单上。", "There is no chat to send it to: none is on the list.")
    PREVIEW = Phrase(
        "上面就是公告的样子。发到选中的 {chosen} 个（共 {all} 个）？",
        "That is how it looks. Send it to the {chosen} that are ticked (of {all})?",
    )
    SEND = Phrase("发送", "Send")
    CANCEL = Phrase("取消", "Cancel")
    NOBODY_CHOSEN = Phrase("一个也没有选中。", "None is ticked.")
    OUTDATED = Phrase(
        "这份预览已经用过、取消或过期了，请再发一次 /broadcast。",
        "This preview was used, cancelled or has expired; send /broadcast again.",
    )
    GOING_OUT = Phrase(
        "公告 {id}：已发 {sent}，待发 {pending}，失败 {failed}，不确定 {uncertain}。",
        "Broadcast {id}: {sent} sent, {pending} to go, {failed} failed, {uncertain} uncertain.",
    )
    WITHDRAW = Phrase("不再发剩下的", "Stop the rest")
    ENDED = Phrase(
        "公告 {id} 发完了：已发 {sent}，失败 {failed}，不确定 {uncertain}。",
        "Broadcast {id} has ended: {sent} sent, {failed} failed, {uncertain} uncertain.",
    )
    ENDED_WITHDRAWN = Phrase("其中 {count} 个是你取消的。", "{count} of them were withdrawn.")


class Vitals(Phrases):
    """The words of /health."""

    WELL = Phrase("一切正常", "All is well")
    LOOK_AT = Phrase("{count} 处要看", "{count} to look at")
    DATABASE = Phrase("数据库正常", "The database answers")
    NO_DATABASE = Phrase("数据库没有及时回答", "The database did not answer in time")
    INDEX = Phrase("索引跟上了", "The index is level")
    INDEX_BEHIND = Phrase(
        "索引落后 {changes} 处改动，{seconds} 秒", "The index is {changes} changes behind, {seconds} s"
    )
    VECTORS = Phrase("向量：{done} 段有，{pending} 段待算", "Vectors: {done} passages have one, {pending} wait")
    INBOX = Phrase(
        "待处理的消息：{waiting}，最早的等了 {seconds} 秒", "Updates waiting: {waiting}, the oldest for {seconds} s"
    )
    INBOX_EMPTY = Phrase("没有消息在等处理", "No update waits")
    BURIED = Phrase("放弃处理的消息：{count}（zixue inbox 能看）", "Updates given up: {count} (see zixue inbox)")
    OUTBOX = Phrase(
        "待发 {pending}，失败 {failed}，不确定 {uncertain}（zixue outbox 能看）",
        "To be sent {pending}, failed {failed}, uncertain {uncertain} (see zixue outbox)",
    )
    MODEL = Phrase("语言模型：{name}", "Language model: {name}")
    MODEL_FAILS = Phrase(
        "语言模型 {name}：最近连续失败 {failures} 次", "Language model {name}: {failures} failures in a row"
    )
    MODEL_RESTS = Phrase(
        "语言模型 {name}：连续失败 {failures} 次，暂停使用",
        "Language model {name}: left alone after {failures} failures",
    )
    NO_MODEL = Phrase("没有设语言模型，回答是原文摘录", "No language model is set: answers are extractive")
    PROCESSES = Phrase("这台机器上的进程：{count}", "Processes on this machine: {count}")
    DISK = Phrase("磁盘剩余：{free} MB", "Disk: {free} MB free")
    MEMORY = Phrase("内存占用：{used} MB", "Memory: {used} MB in use")
    CLOCK = Phrase("时钟与 Telegram 相差 {seconds} 秒", "The clock is {seconds} s off Telegram's")


STANDINGS: Final[Mapping[Standing, Phrase]] = {
    Standing.WAITING: Phrase("等待批准", "waiting"),
    Standing.ADMITTED: Phrase("服务中", "served"),
    Standing.REFUSED: Phrase("不服务", "not served"),
}
POLICIES: Final[Mapping[Policy, Phrase]] = {
    Policy.QUIET: Phrase("安静", "quiet"),
    Policy.MENTION: Phrase("被叫到才说", "when mentioned"),
    Policy.LISTEN: Phrase("旁听", "listen"),
}
ROLES: Final[Mapping[Role, Phrase]] = {
    Role.ADMIN: Phrase("管理员", "admin"),
    Role.EDITOR: Phrase("编辑", "editor"),
}
STATES: Final[Mapping[SourceState, Phrase]] = {
    SourceState.NEW: Phrase("新增 {count}", "{count} new"),
    SourceState.CHANGED: Phrase("更新 {count}", "{count} changed"),
    SourceState.UNCHANGED: Phrase("没变 {count}", "{count} unchanged"),
    SourceState.REMOVED: Phrase("删除 {count}", "{count} removed"),
    SourceState.REFUSED: Phrase("读不了 {count}", "{count} refused"),
}
