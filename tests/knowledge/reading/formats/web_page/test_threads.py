import pytest

from knowledge import reading
from knowledge.reading.conversations.question_answers import is_asked
from knowledge.reading.formats.web_page.main_text import read

ASKED = "权重衰减和丢弃法能同时用吗？我在小数据集上训练时总是过拟合，不知道先加哪一个。"
TOLD = "可以同时用，先调权重衰减，再把丢弃率从零点一慢慢加上去，验证误差不降就停。"
MORE = "数据很少的时候，数据增强比这两样都管用，先把翻转和裁剪加上再说。"
TITLE = "<title>权重衰减和丢弃法 - 某论坛 - Powered by Discuz!</title>"
FOOTER = (
    "<div>Powered by Discuz! X3 © 2001-2015 Comsenz Inc. GMT+8, 2015-5-8 09:00 , Processed in 0.05 second(s).</div>"
)


def post(number: int, name: str, words: str) -> str:
    """A post of a forum, with its writer in the cell beside it."""
    who = f'<td class="pls"><div class="authi"><a class="xw1">{name}</a></div><p>积分 38</p></td>'
    when = '<div class="authi"><em>发表于 2015-5-6 21:03:11</em> | <a>只看该作者</a></div>'
    box = f'<td class="t_f" id="postmessage_{number}">{words}</td>'
    return f'<div id="post_{number}"><table><tr>{who}<td>{when}<table><tr>{box}</tr></table></td></tr></table></div>'


def thread(*posts: tuple[str, str]) -> str:
    """A page of a forum with these writers and their words."""
    told = "".join(post(number, *one) for number, one in enumerate(posts))
    return f'{TITLE}<body><h1>权重衰减和丢弃法</h1><div id="postlist">{told}</div>{FOOTER}</body>'


def answer(name: str, words: str) -> str:
    """An answer on a question page."""
    who = f'<div class="AuthorInfo"><span class="AuthorInfo-name">{name}</span><div>某大学 博士</div></div>'
    return (
        f'<div class="AnswerItem">{who}<div class="RichContent-inner"><span class="RichText">{words}</span></div></div>'
    )


def test_each_post_stands_under_its_writer() -> None:
    """The one who begins asks, the others answer; the forum's imprint goes, and who answered is the author."""
    page = read(thread(("小北", ASKED), ("老周", TOLD), ("阿宁", MORE)))
    assert page.text == f"## 小北 问\n\n{ASKED}\n\n## 老周 答\n\n{TOLD}\n\n## 阿宁 答\n\n{MORE}"
    assert page.author == "老周"


def test_what_the_asker_says_later_adds_to_the_question() -> None:
    """Asking on is a question again, and is told from an answer."""
    text = read(
        thread(("小北", ASKED), ("老周", TOLD), ("小北", "那丢弃率多大合适？"), ("小北", "补一句：数据只有两千条。"))
    ).text
    headings = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    assert headings == ["小北 问", "老周 答", "小北 追问", "小北 补充"]
    assert [is_asked(heading) for heading in headings] == [True, False, True, False]


def test_a_thread_that_asks_nothing_begins_with_a_name_alone() -> None:
    """Who shares their notes says what can be quoted."""
    text = read(thread(("小北", TOLD), ("老周", MORE))).text
    assert text == f"## 小北\n\n{TOLD}\n\n## 老周 答\n\n{MORE}"


@pytest.mark.parametrize("words", ["顶一下，路过学习", "谢谢分享！", "mark", "占座", "感谢楼主", "66666", "+1"])
def test_posts_that_only_push_the_thread_up_go(words: str) -> None:
    """They say nothing that anybody looks for."""
    assert words not in read(thread(("小北", ASKED), ("阿宁", words), ("老周", TOLD))).text


@pytest.mark.parametrize("words", ["学习率设成一就行。", "顶层冻结一下试试。", "支持向量机。"])
def test_short_answers_stay(words: str) -> None:
    """However much they begin like one that says nothing."""
    assert f"## 阿宁 答\n\n{words}" in read(thread(("小北", ASKED), ("阿宁", words))).text


@pytest.mark.parametrize(
    "quote",
    [
        f'<div class="quote"><blockquote>小北 发表于 2015-5-6 21:03<br>{ASKED[:16]} ...</blockquote></div>',
        f"<blockquote>{ASKED[:16]}</blockquote>",
    ],
)
def test_a_quote_of_an_earlier_post_goes(quote: str) -> None:
    """Its words are another person's, and stand where that one said them."""
    text = read(thread(("小北", ASKED), ("老周", quote + TOLD))).text
    assert text == f"## 小北 问\n\n{ASKED}\n\n## 老周 答\n\n{TOLD}"


def test_a_quote_from_elsewhere_stays() -> None:
    """It may be what the answer rests on."""
    assert MORE in read(thread(("小北", ASKED), ("老周", f"<blockquote>{MORE}</blockquote>{TOLD}"))).text


def test_each_answer_of_a_question_page_stands_under_its_writer() -> None:
    """Headings of an answer stand below its writer's; the question's writer is often not named."""
    question = f'<div class="QuestionHeader"><h1>{ASKED[:13]}</h1><div class="QuestionRichText">{ASKED}</div></div>'
    answers = answer("老周", f"<h2>先说结论</h2><p>{TOLD}</p>") + answer("阿宁", f"<p>{MORE}</p>")
    page = read(f"<title>{ASKED[:13]} - 某问答</title><body>{question}<div>{answers}</div></body>")
    assert page.title == ASKED[:13]
    assert page.text == (f"## 题主 问\n\n{ASKED}\n\n## 老周 答\n\n### 先说结论\n\n{TOLD}\n\n## 阿宁 答\n\n{MORE}")
    assert page.author == "老周"


def test_answers_without_a_question_text_are_answers() -> None:
    """Where the title is all that was asked."""
    page = f"<title>怎么防止过拟合？</title><body><div>{answer('老周', TOLD)}{answer('阿宁', MORE)}</div></body>"
    assert read(page).text == f"## 老周 答\n\n{TOLD}\n\n## 阿宁 答\n\n{MORE}"


def test_a_long_thread_is_one_entry_with_the_question_as_title() -> None:
    """Apart, each answer would be called by its writer's name."""
    posts = thread(("小北", ASKED), ("老周", f'{TOLD * 20}<a href="https://e.org/a">出处</a>'), ("阿宁", MORE * 20))
    read_thread = reading.read("a.html", posts.encode())
    (entry,) = read_thread.entries
    assert entry.title == read_thread.title == "权重衰减和丢弃法"
    assert [link.url for link in entry.links] == ["https://e.org/a"]
    assert entry.text.count("\n## ") == 2


def test_posts_of_nobody_known_get_no_headings() -> None:
    """A name is never made up for all of them."""
    posts = "".join(f'<div class="t_f" id="postmessage_{n}">{words}</div>' for n, words in enumerate((ASKED, TOLD)))
    assert read(f"<body>{posts}</body>").text == f"{ASKED}\n\n{TOLD}"
