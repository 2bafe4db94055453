"""What `zixue calibrate` says of a listen gate, and why labels cannot be used."""

from bot.catalogue.phrase import Phrase, Phrases


class Gates(Phrases):
    """The words of `zixue calibrate`."""

    WORKING = Phrase("计算", "working")
    LABELS = Phrase(
        "标注 {labels} 条，其中该答的 {wanted} 条；向量 {embedder}",
        "{labels} labels, {wanted} of them to be answered; vectors: {embedder}",
    )
    CURVE = Phrase("不同阈值（每条消息由其余的判断）", "Other thresholds (each message judged by the others)")
    QUALITY = Phrase("效果", "Quality")
    THRESHOLD = Phrase("阈值", "threshold")
    PRECISION = Phrase("精确率", "precision")
    RECALL = Phrase("召回率", "recall")
    NESTED = Phrase("嵌套交叉验证", "nested cross-validation")
    TEST = Phrase("测试集（{labels} 条）", "test labels ({labels})")
    NOT_SAVED = Phrase("还没有启用；要启用就加上 --save。", "Nothing is applied yet; add --save to apply it.")
    SAVED = Phrase("已启用：用于群 {chat}。", "Applied to chat {chat}.")
    SAVED_EVERYWHERE = Phrase(
        "已启用：用于所有没有单独标定的群。", "Applied to every chat that has no gate of its own."
    )

    NOT_AN_OBJECT = Phrase(
        "{path} 第 {line} 行不是 JSON 对象，请改成每行一个对象。",
        "{path}, line {line}: this is no JSON object; write one a line.",
    )
    MISSING = Phrase(
        "{path} 第 {line} 行的 {field} 缺失或类型不对：question 是文字，should_answer 是 true 或 false。",
        "{path}, line {line}: {field} is missing or of the wrong type; question is text, should_answer true or false.",
    )
    EMPTY = Phrase("{path} 里没有标注。", "{path} holds no labels.")
    TOO_FEW = Phrase(
        "只有 {count} 条标注，至少要 {least} 条。", "There are only {count} labels; at least {least} are needed."
    )
    ONE_KIND = Phrase(
        "该答的和不该答的各要 {least} 条以上，现在较少的一类有 {count} 条。",
        "At least {least} messages to be answered and {least} not to be are needed; of one kind there are {count}.",
    )
    IN_BOTH = Phrase(
        "有 {count} 条消息既在标注里又在 --test 里，请从其中一份里去掉。",
        "{count} of the messages are in both files; remove them from the labels or from --test.",
    )
    WHICH_LABELS = Phrase(
        "请给出标注文件，或者用 --from-chat 指定一个群，两者选一。",
        "Name either a file of labels, or with --from-chat a chat whose labels are to be used.",
    )
    NO_CHAT_ZERO = Phrase(
        "没有编号为 0 的群；不写 --chat 就用于所有群。", "No chat has the number 0; leave --chat out for every chat."
    )
