"""What is said of who may do what: confirmations, pairing codes, roles, bans and quotas."""

from bot.catalogue.phrase import Phrase, Phrases


class Governing(Phrases):
    """The words of governing the bot in a chat."""

    WHO_IS_IT = Phrase(
        "这条命令是匿名发的：谁发的谁在 5 分钟内点确认，点了就算这个人的命令。别人的不要点。",
        "This command came anonymously: whoever sent it confirms within 5 minutes, and it is theirs by that. "
        "Do not confirm what is not yours.",
    )
    CONFIRM = Phrase("确认", "Confirm")
    CANCEL = Phrase("取消", "Cancel")
    CANCELLED = Phrase("已取消。", "Cancelled.")
    NOT_WAITING = Phrase("这件事已经办过、取消或过期了。", "This was done, cancelled, or has expired.")
    NOT_YOURS_TO_CONFIRM = Phrase("这个按钮不归你按。", "This button is not yours to press.")
    ADMINS_ONLY = Phrase("这条命令只给管理员用。", "This command is for admins only.")
    NO_ADMIN = Phrase(
        "我还没有管理员：运行我的人用 zixue setup-code 拿到设置码，再用 /setup 设置码 发给我。",
        "I have no admin yet: whoever runs me gets a code by zixue setup-code and sends it to me as /setup CODE.",
    )
    TOO_MUCH = Phrase(
        "你发得太多太快了：我休息一分钟，这期间的消息不会回。",
        "That is too much at once: I rest for a minute and answer nothing of it.",
    )

    YOUR_CODE = Phrase(
        "这里还没有开通。请把配对码 {code} 发给机器人的管理员，批准后就能用。",
        "I do not serve this chat yet. Give the pairing code {code} to an admin of the bot; it works once they agree.",
    )
    CHAT_WAITS = Phrase(
        "「{name}」（{id}）想用我，配对码 {code}。要允许吗？",
        "“{name}” ({id}) would like to use me; code {code}. Allow it?",
    )
    SOMEBODY_WAITS = Phrase(
        "{name}（{id}）想私聊用我，配对码 {code}。要允许吗？",
        "{name} ({id}) would like to use me in private; code {code}. Allow it?",
    )
    ADMIT = Phrase("允许", "Allow")
    REFUSE = Phrase("拒绝", "Refuse")
    ADMITTED = Phrase("已允许：{name}。", "Allowed: {name}.")
    REFUSED = Phrase("已拒绝：{name}。", "Refused: {name}.")
    ADMITTED_HERE = Phrase("本群已开通。", "This chat is served now.")
    NO_SUCH_CODE = Phrase(
        "没有谁在用这个配对码等批准；来过的群和人见 /allow。",
        "No chat waits with this code; /allow lists those that came.",
    )
    TRY_LATER = Phrase("试得太快了，请过一会儿再试。", "Too many tries: wait a while.")
    NO_SUCH_CHAT = Phrase("没有这个群或人的记录。", "There is no such chat on the list.")

    YOU_ARE_BANNED = Phrase(
        "你被管理员封禁了（{until}）：{reason}。/privacy、/export、/forget_me 仍然可用。",
        "An admin has banned you ({until}): {reason}. /privacy, /export and /forget_me still work.",
    )
    FOR_EVER = Phrase("永久", "for ever")
    UNTIL = Phrase("到 {at}", "until {at}")

    LIFT = Phrase("解除：{name}", "Lift: {name}")
    BANNED = Phrase("已封禁 {id}（{until}）。", "{id} is banned ({until}).")
    UNBANNED = Phrase("已解除封禁 {id}。", "{id} is not banned any more.")
    NOT_BANNED = Phrase("{id} 没有被封禁。", "{id} is not banned.")
    ADMIN_NOT_BANNED = Phrase(
        "管理员不能封禁：先用 /role 收回角色。", "Admins cannot be banned: take the role first with /role."
    )
    BAN_USAGE = Phrase(
        "用法：/ban 编号 7d 理由，或者用 /ban 7d 理由 回复那个人；时长可以是 30m、12h、7d 或 forever。/unban 解除。",
        "Write /ban ID 7d reason, or reply to them with /ban 7d reason; 30m, 12h, 7d or forever. /unban lifts it.",
    )

    ROLE_GIVEN = Phrase("{id} 现在是{role}。", "{id} is {role} now.")
    ROLE_TAKEN = Phrase("{id} 现在没有角色。", "{id} has no role now.")
    LAST_ADMIN = Phrase(
        "这是最后一个管理员：请先让别人成为管理员。", "This is the last admin: make somebody else one first."
    )
    ADMIN_OF_SETTINGS = Phrase(
        "这个管理员来自设置，请在 ZIXUE_ADMINS 里去掉。", "The settings make them an admin: change ZIXUE_ADMINS."
    )
    ROLE_USAGE = Phrase(
        "用法：/role 编号 admin、editor 或 none，或者用 /role editor 回复那个人。",
        "Write /role ID admin, editor or none, or reply to them with /role editor.",
    )

    YOU = Phrase("你", "you")
    QUOTA_USAGE = Phrase(
        "用法：/quota users questions 6；users、chats、here 或编号，questions（每分钟）、tokens 或 cost（每天），"
        "数字或 off；/quota 编号 default 恢复默认。",
        "Write /quota users questions 6: users, chats, here or an ID; questions (a minute), tokens or cost (a day); "
        "a number or off. /quota ID default takes it back.",
    )
    ASKED_TOO_OFTEN = Phrase("你问得太快了，{at} 以后再问。", "You ask too fast: ask again after {at}.")
    CHAT_ASKED_TOO_OFTEN = Phrase("这里问得太快了，{at} 以后再问。", "Too much is asked here: ask again after {at}.")

    DEAD_BUTTON = Phrase("这个按钮已经失效，或者不归你按。", "This button is dead, or not yours to press.")
