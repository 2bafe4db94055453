import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.citations import Claim, check, cite, claims, joined, number
from knowledge.records import Citation
from tests.notes import found, source

GATES = found("LSTM 用遗忘门决定丢掉哪些旧信息。输出门决定露出多少状态。", 1, "长短期记忆")
POOLING = found("池化层对邻近的输出取最大值。它没有可学习的参数。", 2, "池化")
FOUND = [GATES, POOLING]
FORGETS = "LSTM 用遗忘门决定丢掉哪些旧信息。"
POOLS = "池化层对邻近的输出取最大值。"


def cited(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """The claims of a text, with what they cite."""
    return [(claim.text, claim.supports) for claim in claims(text)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("遗忘门决定丢弃[1]。", (0,)),
        ("遗忘门决定丢弃。[1]", (0,)),
        ("遗忘门决定丢弃。 [1]", (0,)),
        ("遗忘门决定丢弃[1][2]。", (0, 1)),
        ("遗忘门决定丢弃。[2] [1]", (1, 0)),
        ("遗忘门决定丢弃[1, 2]。", (0, 1)),
        ("遗忘门决定丢弃。[1，3]", (0, 2)),
        ("遗忘门决定丢弃【1】。", (0,)),
        ("遗忘门决定丢弃。【1、2】", (0, 1)),
        ("遗忘门决定丢弃[^2]。", (1,)),
        ("遗忘门决定丢弃[1][1]。", (0,)),
        ("遗忘门决定丢弃[1](https://evil.example)。", (0,)),
        ("遗忘门决定丢弃[123]。", (122,)),
        ("遗忘门决定丢弃。", ()),
    ],
)
def test_every_way_to_cite_is_read(written: str, expected: tuple[int, ...]) -> None:
    """The claim is bare of marks, and what it cites counts from 0."""
    assert cited(written) == [("遗忘门决定丢弃。", expected)]


def test_a_mark_belongs_to_the_sentence_before_it() -> None:
    """Whichever side of the full stop, of a quotation mark or of emphasis it stands on."""
    assert cited("门控遗忘。[1] 池化取大。[2]") == [("门控遗忘。", (0,)), ("池化取大。", (1,))]
    assert cited("Gates forget.[1] Pooling takes the largest [2].") == [
        ("Gates forget.", (0,)),
        ("Pooling takes the largest.", (1,)),
    ]
    assert cited("他说“门控遗忘。”[1]池化取大[2]。") == [("他说“门控遗忘。”", (0,)), ("池化取大。", (1,))]


def test_emphasis_over_a_sentence_end_is_given_up() -> None:
    """A lone mark of it would be shown as it is; within a sentence it stays."""
    assert cited("**门控遗忘。**[1]池化取大[2]。") == [("门控遗忘。", (0,)), ("池化取大。", (1,))]
    assert cited("**门控**遗忘[1]。") == [("**门控**遗忘。", (0,))]


def test_what_says_nothing_is_no_claim() -> None:
    """Marks, rules, and sentences of stop words alone."""
    assert cited("---\n\n[1]\n是的，没有。[2]\n\n**") == []


@pytest.mark.parametrize(
    "written",
    ["取 `a[1]` 为第一个元素。", "取 $a[1]$ 为第一个元素。", r"取 \(a[1]\) 为第一个元素。", "取 `a。[1]` 为元素。"],
)
def test_a_mark_in_code_or_a_formula_is_none(written: str) -> None:
    """It stays as it is, and cites nothing."""
    assert cited(written) == [(written, ())]


def test_prices_are_no_formula() -> None:
    """The marks between them are marks."""
    assert cited("训练花 $5[1]，推理花 $6[2]。") == [("训练花 $5，推理花 $6。", (0, 1))]


def test_code_and_tables_are_one_claim_each() -> None:
    """They are kept or dropped as a whole; a mark stands on a line of its own below, not in them."""
    passage = found("索引从零开始。\n```\nx = a[0]\n```", 3, "索引")
    code, table = "```python\nx = a[0]\n```", "| 模型 | 分数 |\n|---|---|\n| BERT[1] | 3 |"
    assert cited(f"{code}\n\n{table}") == [(code, ()), (table, ())]
    kept = check(claims(f"{code}\n\n索引从零开始。"), [passage], {})
    assert number(kept, [passage])[0] == f"{code}\n[1]\n索引从零开始。[1]"
    assert check(claims("```\nimport os\n```"), [passage], {}) == []


def test_markup_that_no_passage_has_is_no_claim_of_it() -> None:
    """Its words count as any others; nothing of it becomes a citation."""
    assert check(claims(f"<b onclick=x>{FORGETS}</b>[1]"), FOUND, {}) == []
    assert check(claims("<script>alert(1)</script>遗忘门决定旧信息。[1]"), FOUND, {}) == []


def test_claims_remember_their_line() -> None:
    """Paragraphs and list items stay on lines of their own."""
    assert [claim.line for claim in claims("门控遗忘[1]。池化取大[2]。\n\n- 批量归一[1]")] == [0, 0, 2]


