"""What the numbers of an evaluation are called, and why a set cannot be used."""

from bot.catalogue.phrase import Phrase, Phrases


class Measures(Phrases):
    """The words of `zixue eval`."""

    ASKING = Phrase("提问", "asking")
    SET = Phrase(
        "{name}：{questions} 题；向量 {embedder}；{writer}", "{name}: {questions} questions; {embedder}; {writer}"
    )
    NO_MODEL = Phrase("不用语言模型", "no language model")

    RETRIEVAL = Phrase("检索（{questions} 题）", "Retrieval ({questions} questions)")
    UNMATCHED = Phrase(
        "其中 {count} 题的出处在资料库里找不到，一律算没找到。",
        "{count} of them name an entry that the library does not have; they count as not found.",
    )
    MEASURE = Phrase("指标", "measure")
    VALUE = Phrase("数值", "value")
    INTERVAL = Phrase("95% 区间", "95 % interval")
    ANSWERABILITY = Phrase("该不该答", "Answerability")
    TIER = Phrase("类别", "tier")
    ALL = Phrase("全部", "all")
    QUESTIONS = Phrase("题数", "questions")
    ANSWERED = Phrase("答了", "answered")
    RIGHT = Phrase("判对", "right")
    PRECISION = Phrase("精确率", "precision")
    RECALL = Phrase("召回率", "recall")
    ANSWERS = Phrase("答案", "Answers")
    CITATION_PRECISION = Phrase("引用的精确率", "citation precision")
    CITATION_RECALL = Phrase("引用的召回率", "citation recall")
    VERBATIM = Phrase("逐字摘录（{sentences} 句）", "verbatim ({sentences} sentences)")
    MUST = Phrase("必须出现的词句", "required strings")
    LATENCY = Phrase("耗时（毫秒）", "Latency (ms)")
    STAGE = Phrase("环节", "stage")
    RELIABILITY = Phrase("把握是否可信（校准误差 {ece}）", "Reliability (expected calibration error {ece})")
    CONFIDENCE = Phrase("把握", "confidence")
    COMPARISON = Phrase("与上次相比（{questions} 题）", "Compared with before ({questions} questions)")
    ONLY_ONE_RUN = Phrase("{count} 题只在其中一次里有。", "{count} questions are in one of the runs only.")
    WON = Phrase("变好", "won")
    LOST = Phrase("变差", "lost")
    SAME = Phrase("不变", "same")
    DELTA = Phrase("差", "delta")
    RANK = Phrase("名次", "rank")
    QUESTION = Phrase("问题", "question")
    MORE = Phrase("还有 {count} 题。", "{count} more.")

    ABLATION = Phrase(
        "检索各部分的作用（{questions} 题）", "What each part of the ranking brings ({questions} questions)"
    )
    PART = Phrase("部分", "part")
    ABLATION_ALONE = Phrase(
        "--ablate 单独输出一张表，请去掉 --compare、--save 和 --plot。",
        "--ablate prints a table of its own: leave out --compare, --save and --plot.",
    )
    NO_RELEVANT = Phrase(
        "这个评测集没有写明答案在哪里，没法比较排序。",
        "No question of this set says what answers it, so there is no ranking to compare.",
    )
    CLAIMS = Phrase(
        "引用检查：{name}，{claims} 条说法；向量 {embedder}", "Citation check: {name}, {claims} claims; {embedder}"
    )
    CLAIMS_JUDGED = Phrase("{judge} 判了 {judged} 条，其余按规则", "{judge} judged {judged}; the others went by rules")
    JUDGE_FAILED = Phrase(
        "{judge} 一条也没判出来：请检查 ZIXUE_JUDGE_NAME、ZIXUE_MODEL_BASE_URL 和 ZIXUE_MODEL_API_KEY，原因见日志。",
        "{judge} judged nothing: check ZIXUE_JUDGE_NAME, ZIXUE_MODEL_BASE_URL and ZIXUE_MODEL_API_KEY; "
        "the log says why.",
    )
    CLAIMS_PART = Phrase("范围", "part")
    CLAIMS_WORKED_ON = Phrase("调试用的", "worked on")
    CLAIMS_HELD_OUT = Phrase("留作检验的", "held out")
    CLAIMS_RIGHT = Phrase("对的", "right")
    CLAIMS_KEPT = Phrase("留下", "kept")
    CLAIMS_WRONG = Phrase("错的", "wrong")
    CLAIMS_CAUGHT = Phrase("拦下", "caught")
    CLAIMS_COMPARISON = Phrase(
        "与上次相比（{claims} 条）：{won} 条变对，{lost} 条变错，p = {p}",
        "Compared with before ({claims} claims): {won} won, {lost} lost, p = {p}",
    )
    CLAIMS_ALONE = Phrase(
        "说法集自带原文，请去掉 --corpus、--heading-blind 和 --plot。",
        "A set of claims brings its own passages: leave out --corpus, --heading-blind and --plot.",
    )

    NOT_AN_OBJECT = Phrase(
        "{path} 第 {line} 行不是 JSON 对象，请改成每行一个对象。",
        "{path}, line {line}: this is no JSON object; write one a line.",
    )
    UNKNOWN_FORMAT = Phrase(
        "{path} 第 {line} 行不像任何一种评测集，请用 --format 指明，或照 README 里的格式写。",
        "{path}, line {line}: no known kind of evaluation set; name it with --format, or write it as in the README.",
    )
    MISSING = Phrase(
        "{path} 第 {line} 行的 {field} 缺失或类型不对，请补上。",
        "{path}, line {line}: {field} is missing or of the wrong type.",
    )
    TWICE = Phrase(
        "{path} 第 {line} 行的 id「{field}」前面已经用过，请换一个。",
        "{path}, line {line}: the id {field} was used before; give it another.",
    )
    EMPTY = Phrase("{path} 里没有题目。", "{path} holds no questions.")
    NO_RUN = Phrase(
        "{path} 不是 zixue eval --save 写的文件，请给一个那样的文件。",
        "{path} was not written by zixue eval --save: give a file that was.",
    )
    NO_CORPUS = Phrase("--corpus 里没有能读的资料。", "Nothing that --corpus names could be read.")
    BLIND_NEEDS_CORPUS = Phrase(
        "--heading-blind 要和 --corpus 一起用：要另建一个不含这些标题的资料库。",
        "--heading-blind needs --corpus: a library without those headings is made of it.",
    )
