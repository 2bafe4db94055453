"""What is said of the inbox and the outbox: to the admin's chat, and on the command line."""

from bot.catalogue.phrase import Phrase, Phrases


class Boxes(Phrases):
    """The words of notices, of the weekly digest, and of `zixue inbox` and `zixue outbox`."""

    GAVE_UP = Phrase(
        "有一条消息没能发到 {chat}，不再重试：{reason}。修好之后可以再发：zixue outbox resend {id}",
        "A message to {chat} could not be sent and is not tried again: {reason}. "
        "Once that is mended, send it: zixue outbox resend {id}",
    )
    SOMEBODY = Phrase("一位成员的私聊", "somebody's private chat")
    BURIED = Phrase(
        "有一条消息（{kind}）处理不了，不再重试：{reason}。"
        "zixue inbox 列出它们；修好之后可以再处理：zixue inbox retry {id}",
        "An update ({kind}) could not be handled and is not tried again: {reason}. zixue inbox lists them; "
        "once that is mended, handle it: zixue inbox retry {id}",
    )
    UNCERTAIN = Phrase(
        "有 {count} 条消息在发送途中断了，不知道发出去没有。zixue outbox 列出它们："
        "没发出去的用 zixue outbox resend 编号 再发，发出去了的用 zixue outbox settle 编号 了结。",
        "{count} messages were cut off while being sent, and may have gone out or not. zixue outbox lists them: "
        "zixue outbox resend ID sends one that did not, zixue outbox settle ID ends one that did.",
    )

    WEEK = Phrase("待解之问：{begins} 至 {ends}", "Open questions: {begins} to {ends}")
    WEEK_COUNTS = Phrase(
        "新记入 {opened} 条，得到解答 {answered} 条，还有 {still} 条待解。",
        "{opened} came up, {answered} were answered, {still} are still open.",
    )

    WEEK_DISLIKED = Phrase("大家觉得答得不好的：", "Answers that people found bad:")

    OUTBOX_EMPTY = Phrase("没有这样的消息。", "There are no such messages.")
    RESENT = Phrase("第 {id} 条会再发一次。", "Number {id} is sent again.")
    SETTLED = Phrase("第 {id} 条记为已经发出。", "Number {id} counts as sent.")
    NOT_IN_DOUBT = Phrase(
        "没有编号 {id} 的失败或不确定的消息；zixue outbox 列出现有的。",
        "No message {id} failed or is uncertain; zixue outbox lists those that are.",
    )
    INBOX_EMPTY = Phrase("没有放弃处理的消息。", "No update was given up.")
    WAITING = Phrase("还有 {count} 条在等待处理。", "{count} more wait to be handled.")
    REVIVED = Phrase("第 {id} 条会再处理一次。", "Number {id} is handled again.")
    NOT_BURIED = Phrase(
        "没有编号 {id} 的可以再处理的消息；zixue inbox 列出放弃了的。",
        "No update {id} can be handled again; zixue inbox lists those that were given up.",
    )
