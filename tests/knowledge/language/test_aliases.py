import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.aliases import NO_NAMES, Glossary, groups, other_names
from knowledge.language.folding import fold

NAMES = [name for group in groups() for name in group]


def test_every_group_has_two_names_or_more() -> None:
    """A group of one name says nothing."""
    assert [group for group in groups() if len(group) < 2] == []


def test_every_name_is_folded() -> None:
    """Names are compared with folded text, so they are written folded, without a stray separator."""
    assert [name for name in NAMES if name != fold(name).strip() or "|" in name or not name] == []


def test_a_name_stands_in_one_group_only() -> None:
    """No two groups share a name, whatever its hyphens, spaces and plural s."""
    spellings = [{re.sub(r"[\s-]", "", name).rstrip("s") for name in group} for group in groups()]
    assert [name for name, count in Counter(name for group in spellings for name in group).items() if count > 1] == []
    assert [group for group in groups() if len(set(group)) < len(group)] == []


def test_no_name_is_a_single_character() -> None:
    """One character is part of too many words to name a thing."""
    assert [name for name in NAMES if len(name) < 2] == []


def test_the_list_covers_the_field() -> None:
    """The list is large enough to be worth having."""
    assert len(groups()) >= 350


@given(st.sampled_from(NAMES))
def test_each_name_yields_the_rest_of_its_group(name: str) -> None:
    """A text that is one name gives that name, with every other one of its group."""
    group = next(group for group in groups() if name in group)
    assert other_names(name) == {name: tuple(other for other in group if other != name)}


@given(st.lists(st.sampled_from([*NAMES, "s", " ", "-", "的", "x"])).map("".join))
def test_any_run_of_names_is_read(text: str) -> None:
    """Whatever stands together, what is found is in the text and has other names."""
    found = other_names(text)
    assert all(named in text and names for named, names in found.items())


def test_a_chinese_term_gives_its_english_name_and_back() -> None:
    """Names lead from either language to the other."""
    assert "overfitting" in other_names("怎么防止过拟合？")["过拟合"]
    assert "过拟合" in other_names("How to avoid overfitting?")["overfitting"]


def test_the_text_is_folded_first() -> None:
    """Traditional, full-width and upper-case spellings are met; the keys are folded."""
    assert set(other_names("ＬＳＴＭ 與強化學習")) == {"lstm", "强化学习"}


def test_the_longest_name_wins() -> None:
    """A name within a longer name is not named."""
    assert set(other_names("批归一化和特征值")) == {"批归一化", "特征值"}
    assert set(other_names("self-attention")) == {"self-attention"}


@pytest.mark.parametrize("text", ["began training", "url", "organic", "gan2", "mlps2"])
def test_a_latin_name_within_a_word_is_not_met(text: str) -> None:
    """Latin names stand between word borders."""
    assert not {"gan", "rl", "mlp", "mlps"} & set(other_names(text))


def test_a_latin_name_beside_han_characters_is_met() -> None:
    """Chinese text puts no space around Latin names."""
    assert set(other_names("用lstm做")) == {"lstm"}


@pytest.mark.parametrize("text", ["few-shot", "few shot", "fewshot"])
def test_hyphen_space_and_nothing_are_the_same(text: str) -> None:
    """A name in parts is met however its parts are joined."""
    assert "小样本" in other_names(text)[text]


@pytest.mark.parametrize("text", ["k均值", "k 均值", "k-均值", "视觉 transformer"])
def test_a_space_between_scripts_is_optional(text: str) -> None:
    """A name of both scripts is met with and without a space between them."""
    assert list(other_names(text)) == [text]


def test_a_plural_is_met_and_leads_to_the_singular() -> None:
    """A plural s is allowed; the listed spelling is then one of the other names."""
    assert {"gan", "生成对抗网络"} <= set(other_names("why are GANs unstable")["gans"])


def test_a_word_that_ends_in_s_is_its_own_name() -> None:
    """A name's own s is not taken for a plural."""
    assert set(other_names("bias and loss")) == {"bias", "loss"}
    assert other_names("bia") == {}


def test_a_text_that_names_nothing_gives_nothing() -> None:
    """Small talk has no other names."""
    assert other_names("今天天气很好 hello") == {}
    assert other_names("") == {}


def test_what_was_learned_leads_both_ways() -> None:
    """Beside what is shipped."""
    glossary = Glossary((("点互信息", "pmi"),))
    assert glossary.other_names("PMI 怎么算") == {"pmi": ("点互信息",)}
    assert glossary.other_names("点互信息") == {"点互信息": ("pmi",)}
    assert "lstm" in glossary.other_names("长短期记忆")["长短期记忆"]


def test_a_form_of_a_listed_name_joins_its_group() -> None:
    """长短期记忆网络 has all names of 长短期记忆."""
    glossary = Glossary((("长短期记忆网络", "lstm"),))
    assert "long short-term memory" in glossary.other_names("长短期记忆网络")["长短期记忆网络"]
    assert "长短期记忆网络" in glossary.other_names("lstm")["lstm"]


def test_another_name_is_exchanged_with_the_one_beside_it_only() -> None:
    """Through a word of two meanings nothing is inferred."""
    glossary = Glossary((("偏差项目", "bias"), ("系统误差", "bias")))
    assert glossary.other_names("系统误差")["系统误差"] == ("bias",)
    assert "系统误差" not in glossary.other_names("偏置")["偏置"]
    assert "系统误差" in glossary.other_names("bias")["bias"]


def test_listed_names_are_not_linked_by_what_was_learned() -> None:
    """The list was written with care."""
    glossary = Glossary((("学习率", "lstm"),))
    assert "lstm" not in glossary.other_names("学习率")["学习率"]


def test_a_glossary_may_know_nothing() -> None:
    """To measure what names bring."""
    assert NO_NAMES.other_names("LSTM") == {}
    assert Glossary((("甲乙", "foo bar"),), shipped=False).other_names("LSTM foo-bar") == {
        "foo-bar": ("甲乙", "foo bar")
    }
