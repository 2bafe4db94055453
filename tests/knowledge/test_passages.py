from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages import cut, fingerprint, wording
from knowledge.records import Entry, Passage

SENTENCE = "池化层对邻近的输出取最大值或平均值，因此对小的平移不敏感。"
CODE = "```python\n" + "x = x + 1  # 一步\n\n" * 60 + "```"


def _cut(text: str, title: str = "池化") -> list[Passage]:
    return cut(Entry("e", "s", 0, title, text))


def test_a_short_entry_is_one_passage() -> None:
    """Even with list items and blank lines in it."""
    (passage,) = _cut("两种池化：\n\n- 最大池化\n- 平均池化")
    assert passage == Passage("e", 0, ("池化",), "两种池化：\n\n- 最大池化\n- 平均池化")


def test_a_long_text_is_cut_at_sentence_ends() -> None:
    """Passages are of 200–400 characters and lose nothing."""
    passages = _cut(SENTENCE * 40)
    assert all(200 <= len(passage.text) <= 400 for passage in passages[:-1])
    assert all(passage.text.endswith("。") for passage in passages)
    assert "".join(passage.text for passage in passages) == SENTENCE * 40
    assert [passage.position for passage in passages] == list(range(len(passages)))


def test_headings_become_the_path() -> None:
    """The path begins with the entry's title and goes down to the heading right above."""
    text = f"{SENTENCE * 9}\n\n# 甲\n\n## 乙\n\n{SENTENCE * 9}\n\n# 丙\n\n{SENTENCE * 9}"
    paths = [passage.heading for passage in _cut(text)]
    assert paths == [("池化",), ("池化", "甲", "乙"), ("池化", "丙")]


def test_each_heading_of_a_short_entry_has_its_own_passage() -> None:
    """Nothing is cited under the heading of something else, however short both are."""
    (first, second) = _cut("# 甲\n\n第一件事。\n\n# 乙\n\n第二件事。")
    assert (first.heading, first.text) == (("池化", "甲"), "第一件事。")
    assert (second.heading, second.text) == (("池化", "乙"), "第二件事。")


def test_no_passage_is_only_a_heading() -> None:
    """A heading without text below it gives no passage."""
    assert _cut("# 甲\n\n## 乙\n") == []
    assert [passage.text for passage in _cut(f"# 甲\n\n{SENTENCE}\n\n# 乙")] == [SENTENCE]


def test_code_is_never_cut() -> None:
    """A fence stays whole, however long, and keeps the sentence that leads to it where there is room."""
    (passage,) = [passage for passage in _cut(f"{SENTENCE * 20}\n\n{CODE}\n\n{SENTENCE}") if "```" in passage.text]
    assert CODE in passage.text


def test_formulas_and_tables_are_never_cut() -> None:
    """Neither a displayed formula nor a table is parted."""
    formula = "$$\n" + "a + b \\\\\n" * 80 + "$$"
    table = "| a | b |\n|---|---|\n" + "| 一 | 二 |\n" * 80
    texts = [passage.text for passage in _cut(f"{SENTENCE * 20}\n\n{formula}\n\n{SENTENCE * 20}\n\n{table}")]
    assert sum(formula in text for text in texts) == 1
    assert sum(table.strip() in text for text in texts) == 1


def test_long_code_and_tables_are_cut_between_lines() -> None:
    """Whatever is longer than 2000 characters; a formula never is."""
    code = "```python\n" + "step = step + 1  # 下一步\n" * 200 + "```"
    table = "| a | b |\n|---|---|\n" + "| 一个不短的单元 | 二 |\n" * 200
    formula = "$$\n" + "a + b \\\\\n" * 250 + "$$"
    for block in (code, table.strip()):
        texts = [passage.text for passage in _cut(block)]
        assert len(texts) > 1
        assert max(map(len, texts)) <= 2000
        assert "\n".join(texts) == block
    assert [passage.text for passage in _cut(formula)] == [formula]


def test_list_items_are_never_cut() -> None:
    """With the lines that go on with them, up to 800 characters."""
    items = [f"- 第{number}点。{SENTENCE * 8}\n  {SENTENCE}" for number in range(9)]
    texts = [passage.text for passage in _cut("\n\n".join(items))]
    assert len(texts) > 1
    assert all(sum(item.strip() in text for text in texts) == 1 for item in items)


def test_a_lead_in_stays_with_what_it_leads_to() -> None:
    """A line that ends with a colon is not parted from the first item, formula or code after it."""
    for block in (f"- {SENTENCE * 11}", f"```\n{'x = 1' * 90}\n```", f"$$\n{'x + 1' * 90}\n$$"):
        texts = [passage.text for passage in _cut(f"{SENTENCE * 13}\n\n步骤如下：\n\n{block}\n\n{SENTENCE * 13}")]
        assert sum(f"步骤如下：\n\n{block}" in text for text in texts) == 1


def test_inline_formulas_are_never_cut() -> None:
    """Neither at a full stop nor at a comma in them, in however long a sentence."""
    formula = "$f(a, b。c, d) = \\text{甲，乙}$"
    texts = [passage.text for passage in _cut(f"设{formula}成立且" * 60)]
    assert len(texts) > 1
    assert sum(text.count(formula) for text in texts) == 60


def test_a_text_without_sentence_ends_is_still_cut() -> None:
    """Commas do, and where there are none, the length does."""
    assert max(len(passage.text) for passage in _cut("词，" * 2000)) <= 800
    assert max(len(passage.text) for passage in _cut("词" * 4000)) <= 800


def test_the_wording_is_the_path_and_the_text() -> None:
    """What is embedded names where the passage stands, and its fingerprint follows it."""
    passage = Passage("e", 0, ("池化", "甲"), "文。")
    assert wording(passage) == "池化 › 甲\n文。"
    assert fingerprint(passage) == fingerprint(Passage("other", 7, ("池化", "甲"), "文。"))
    assert fingerprint(passage) != fingerprint(Passage("e", 0, ("池化",), "文。"))


@given(st.text(alphabet="#中文ab。，.!? \n`$|-", max_size=1500))
def test_passages_are_verbatim_and_in_order(text: str) -> None:
    """Each passage is a stretch of the entry's text, after the one before it."""
    position = 0
    for passage in _cut(text):
        position = text.index(passage.text, position) + len(passage.text)
        assert passage.text.strip()
