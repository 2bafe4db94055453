"""Which entries repeat others: copies, edits and excerpts do; what merely looks alike does not."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import samples
from knowledge.duplicates import candidates, repeats, resemblance, signature
from knowledge.reading import read
from knowledge.records import Entry, Signed

POOLING = (
    "池化层在每个小窗口里只留下最大的值，或者窗口里各值的平均。它没有要学习的参数，却让网络不在意物体挪动了几个像素。"
    "窗口的步长越大，留下的特征图越小，后面各层要算的也越少。有人用步长为 2 的卷积代替它，效果相差无几。"
    "在分割任务里它丢掉的位置要靠上采样补回来，所以那里的网络常常把前面的特征图接到后面去。"
)
GATES = (
    "遗忘门看一眼当前的输入和上一步的输出，给记忆里的每个数一个 0 到 1 之间的系数。系数接近 0 的那些数就被忘掉了。"
    "输入门决定新的候选值写进去多少，输出门决定露出多少。三个门都是一层全连接加一个 Sigmoid，参数一起由反向传播学到。"
)


def entry(text: str, title: str = "笔记", name: str = "e", *, truncated: bool = False) -> Entry:
    """An entry with this text."""
    return Entry(name, "s", 0, title, text, truncated=truncated)


def signed(*entries: Entry) -> list[Signed]:
    """What the library says of them."""
    return [Signed(each.id, signature(each), truncated=each.truncated) for each in entries]


def found(entry: Entry, earlier: Entry) -> bool:
    """Whether the entry is compared with the earlier one, and repeats it."""
    one, other = replace(entry, id="later"), replace(earlier, id="earlier")
    return "earlier" in candidates(signed(other, one)).get("later", ()) and repeats(one, other)


@pytest.mark.parametrize(
    "copy",
    [
        POOLING,
        POOLING.replace("。", "。\n\n"),
        POOLING.replace("池化层", "**池化层**").replace("窗口", "`窗口`"),
        POOLING.replace("，", ", ").replace("2", "２"),
        POOLING.replace("窗口里", "窗口裏").replace("参数", "參數").replace("网络", "網絡"),
        POOLING.replace("相差无几", "差不多"),
        POOLING.replace("，效果相差无几", ""),
    ],
    ids=["exact", "paragraphs", "marks", "width", "traditional", "a word edited", "a clause left out"],
)
def test_a_copy_repeats_its_original(copy: str) -> None:
    """However it is set, in whichever script, and with a word edited."""
    assert found(entry(copy, "转载"), entry(POOLING, "池化层的作用"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (GATES, POOLING),
        (POOLING + GATES, POOLING),
        (POOLING + "不用它的网络也有，靠步长缩小特征图，训练得一样稳当。", POOLING),
        (POOLING.replace("步长为 2 的卷积", "步长为 3 的卷积"), POOLING),
        (GATES.replace("Sigmoid", "Tanh"), GATES),
        (POOLING[:90], POOLING),
        ("", ""),
        ("……", "——"),
    ],
    ids=[
        "other subject",
        "says more",
        "a sentence more",
        "other number",
        "other name",
        "excerpt not known as one",
        "empty",
        "silent",
    ],
)
def test_what_says_something_else_stands(text: str, other: str) -> None:
    """Folding what is no duplicate loses it, so in doubt both stand."""
    assert not found(entry(text, ""), entry(other, ""))


def test_a_slip_in_one_of_many_numbers_is_no_other_subject() -> None:
    """Names and numbers are compared by their share, so that a corrected digit does not make another article."""
    rows = "。".join(
        f"第 {number} 层有 {number * 64} 个通道，感受野是 {number * 7 + 3} 个像素" for number in range(1, 30)
    )
    assert found(entry(rows.replace("1088", "1086")), entry(rows))


def test_a_short_text_has_to_be_equal_under_the_same_title() -> None:
    """「没有。」 answers many questions."""
    answer = entry("没有，它只取最大值。", "池化层有参数吗")
    assert found(replace(answer, text="**没有**, 它只取最大值"), answer)
    assert not found(replace(answer, text="没有，它只取平均值。"), answer)
    assert not found(replace(answer, title="池化层有偏置吗"), answer)


def test_operators_tell_short_texts_apart() -> None:
    """A language, or a sum, is not another one for lack of letters."""
    assert not found(entry("用 C++ 写"), entry("用 C 写"))
    assert not found(entry("1 + 1"), entry("1 = 1"))


def test_a_truncated_entry_repeats_the_whole_it_was_cut_from() -> None:
    """Also where the cut goes through a name; a whole never repeats what was cut from it."""
    whole = entry(f"{GATES}{POOLING}", "三个门")
    excerpt = entry(GATES[: GATES.index("Sigmoid") + 4] + "...", "三个门", truncated=True)
    assert found(excerpt, whole)
    assert not repeats(whole, excerpt)
    assert not found(replace(excerpt, truncated=False), whole)
    assert not found(excerpt, replace(whole, truncated=True))


def test_a_truncated_entry_that_is_about_something_else_stands() -> None:
    """Its names are not those of the whole."""
    whole = entry(f"{GATES}{POOLING}", "三个门")
    other = GATES.replace("Sigmoid", "Softmax").replace("遗忘门", "GRU 的 Reset 门")
    assert not found(entry(other[:90] + "...", "三个门", truncated=True), whole)


@given(st.integers(0, 2**32), st.floats(0, 1))
def test_signatures_estimate_the_similarity(seed: int, share: float) -> None:
    """To within five standard errors of the Jaccard similarity of two sets of equally many shingles."""
    letters = [chr(0x4E00 + number) for number in np.random.default_rng(seed).permutation(15_000)[:3000]]
    common = round(1500 * share)
    one, other = "".join(letters[:1500]), "".join(letters[:common] + letters[1500 : 3000 - common])
    similarity = common / (3000 - common)
    left, right = signed(entry(one, ""), entry(other, ""))
    assert resemblance(left, right) == pytest.approx(similarity, abs=0.22)


@given(st.text())
def test_a_signature_always_has_the_same_size(text: str) -> None:
    """For any text whatever, 512 bytes; and none is found to repeat itself where it says nothing."""
    assert len(signature(entry(text))) == 512
    assert found(entry(text, "题"), entry(text, "题"))


def test_a_signature_is_the_same_on_every_machine() -> None:
    """It is stored, so that it must not depend on this process, its hash seed or its version of Python."""
    stored = blake2b(signature(entry(POOLING + GATES, "池化层")), digest_size=8).hexdigest()
    assert stored == "a8f864b96b2a8e45"


def test_nothing_is_compared_where_there_is_nothing() -> None:
    """An empty library, and one with a single entry."""
    assert candidates([]) == {}
    assert candidates(signed(entry(POOLING))) == {}


def test_candidates_come_in_the_order_given() -> None:
    """The first of several copies is the first to be asked."""
    copies = [entry(POOLING, name=name) for name in "cab"]
    near = candidates(signed(entry(GATES, name="other"), *copies))
    assert {name: list(earlier) for name, earlier in near.items()} == {"a": ["c"], "b": ["c", "a"]}


def test_a_thousand_copies_are_not_compared_with_each_other() -> None:
    """Each is compared with the first few: the work grows with the entries, not with their square."""
    one = signed(entry(POOLING))[0]
    near = candidates([replace(one, entry_id=str(number)) for number in range(1000)])
    assert len(near) == 999
    assert all(earlier[0] == "0" and len(earlier) <= 8 for earlier in near.values())


def folded(pages: Iterable[Path]) -> list[tuple[Path, Path]]:
    """The pages of each pair of entries of which the later repeats the earlier."""
    read_from: dict[str, tuple[Entry, Path]] = {}
    for path in pages:
        for draft in read(path.name, path.read_bytes()).entries:
            name = str(len(read_from))
            read_from[name] = entry(draft.text, draft.title, name, truncated=draft.truncated), path
    near = candidates(signed(*(each for each, _ in read_from.values())))
    pairs = [(read_from[one], read_from[other]) for one, others in near.items() for other in others]
    return [(path, earlier_path) for (one, path), (earlier, earlier_path) in pairs if repeats(one, earlier)]


def test_no_two_entries_of_the_samples_are_duplicates() -> None:
    """Five pages about machine learning, whose entries speak of much the same."""
    assert folded(samples.paths()) == []


@pytest.mark.shared
def test_no_two_entries_of_the_seeds_are_duplicates(shared: Path) -> None:
    """Real pages of the five shapes."""
    assert folded(sorted((shared / "seeds").glob("*.txt"))) == []


@pytest.mark.shared
def test_a_chapter_that_was_moved_repeats_the_old_one(shared: Path) -> None:
    """Two folders hold versions of one chapter: nine in ten of the entries that both have, and nothing across."""
    chapters = (shared / "data" / "corpus" / "DeepLearning-500-questions").glob("ch18_*/*.md")
    pairs = folded(sorted(chapters))
    assert len(pairs) >= 13
    assert all(later != earlier for later, earlier in pairs)
