"""Answers and refusals as messages."""

import re
from dataclasses import replace
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Words
from bot.rendering import Audience, Before, answer, unanswered
from bot.terminal.markup import parse
from knowledge.records import Answer, Citation, Nearest, Notice, Unanswered
from tests.bot.doubles import ANSWER, CITATION

ZH = Audience("zh", "zixue_bot")


def test_an_answer_is_followed_by_its_sources() -> None:
    """The sources stand in a folded quotation, each with a deep link, what is known of it, and the original."""
    expected = (
        "门的值在零和一之间。[1]\n\n"
        "<blockquote expandable><b>出处</b>\n"
        '[1] <a href="https://t.me/zixue_bot?start=e_e1">门控为什么用&lt;两种&gt;激活函数</a>\n'
        "    周刊第 9 期 · 疑问解答 · 小明 · 2024-05-01 · "
        '<a href="https://example.org/9#q3">原文</a></blockquote>'
    )
    assert answer(ANSWER, ZH) == [expected]


def test_a_source_without_facts_is_its_title() -> None:
    """Nothing is invented for what is not known, and a title that is missing is said to be."""
    bare = Citation(1, "e1", "", "周刊", "q")
    shown = parse(answer(replace(ANSWER, citations=(bare,)), ZH)[0])[0]
    assert shown.endswith("出处\n[1] （无题）\n    周刊")


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    """A record may hold what a page called its address."""
    odd = replace(CITATION, url="javascript:alert(1)")
    assert "javascript" not in answer(replace(ANSWER, citations=(odd,)), ZH)[0]


def test_an_id_that_cannot_stand_in_a_deep_link_is_no_link() -> None:
    """A start payload has 64 characters of its own alphabet."""
    odd = replace(CITATION, entry_id="a b", url=None)
    shown = answer(replace(ANSWER, citations=(odd,)), ZH)[0]
    assert "<a " not in shown
    assert "激活函数 (a b)\n" in shown


def test_a_notice_comes_first() -> None:
    """The asker is told in one line that the model is away."""
    first = parse(answer(replace(ANSWER, notice=Notice.MODEL_UNAVAILABLE), ZH)[0])[0].split("\n")[0]
    assert first == Words.MODEL_UNAVAILABLE.say("zh")


def test_a_quoted_answer_is_verbatim_and_a_written_one_is_markdown() -> None:
    """Asterisks of a page are its own; those of a model are marks."""
    text = "**门**[1]"
    assert answer(Answer(text, (), "extractive"), ZH) == ["**门**[1]"]
    assert answer(Answer(text, (), "model"), ZH) == ["<b>门</b>[1]"]


def test_many_sources_keep_the_limit_of_entities() -> None:
    """Eighty sources have two links each: no message holds more than a hundred entities, none loses a link."""
    many = tuple(replace(CITATION, n=n) for n in range(1, 81))
    parsed = [parse(message) for message in answer(replace(ANSWER, citations=many), ZH)]
    assert all(len(entities) <= 100 for _, entities in parsed)
    assert sum(entity.type == "text_link" for _, entities in parsed for entity in entities) == 160


def test_nothing_found_is_one_honest_sentence() -> None:
    """Without near entries there is nothing to add."""
    assert unanswered(Unanswered(), ZH) == [Words.UNANSWERED.say("zh")]


def test_the_nearest_entries_are_offered() -> None:
    """What is near can be opened."""
    near = Nearest("e1", "梯度消失", "周刊", "疑问解答", "https://example.org")
    message = unanswered(Unanswered((near,)), Audience("en", "zixue_bot"))[0]
    assert Words.UNANSWERED.say("en") in message
    assert '<a href="https://t.me/zixue_bot?start=e_e1">梯度消失</a>' in message
    assert '<a href="https://example.org">original</a>' in message


@given(st.text(max_size=6000), st.sampled_from(["model", "extractive"]), st.text(max_size=80))
def test_any_answer_fits_telegram(text: str, mode: Literal["model", "extractive"], title: str) -> None:
    """Whatever a model, a page or a title holds, every message is taken."""
    value = replace(ANSWER, text=text, mode=mode, citations=(replace(CITATION, title=title),))
    for message in answer(value, ZH):
        shown, entities = parse(message)
        assert 0 < len(shown.encode("utf-16-le")) // 2 <= 4096
        assert len(entities) <= 100
        assert set(re.findall(r"</?([a-z]+)", message)) <= {"a", "b", "blockquote", "code", "i", "pre", "s"}


def test_a_stored_answer_says_when_it_was_given() -> None:
    """With a link to it where there is one; the text keeps the form in which it was written."""
    stored = Answer("a*b*c 与 $x$[1]", (CITATION,), "stored")
    quoted, *_ = answer(stored, ZH, Before("上周二", "extractive", "https://t.me/c/1/2"))
    assert quoted.startswith('<a href="https://t.me/c/1/2"><i>上周二已讨论过：</i></a>')
    assert "a*b*c" in quoted
    written, *_ = answer(stored, ZH, Before("今天", "model"))
    assert written.startswith("<i>今天已讨论过：</i>")
    assert "a<i>b</i>c" in written


def test_a_refusal_says_that_the_question_is_kept() -> None:
    """With a space between the sentences where they are English."""
    assert unanswered(Unanswered(), ZH, kept_open=True) == ["我们读过的资料里没有这个问题的答案。已记入待解之问。"]
    (english,) = unanswered(Unanswered(), Audience("en", ""), kept_open=True)
    assert english == f"{Words.UNANSWERED.say('en')} {Words.KEPT_OPEN.say('en')}"


def test_nothing_can_be_tapped_but_the_sources() -> None:
    """What a page says of itself is no link either: not in a quotation, nor in the name of a source or an author."""
    hostile = replace(CITATION, title="@evil_bot", source="evil.example", section="/forget_me", author="a@evil.example")
    value = Answer("见 https://evil.example/x 与 www.evil.example[1]", (hostile,), "extractive")
    text, entities = parse(answer(value, ZH)[0])
    links = [entity.url for entity in entities if entity.type == "text_link"]
    assert links == ["https://t.me/zixue_bot?start=e_e1", CITATION.url]
    inert = {entity.extract_from(text) for entity in entities if entity.type == "code"}
    assert inert == {"https://evil.example/x", "www.evil.example", "evil.example", "/forget_me", "a@evil.example"}
