"""What members read about what is stored of them, and about taking it along or having it erased."""

from bot.catalogue.phrase import Phrase, Phrases


class StoredWords(Phrases):
    """What is stored of each kind: what, what for, how long, and who sees it. A name is that of `rights.Kind`."""

    QUESTIONS = Phrase(
        "提问和回答：你问了什么、我怎么理解的、答了什么、什么时候、在哪个群。用来接着上文答、不重复答；存 {days} 天，"
        "待解之问存到有了答案。同一个群里问同样的问题，会看到同一个回答，不带你的名字。",
        "Questions and answers: what you asked, how I understood it, what I said, when and in which chat. They let me "
        "follow a thread and not answer twice; kept {days} days, open questions until they are answered. Whoever asks "
        "the same in that chat is given the same answer, without your name.",
    )
    OPINIONS = Phrase(
        "评价：👍/👎 和你写的原因。用来改进回答；和那次提问存得一样久，管理员看得到。",
        "Opinions: 👍/👎 and your reasons. They make answers better; kept as long as the question, seen by admins.",
    )
    OVERHEARD = Phrase(
        "旁听：只在管理员开了试运行的群里，没有点名问我的话，用来学什么时候该开口；没标注的存 30 天，标注了的一直存。"
        "那个群的管理员看得到。",
        "Overheard: only where admins run a trial, what was said without asking me, to learn when to speak; kept 30 "
        "days, and on once an admin has labelled it. The admins of that chat see it.",
    )
    NOTES = Phrase(
        "投稿：全部版本、图片（去掉了拍摄信息）、署名、审稿经过。存到你删掉；编辑看得到，匿名的看不到是谁写的。",
        "Notes: every revision, pictures (without where and how they were taken), byline, decisions. Kept until you "
        "erase them; editors see them, and not whose an anonymous one is.",
    )
    PUBLISHED = Phrase(
        "发布的周刊：你的投稿排进去的样子，所有人都看得到，我也会引用；撤下以前一直在。",
        "Published issues: your notes as printed. Everybody can read them and I cite them, until they are taken out.",
    )
    MEMBERSHIP = Phrase(
        "你这个人：编号、Telegram 上的名字、昵称、语言、投稿的同意和提醒设置、封禁和理由、我在等你回复什么。"
        "存到你删掉。",
        "You: number, Telegram name, nickname, language, consent and wishes for the weekly, a ban and its reason, what "
        "I wait for you to reply. Kept until you erase it.",
    )
    GOVERNANCE = Phrase(
        "管理：你的角色、你要确认的操作、你做过的管理操作（谁、何时、做了什么）。管理员看得到；一直存。",
        "Governance: your role, what waits for your yes, and what you did as an admin or editor (who, when, what). "
        "Admins see it; kept on.",
    )
    CONSUMPTION = Phrase(
        "用量：每天问了几次、用了多少模型额度、你的限额。用来防止滥用；存 400 天，管理员看得到。",
        "Consumption: questions and model tokens a day, your quota. It prevents abuse; kept 400 days, seen by admins.",
    )
    TRANSIT = Phrase(
        "在路上的：收到还没处理完的消息，处理完就清空，只留编号 3 天；处理不了的存 30 天；要发给你的消息发出就清空。",
        "On the way: what came in, emptied once it is handled (its number stays 3 days), kept 30 days where it could "
        "not be; what goes out to you, emptied once it is sent.",
    )
    FILES = Phrase(
        "文件：检索用的索引（只有数字，没有原文）；运行日志只有编号，没有谁说了什么；备份由运行者保管。",
        "Files: the search index (numbers, no text); the log has numbers of chats and never what anybody said; backups "
        "are kept by the operator.",
    )


