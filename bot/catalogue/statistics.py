"""What is said of what the bot was used for: in the chart, below it, and on the command line."""

from bot.catalogue.phrase import Phrase, Phrases


class StatisticsWords(Phrases):
    """The words of `/stats` and `zixue stats`."""

    USAGE = Phrase(
        "想看几天的？/stats 7d、/stats 30d 或 /stats 90d", "How many days? /stats 7d, /stats 30d or /stats 90d"
    )
    DRAWING = Phrase("正在画图……", "Drawing …")
    DAYS = Phrase("{days} 天", "{days} days")
    NO_CHART = Phrase("图没画出来，只有数字。", "The chart could not be drawn; here are the numbers.")

    TITLE = Phrase("近 {days} 天的使用情况", "Use in the last {days} days")
    TODAY = Phrase("今天的使用情况", "Use today")
    WHOLE = Phrase("整个机器人", "the whole bot")
    CHAT = Phrase("只算本群", "this chat only")
    ONE_DAY = Phrase("{day} · {scope}", "{day} · {scope}")
    SPAN = Phrase("{first} 至 {last} · {scope}", "{first} to {last} · {scope}")
    BEFORE = Phrase("此前 {number}", "before: {number}")
    NONE = Phrase("没有", "none")
    EMPTY = Phrase("这段时间没有记录", "Nothing in this time")

    QUESTIONS = Phrase("提问", "Questions")
    ANSWERED_SHARE = Phrase("答上的", "Answered")
    PERSONS = Phrase("提问的人", "People asking")
    GOOD_SHARE = Phrase("好评", "Liked")
    SLOW = Phrase("95% 快于", "95% within")

    QUESTIONS_A_DAY = Phrase("每天的提问", "Questions a day")
    ANSWERED = Phrase("新答上", "answered")
    STORED = Phrase("旧答案", "stored answer")
    UNANSWERED = Phrase("没答上", "unanswered")
    OPINIONS = Phrase("评价", "Opinions")
    UP = Phrase("赞", "up")
    DOWN = Phrase("踩", "down")
    LATENCY = Phrase("用时", "Latency")
    SECONDS = Phrase("秒", "seconds")
    HALF = Phrase("中位数", "p50")
    MOST = Phrase("95%", "p95")
    TOKENS = Phrase("模型 token", "Model tokens")
    TOKENS_COST = Phrase("模型 token，花费 {cost}", "Model tokens, cost {cost}")
    TAKEN = Phrase("输入", "in")
    GIVEN = Phrase("输出", "out")
    NOTES_A_DAY = Phrase("每天的投稿", "Notes a day")
    NOTES_A_WEEK = Phrase("每周的投稿", "Notes a week")
    HANDED_IN = Phrase("交来", "handed in")
    PUBLISHED = Phrase("登出", "published")

    TOLD_QUESTIONS = Phrase(
        "提问 {count}（此前 {before}），{persons} 人：{ways}",
        "{count} questions ({before} before) by {persons}: {ways}",
    )
    NO_QUESTIONS = Phrase("没有提问（此前 {before}）", "No questions ({before} before)")
    TOLD_ANSWERED = Phrase("答上 {count}（{share}）：{modes}", "{count} answered ({share}): {modes}")
    TOLD_OPINIONS = Phrase("👍 {up} · 👎 {down}", "👍 {up} · 👎 {down} opinions")
    TOLD_LATENCY = Phrase("用时：一半不到 {half}，95% 不到 {most}", "Latency: half within {half}, 95% within {most}")
    TOLD_TOKENS = Phrase(
        "模型 token：输入 {taken}，输出 {given}；花费 {cost}", "Model tokens: {taken} in, {given} out; cost {cost}"
    )
    TOLD_NOTES = Phrase(
        "投稿：交来 {handed_in}，登出 {published}", "Notes: {handed_in} handed in, {published} published"
    )
    GAPS = Phrase("最该补的：", "Widest gaps:")
    GAP_OPEN = Phrase("{question}（没答上，问过 {times} 次）", "{question} (unanswered, asked {times} times)")
    GAP_DISLIKED = Phrase("{question}（答得不好，净 👎 {times}）", "{question} (answer disliked, net 👎 {times})")

    WAY_COMMAND = Phrase("命令", "command")
    WAY_MENTION = Phrase("提及", "mention")
    WAY_REPLY = Phrase("回复", "reply")
    WAY_PRIVATE = Phrase("私聊", "private")
    WAY_OVERHEARD = Phrase("主动插话", "unprompted")
    WAY_UNKNOWN = Phrase("不详", "unknown")
    MODE_MODEL = Phrase("模型", "model")
    MODE_EXTRACTIVE = Phrase("摘录", "extractive")
    MODE_STORED = Phrase("旧答案", "stored")
    STAGE_RETRIEVAL = Phrase("检索", "retrieval")
    STAGE_EVIDENCE = Phrase("证据", "evidence")
    STAGE_WRITING = Phrase("写作", "writing")
