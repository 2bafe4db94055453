"""What is said of when the bot speaks: /policy, /language, /shadow and /calibrate."""

from bot.catalogue.phrase import Phrase, Phrases


class Manners(Phrases):
    """The words of a chat's manners, and of teaching the bot when to speak up."""

    FOR_GROUPS = Phrase(
        "这个命令用在群里：请在要设置的群里发。私聊里我总是回答。",
        "This is for groups: send it in the group that it is about. In private I always answer.",
    )
    POLICY = Phrase("我在这个群：{policy}。", "In this group: {policy}.")
    QUIET = Phrase("只回应命令", "commands only")
    MENTION = Phrase("命令、@我、回复我，我才回答", "I answer commands, mentions and replies")
    LISTEN = Phrase("没人问我，有把握时也会答", "I also answer unasked, where I am sure")
    QUIET_BUTTON = Phrase("安静", "Quiet")
    MENTION_BUTTON = Phrase("叫我才答", "When spoken to")
    LISTEN_BUTTON = Phrase("旁听", "Listen")
    POLICY_USAGE = Phrase(
        "请写 /policy quiet、/policy mention 或 /policy listen。",
        "Write /policy quiet, /policy mention or /policy listen.",
    )
    DEAF = Phrase(
        "我还听不到群里的普通消息：请在 @BotFather 用 /setprivacy 关掉隐私模式，"
        "再把我移出群、重新加进来，或者让我当管理员。",
        "I cannot hear the group's ordinary messages yet: turn the privacy mode off at @BotFather (/setprivacy), then "
        "remove me and add me again; or make me an administrator.",
    )
    NO_GATE = Phrase(
        "还没有标定过，我只凭资料判断；用 /shadow on 收集标注，再用 /calibrate 标定。",
        "No gate is fitted yet, so I go by the evidence alone: /shadow on gathers labels, /calibrate fits one.",
    )
    SHADOWED = Phrase(
        "影子模式开着，所以没人问的我只记下、不说出来；用 /shadow off 关掉。",
        "The shadow mode is on, so what nobody asked is only written down: /shadow off ends it.",
    )

    LANGUAGE = Phrase("我在这里说：{tongue}。", "Here I speak: {tongue}.")
    ZH = Phrase("中文", "Chinese")
    EN = Phrase("英文", "English")
    AUTO = Phrase("自动", "automatic")
    AUTO_IN_GROUP = Phrase("自动（和机器人的设置一样）", "automatic (as the bot is set up)")
    AUTO_IN_PRIVATE = Phrase("自动（跟随你的 Telegram）", "automatic (as your Telegram)")
    LANGUAGE_USAGE = Phrase(
        "请写 /language zh、/language en 或 /language auto。", "Write /language zh, /language en or /language auto."
    )

    SHADOW_ON = Phrase(
        "影子模式已打开：为了学会什么时候该主动回答，从现在起我会记下群里没有对我说的问题，但不会因此说话。"
        "没有标注的 30 天后删除，标注过的留作学习；/forget_me 删掉你自己的。",
        "The shadow mode is on: to learn when to speak up, I write down what is asked here without my being addressed, "
        "and say nothing. What nobody labels goes after 30 days, what is labelled is kept to learn from; "
        "/forget_me removes yours.",
    )
    SHADOW_ON_ALREADY = Phrase("影子模式开着。", "The shadow mode is on.")
    SHADOW_OFF = Phrase("影子模式关着，我不记群里的消息。", "The shadow mode is off: nothing said here is kept.")
    SHADOW_USAGE = Phrase(
        "请写 /shadow on 或 /shadow off；私聊里的 /shadow 列出等你标注的消息。",
        "Write /shadow on or /shadow off; in private, /shadow lists what waits for your label.",
    )
    TURN_ON = Phrase("打开", "Turn on")
    TURN_OFF = Phrase("关闭", "Turn off")
    NOTHING_SHADOWED = Phrase(
        "你管理的群都没有打开影子模式：请在要用的群里发 /shadow on。",
        "None of the groups that you govern has the shadow mode on: send /shadow on in one.",
    )
    WAITING = Phrase(
        "{chat}：等你标注 {waiting} 条，已标注 {labels} 条（该答 {wanted}）。",
        "{chat}: {waiting} wait for a label, {labels} have one ({wanted} to be answered).",
    )
    NOTHING_WAITS = Phrase("没有等着标注的消息。", "No message waits for a label.")
    A_GROUP = Phrase("群 {id}", "group {id}")

    SHOULD_I = Phrase("{chat} 里有人说：", "Somebody said in {chat}:")
    WOULD = Phrase("没人问我，但我会从这一条来答：", "Nobody asked me, but I would answer from:")
    WOULD_NOT = Phrase("我不会答；最接近的条目：", "I would not answer; the nearest entry:")
    WOULD_NOT_AT_ALL = Phrase("我不会答，也没有接近的条目。", "I would not answer, and no entry is near.")
    SHOULD = Phrase("该答", "Should answer")
    SHOULD_NOT = Phrase("不该答", "Should not")
    SKIP = Phrase("跳过", "Skip")
    LABEL_GONE = Phrase("这条消息已经不在记录里了。", "This message is no longer kept.")
    NOT_YOURS = Phrase("只有管理那个群的人可以这样做。", "Only those who govern that group can do this.")
    SKIPPED = Phrase("跳过了", "Skipped")

    CHOOSE_CHAT = Phrase("哪个群？", "Which group?")
    TOO_FEW = Phrase(
        "标注还不够：现有 {labels} 条，还差 {count} 条，其中该答的至少再要 {wanted} 条，"
        "不该答的至少再要 {unwanted} 条。",
        "Too few labels: there are {labels}, and {count} are wanting; at least {wanted} more should be to be answered, "
        "and {unwanted} not.",
    )
    PROPOSAL = Phrase("新的标定", "The new gate")
    IN_USE = Phrase("现在用的", "The one in use")
    NONE_IN_USE = Phrase("现在没有标定。", "No gate is in use.")
    LABELS = Phrase(
        "标注 {labels} 条：该答 {wanted}，不该答 {unwanted}", "{labels} labels: {wanted} yes, {unwanted} no"
    )
    QUALITY = Phrase(
        "精确率 {precision}，召回率 {recall}，F1 {f1}，阈值 {threshold}",
        "precision {precision}, recall {recall}, F1 {f1}, threshold {threshold}",
    )
    MEASURED = Phrase("（嵌套交叉验证）", " (nested cross-validation)")
    FITTED_TO = Phrase("{day} 由 {labels} 条标注得出", "fitted to {labels} labels on {day}")
    NOT_USED_YET = Phrase("还没有启用。", "It is not in use yet.")
    USE = Phrase("用这个", "Use this one")
    USED = Phrase("已启用。", "It is in use now.")
    CHANGED = Phrase(
        "标注在这之后变了，所以没有启用；这是按现在的标注算出来的：",
        "The labels have changed since, so nothing is applied; by those of now it is this:",
    )