class RightsWords(Phrases):
    """Everything else that is said about them."""

    TITLE = Phrase("我存了什么、为什么、多久、谁看得到", "What I store, what for, how long, and who sees it")
    MODEL = Phrase(
        "外面的模型：你问的问题、同一段对话的上文和查到的段落会发给 {host} 来写回答、核对回答；不发你的名字和编号。",
        "A model outside: your question, what was said before it in the thread and the passages found go to {host} to "
        "write an answer and to check it; your name and number do not.",
    )
    NO_MODEL = Phrase(
        "外面的模型：没有接，回答都在这台机器上写。",
        "A model outside: none is set; answers are written on this machine.",
    )
    TELEGRAM = Phrase(
        "Telegram 和群里其他机器人看得到它们自己看得到的，我管不着；我发在群里的回答，是群里的消息。",
        "Telegram, and other bots in a group, see what they see by themselves; what I said in a group is a message "
        "there.",
    )
    OPERATOR = Phrase(
        "谁在运行：这个群的管理员；数据在 TA 们的机器上。",
        "Who operates me: the admins of the group; it is all on their machine.",
    )
    HOW = Phrase(
        "/export 导出你的全部数据。\n/forget_me 删除你的全部数据：已发布的周刊会重新排版，"
        "没到期的封禁（连同理由）和管理员给你定的限额只按编号留着；"
        "别人文章里引用你的话、别人接着你问的问题是别人的，只去掉你的名字和你的原话；以前做的备份、"
        "数据库服务器自己的日志改不了，等它们过期。管理员导入的网页和聊天记录，请管理员用 /forget_source 删。",
        "/export sends you everything of yours.\n/forget_me erases it: published issues are printed anew; a ban with "
        "its reason, and a quota that an admin set for you, stay by your number alone. What others quoted of you, and "
        "what they asked further, is theirs: your name and your own wording go. Backups made before, and a database "
        "server's own log, cannot be changed and have to expire. Of pages and chat histories that admins took in, ask "
        "an admin: /forget_source.",
    )
    PRIVACY_IN_GROUP = Phrase("我存了什么，在这里：{link}", "What I store is told here: {link}")
    IN_PRIVATE = Phrase(
        "这是你自己的事：请私聊我，再发 {command}。", "This is about you: send me {command} in private."
    )

    EXPORTED = Phrase(
        "你的全部数据。.json 给程序看，.md 给人看；有图片的话另有压缩包。",
        "Everything of yours: the .json for programs, the .md for people; pictures come in archives.",
    )
    EXPORTED_LATELY = Phrase("一小时内导出过了，过一会儿再来。", "I sent it within the last hour; ask again later.")

    SURE = Phrase(
        "要删除你的全部数据吗？不能恢复。\n"
        "会删掉：{questions} 次提问和回答，{notes} 篇投稿（发布过的周刊重新排版，编号不变），"
        "评价、昵称、设置、角色、用量，还有正在处理的消息。\n"
        "会留下：没到期的封禁和管理员给你定的限额（只按编号）、群里已经发出的消息、以前的备份。\n"
        "要先留一份，用 /export。删除需要大约一分钟，完成时我告诉你；在那之前你说的也会删掉。",
        "Erase everything of yours? This cannot be undone.\n"
        "What goes: questions and answers ({questions}), notes ({notes}; published issues are printed anew under the "
        "same numbers), opinions, nickname, wishes, role, consumption, and messages that are being handled.\n"
        "What stays: a ban and a quota set by an admin (by number alone), messages in groups, earlier backups.\n"
        "/export first if you want a copy. It takes about a minute, and I tell you when it is done; what you say until "
        "then goes as well.",
    )
    STILL_ADMIN = Phrase(
        "你的编号还写在运行者的设置里（ZIXUE_ADMINS），那里只有运行者能删。",
        "Your number stands in the operator's settings (ZIXUE_ADMINS); only they can take it out.",
    )
    ONLY_ADMIN = Phrase(
        "你是唯一的管理员，删掉你就没有人能管理我了：先用 /role 让另一个人做管理员。",
        "You are the only admin, and nobody could govern me without you: make somebody else one first, with /role.",
    )
    BEGUN = Phrase("开始删除了，完成时告诉你。", "I have begun, and tell you when it is done.")
    BEGUN_BEFORE = Phrase("已经在删除了，完成时告诉你。", "It is being done already; I tell you when it is finished.")
    DONE = Phrase(
        "你的全部数据已经删除。这条消息是最后一条，我也不再记得发过它。以后你再找我，就从头开始。",
        "Everything of yours is erased. I forget this message, too. If you talk to me again, we begin from nothing.",
    )