def test_links_keep_their_words_alone() -> None:
    """Neither a link nor an image of a model reaches an answer."""
    assert cited("见[门控](https://evil.example/a)与![图](https://evil.example/b)[1]。") == [("见门控与。", (0,))]


def test_a_supported_claim_keeps_what_it_cites() -> None:
    """As far as that supports it."""
    assert check([Claim(FORGETS, (0,), 0)], FOUND, {}) == [Claim(FORGETS, (0,), 0)]
    assert check([Claim(FORGETS, (0, 1), 0)], FOUND, {}) == [Claim(FORGETS, (0,), 0)]


@pytest.mark.parametrize("wrong", [(1,), (7,), (-1,), (98,), ()])
def test_a_wrong_or_missing_citation_is_put_right(wrong: tuple[int, ...]) -> None:
    """The claim stands in a passage, only not in that one, or in none that exists, or none was named."""
    assert check([Claim(FORGETS, wrong, 0)], FOUND, {}) == [Claim(FORGETS, (0,), 0)]


def test_an_unsupported_claim_is_dropped() -> None:
    """The others stay."""
    made_up = Claim("遗忘门由心理学家在月球上首先发现。", (0,), 0)
    said = [Claim(FORGETS, (0,), 0), made_up, Claim(POOLS, (1,), 0)]
    assert check(said, FOUND, {}) == [said[0], said[2]]


def test_half_must_be_left() -> None:
    """An answer that lost more than half of its sentences is no answer."""
    made_up = [Claim(f"{name}由心理学家在月球上首先发现。", (0,), 0) for name in ("甲物", "乙物", "丙物")]
    true = Claim(FORGETS, (0,), 0)
    assert check([true, made_up[0]], FOUND, {}) == [true]
    assert check([true, *made_up], FOUND, {}) == []
    assert check([], FOUND, {}) == []


def test_in_another_language_the_nearest_passages_support() -> None:
    """Those that meaning found for this very claim."""
    claim = Claim("The LSTM forgets through a gate.", (1,), 0)
    assert check([claim], FOUND, {claim.text: frozenset({1})}) == [Claim(claim.text, (0,), 0)]
    assert check([claim], FOUND, {"another claim": frozenset({1})}) == []
    assert check([claim], FOUND, {}) == []


def test_sources_are_numbered_by_first_use() -> None:
    """Whatever their place among the passages."""
    text, citations = number([Claim(POOLS, (1,), 0), Claim(FORGETS, (0, 1), 0)], FOUND)
    assert text == f"{POOLS}[1]{FORGETS}[2][1]"
    assert [(citation.n, citation.entry_id) for citation in citations] == [(1, "e2"), (2, "e1")]


def test_an_entry_has_one_number() -> None:
    """Two passages of it are one source, and a sentence names it once."""
    text, citations = number([Claim(FORGETS, (0, 1), 0)], [GATES, GATES])
    assert text == f"{FORGETS}[1]"
    assert len(citations) == 1


def test_lines_stay_lines_and_english_keeps_its_spaces() -> None:
    """A paragraph's sentences are joined as its language joins them."""
    text, _ = number([Claim("Gates forget.", (0,), 0), Claim("Gates open.", (0,), 0), Claim(FORGETS, (0,), 2)], FOUND)
    assert text == f"Gates forget.[1] Gates open.[1]\n{FORGETS}[1]"
    assert joined(["门控。", "池化。"]) == "门控。池化。"


def test_a_citation_quotes_the_sentence_that_is_nearest() -> None:
    """Verbatim, wherever it stands in the passage."""
    _, citations = number([Claim("输出门露出状态。", (0,), 0)], FOUND)
    assert citations[0].quote == "输出门决定露出多少状态。"


def test_a_citation_is_what_the_library_holds() -> None:
    """Nothing of it comes from a model; what an entry lacks, its source tells."""
    assert cite(3, GATES.entry, GATES.source, "输出门") == Citation(
        n=3,
        entry_id="e1",
        title="长短期记忆",
        source=source().title,
        quote="输出门",
        date=source().date,
        url=source().url,
    )


@given(
    st.lists(
        st.sampled_from(
            [
                FORGETS,
                POOLS,
                "[1]",
                "[2]",
                "[9]",
                "【2】",
                "[1, 2]",
                "\n",
                "- ",
                "**",
                "胡说八道的话。",
                "[x](http://e.vil)",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_every_sentence_of_an_answer_is_cited_by_what_is_there(written: str) -> None:
    """Whatever a model writes: marks name citations, citations are used, quotes stand in the entry."""
    kept = check(claims(written), FOUND, {})
    text, citations = number(kept, FOUND)
    assert "e.vil" not in text
    assert "【" not in text
    for claim in kept:
        assert claim.supports
    for citation in citations:
        assert f"[{citation.n}]" in text
        assert any(citation.quote in one.entry.text for one in FOUND if one.entry.id == citation.entry_id)
    for absent in range(len(citations) + 1, 10):
        assert f"[{absent}]" not in text
