"""What the bot says, as plain text without markup."""

from bot.catalogue.phrase import Phrase, Phrases


class Words(Phrases):
    """Everything the bot can say but why it could not read something."""

    WELCOME = Phrase(
        "你好，我是自学小组的机器人。直接把问题发给我，我会从小组读过的资料里找答案，并注明出处；找不到就直说。",
        "Hello, I am the study group's bot. Send me a question: I answer from what the group has read, "
        "with sources, and say so when I find nothing.",
    )
    HELP = Phrase(
        "在群里：/ask 加上问题，或者 @{bot}，或者回复我的消息。\n私聊：直接发问题。\n\n"
        "/ask 问题 — 回答并注明出处\n/search 词语 — 只查资料，不写答案\n"
        "/sources — 我读过哪些资料\n/entry 编号 — 看一条资料的全文\n"
        "/questions — 待解之问\n/issue — 最新一期周刊；/issue 4 看第 4 期\n"
        "/submit 内容 — 给周刊投稿；/withdraw 撤回，/nick 改署名\n/mine — 我的投稿和设置\n"
        "/stop — 停止正在写的回答\n/help — 这份说明",
        "In a group: /ask and your question, or @{bot}, or reply to one of my messages.\n"
        "In private: just send the question.\n\n"
        "/ask question — an answer with its sources\n/search words — look things up, no answer is written\n"
        "/sources — what I have read\n/entry id — one entry in full\n"
        "/questions — what nothing has answered yet\n"
        "/issue — the newest issue of the weekly; /issue 4 shows number 4\n"
        "/submit words — hand in a note for the weekly; /withdraw takes it back, /nick sets your name\n"
        "/mine — my notes and settings\n/stop — stop the answer that is being written\n/help — this page",
    )
    ASK_USAGE = Phrase(
        "请把问题写在命令后面，例如：/ask 什么是反向传播。也可以用 /ask 回复一条消息。",
        "Write the question after the command, for example: /ask what is backpropagation. "
        "Or reply to a message with /ask.",
    )
    SEARCH_USAGE = Phrase(
        "请把要查的词写在命令后面，例如：/search 注意力机制。",
        "Write the words after the command, for example: /search attention.",
    )
    ENTRY_USAGE = Phrase(
        "点开 /search 结果里的标题就能看全文。知道编号的话，写在命令后面：/entry 编号；编号在全文的标题下面。",
        "Open a title in the results of /search to read that entry in full. If you know its id, which stands "
        "below its title there, write it after the command: /entry id.",
    )
    TEXT_PLEASE = Phrase(
        "我只看得懂文字，请把问题打成文字发给我。",
        "I can only read text. Please type your question.",
    )
    UNKNOWN_COMMAND = Phrase(
        "我不认识这个命令，/help 里有我会的全部命令。",
        "I do not know this command; /help lists what I can do.",
    )

    SOURCES_OF_ANSWER = Phrase("出处", "Sources")
    ORIGINAL = Phrase("原文", "original")
    UNTITLED = Phrase("（无题）", "(untitled)")
    MODEL_UNAVAILABLE = Phrase(
        "语言模型暂时用不了，以下是资料原句的摘录。",
        "The language model is unavailable right now; these are sentences quoted from the sources.",
    )
    MODEL_UNUSABLE = Phrase(
        "语言模型这次写的内容通不过出处核对，以下是资料原句的摘录。",
        "What the language model wrote this time could not be checked against the sources; these are sentences "
        "quoted from them.",
    )
    WRITING = Phrase("正在写……已经核对过的部分：", "Still writing; what has been checked so far:")
    STOPPED = Phrase(
        "已按要求停下，以下是停下之前写好并核对过的部分。",
        "Stopped as asked; this is what had been written and checked by then.",
    )
    UNFINISHED = Phrase(
        "没有写完：中途出了问题。以下是之前核对过的部分。",
        "Not finished: something went wrong. This is what had been checked by then.",
    )
    STOPPED_EMPTY = Phrase("已停下，还没有写出什么。", "Stopped; nothing had been written yet.")
    STOP = Phrase("停止", "Stop")
    NOTHING_TO_STOP = Phrase("现在没有正在为你写的回答。", "No answer is being written for you right now.")
    STOP_WISHED = Phrase("如果还有回答在写，这就停下。", "If an answer is still being written, it stops now.")
    WAS_AWAY = Phrase(
        "我离开了一阵子，这期间的问题没有来得及回答。如果还想知道，请再问一次。",
        "I was away for a while and could not answer what was asked meanwhile. "
        "If you still want to know, please ask again.",
    )
    NOT_YOUR_ANSWER = Phrase("只有提问的人可以停止这个回答。", "Only the one who asked can stop this answer.")
    UNANSWERED = Phrase(
        "我们读过的资料里没有这个问题的答案。",
        "Nothing we have read answers this question.",
    )
    KEPT_OPEN = Phrase("已记入待解之问。", "It is on the list of open questions now.")
    KEEP_OPEN = Phrase("记入待解之问", "Keep as an open question")
    TELL_ME = Phrase("有答案时告诉我", "Tell me when it is answered")
    WISH_NOTED = Phrase("记下了，有资料能回答时会告诉你。", "Noted: you will be told when something answers it.")
    WISH_KNOWN = Phrase("已经记下了。", "That is noted already.")
    NOT_YOUR_QUESTION = Phrase("这个按钮只给提问的人用。", "This button is for the one who asked.")
    EXCHANGE_GONE = Phrase(
        "这个问题已经不在记录里了，请重新提问。", "This question is no longer kept; please ask again."
    )
    STORED_ANSWER = Phrase("{when}已讨论过：", "Already discussed {when}:")
    ASK_AGAIN = Phrase("重新回答", "Answer anew")
    OPEN_QUESTIONS = Phrase("待解之问，共 {count} 条：", "Open questions, {count} in all:")
    NO_OPEN_QUESTIONS = Phrase("现在没有待解之问。", "There are no open questions.")
    ASKED_TIMES = Phrase("问过 {count} 次", "asked {count} times")
    NOW_ANSWERED = Phrase("你问过「{question}」，现在有资料能回答了：", "You asked “{question}”; this answers it now:")
    NEAREST = Phrase("最接近的条目：", "The nearest entries:")
    FOUND = Phrase("找到 {count} 条：", "{count} found:")
    NOTHING_FOUND = Phrase("没有找到相关的条目，换几个词试试。", "No entries found; try other words.")
    SOURCES = Phrase("我读过 {count} 份资料：", "I have read {count} sources:")
    QUOTA_SPENT = Phrase(
        "今天的模型额度用完了，以下是资料原句的摘录；零点恢复。",
        "Today's quota of the language model is used up until midnight; these are sentences quoted from the sources.",
    )
    NOTHING_READ = Phrase(
        "我还没有读过任何资料。请让管理员用 zixue ingest 添加。",
        "I have not read anything yet. Ask an administrator to add sources with zixue ingest.",
    )
    ENTRY_COUNT = Phrase("{count} 条", "entries: {count}")
    LINKS = Phrase("文中链接：", "Links in the text:")
    TRUNCATED = Phrase("这一条在来源页面上就是截断的，全文请看原文。", "The source page itself cuts this entry short.")
    NO_SUCH_ENTRY = Phrase(
        "没有这个编号的条目，可能资料更新后编号变了。用 /search 再找找。",
        "There is no entry with this id; the source may have changed. Try /search.",
    )
    NO_SUCH_SOURCE = Phrase(
        "没有这份资料，可能已经被移除。/sources 里是现有的全部资料。",
        "There is no such source; it may have been removed. /sources lists what there is.",
    )
    PREVIOUS = Phrase("‹ 上一页", "‹ Previous")
    NEXT = Phrase("下一页 ›", "Next ›")

    QUESTION_EMPTY = Phrase(
        "问题是空的，请写下想问的内容。", "The question is empty; please write what you want to know."
    )
    QUESTION_TOO_LONG = Phrase(
        "问题太长了：{length} 个字，最多 {limit} 个。请缩短后再问。",
        "The question is too long: {length} characters, at most {limit}. Please shorten it.",
    )
    LIBRARY_UNAVAILABLE = Phrase(
        "资料库现在打不开，请稍后再试；一直这样的话请告诉管理员，zixue doctor 会说明原因。",
        "The library cannot be opened right now. Please try again later, or tell an administrator: "
        "zixue doctor says why.",
    )
    LIBRARY_DAMAGED = Phrase(
        "资料库文件损坏了，请管理员把 library.sqlite 换成备份，或者移走它再重新导入资料。",
        "The library's file is damaged: an administrator should put a copy of library.sqlite in its place, "
        "or move it away and ingest again.",
    )
    LIBRARY_NEWER = Phrase(
        "资料库是更新版本的 Zixue 写的，请管理员升级程序。",
        "A newer version of Zixue wrote the library: an administrator should upgrade the program.",
    )
    INDEX_UNAVAILABLE = Phrase(
        "检索索引现在用不了，请稍后再试；一直这样的话请告诉管理员，zixue doctor 会说明原因。",
        "The search index is unavailable right now. Please try again later, or tell an administrator: "
        "zixue doctor says why.",
    )
    EMBEDDER_REFUSED = Phrase(
        "检索用的嵌入模型加载不了，请管理员检查 ZIXUE_EMBEDDER 和它的参数，或者设成 none。",
        "The embedding model cannot be loaded: an administrator should check ZIXUE_EMBEDDER and its arguments, "
        "or set it to none.",
    )
    RERANKER_REFUSED = Phrase(
        "重排模型加载不了，请管理员检查 ZIXUE_RERANKER 和它的参数，或者去掉它。",
        "The reranker cannot be loaded: an administrator should check ZIXUE_RERANKER and its arguments, or remove it.",
    )
    TOKEN_REFUSED = Phrase(
        "Telegram 不认识这个令牌，请检查 ZIXUE_TELEGRAM_TOKEN（找 @BotFather 要），或去掉它在终端里聊天。",
        "Telegram does not know this token: check ZIXUE_TELEGRAM_TOKEN (from @BotFather), "
        "or unset it to chat in the terminal.",
    )
    ADDRESS_REFUSED = Phrase(
        "没法在 {host} 的 {port} 端口上监听：可能被占用了，或者这不是本机地址。"
        "请检查 ZIXUE_WEB_HOST 和 ZIXUE_WEB_PORT。",
        "Nothing can listen on port {port} of {host}: it may be taken, or the address is not this machine's. "
        "Check ZIXUE_WEB_HOST and ZIXUE_WEB_PORT.",
    )
    FAILED = Phrase(
        "出了点问题，这条消息没有处理成。请再试一次；一直这样的话请告诉管理员。",
        "Something went wrong and this message was not handled. Please try again, or tell an administrator.",
    )

    INGEST_READING = Phrase("读取", "reading")
    INGEST_EMBEDDING = Phrase("向量", "embedding")
    INGEST_SUMMARY = Phrase(
        "新增 {new}，更新 {changed}，未变 {unchanged}，移除 {removed}，拒绝 {refused}；"
        "共 {entries} 条、{passages} 段，{pending} 段的向量待算。",
        "{new} new, {changed} changed, {unchanged} unchanged, {removed} removed, {refused} refused; "
        "{entries} entries, {passages} passages, {pending} vectors pending.",
    )

    PREVIEW_MARKUP = Phrase("只是标记或图片，没有文字", "marks or an image, without words")
    PREVIEW_AROUND = Phrase(
        "不属于正文（导航、广告、评论）", "outside the main text (navigation, advertising, comments)"
    )
    PREVIEW_NO_ENTRY = Phrase("不属于任何条目（页眉、目录、页脚）", "part of no entry (headers, contents, footers)")
    PREVIEW_MORE = Phrase("还有 {count} 行", "{count} more lines")

    COMMAND_ASK = Phrase("提问，回答注明出处", "Ask a question, get an answer with sources")
    COMMAND_SEARCH = Phrase("查资料", "Search what has been read")
    COMMAND_SOURCES = Phrase("我读过哪些资料", "What I have read")
    COMMAND_ENTRY = Phrase("看一条资料的全文", "Read one entry in full")
    COMMAND_QUESTIONS = Phrase("还没有答案的问题", "Questions that are still open")
    COMMAND_STOP = Phrase("停止正在写的回答", "Stop the answer that is being written")
    COMMAND_HELP = Phrase("怎么用", "How to use me")

    TERMINAL_WELCOME = Phrase(
        "这里就是机器人本身，只是在终端里。输入问题后回车；/help 看命令；Ctrl-D 离开。",
        "This is the bot itself, in a terminal. Type a question and press Enter; /help lists commands; Ctrl-D leaves.",
    )
    TERMINAL_SUGGESTIONS = Phrase("输入编号试试：", "Type a number to try one:")
    TERMINAL_EDITED = Phrase("（消息已更新）", "(message edited)")
    TERMINAL_WORKING = Phrase("正在查……", "looking it up…")

    WATCH_ADDED = Phrase(
        "记下了：机器人运行时，每 {every} 读一次 {url}。",
        "Noted: while the bot runs, {url} is read every {every}.",
    )
    WATCH_STOPPED = Phrase(
        "不再定期读 {url}；已经读到的内容还在。", "{url} is not read again; what was read of it stays."
    )
    NO_SUCH_WATCH = Phrase(
        "没有在定期读 {url}；不带网址运行 zixue watch 可以看到全部。",
        "{url} is not watched; zixue watch without an address lists what is.",
    )
    NOTHING_WATCHED = Phrase(
        "没有定期读的网址。请这样添加：zixue watch 网址 --every 6h。",
        "No address is watched. Add one: zixue watch URL --every 6h.",
    )
    WATCH_INTERVAL = Phrase(
        "看不懂这个间隔，或者太短了：请写成 30m、6h、2d 或 1w 这样，最短 15m。",
        "This interval is unclear or too short: write it like 30m, 6h, 2d or 1w, at least 15m.",
    )

    QUESTION_CLOSED = Phrase("已关闭待解之问 {id}。", "Open question {id} is closed.")
    NO_SUCH_QUESTION = Phrase(
        "没有编号 {id} 的待解之问，或者已经关闭；zixue questions 列出现有的。",
        "There is no open question {id}; zixue questions lists them.",
    )
