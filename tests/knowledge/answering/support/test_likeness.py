from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness, Place
from knowledge.answering.support.tokens import Number, Word


def numbers(clauses: object, like: Likeness) -> list[Place]:
    """The places of the figures in the claim or the passage of a likeness."""
    of = like.claim if clauses == "claim" else like.passage
    return [Place(n, one) for n, clause in enumerate(of) for one in clause.tokens if isinstance(one.token, Number)]


def nearest(claim: str, passage: str) -> list[float]:
    """The figures of the passage at the place most like that of the claim's first figure."""
    like = Likeness(read(claim), read(passage), {})
    best = like.best(numbers("claim", like)[0], numbers("passage", like))
    return [place.placed.token.value for place in best if isinstance(place.placed.token, Number)]


def test_a_figure_belongs_where_its_neighbours_stand() -> None:
    """On the same side, next to it, in the same clause."""
    passage = "编码有 6 层，隐藏单元为 512 个，词表有 37000 个词元"
    assert nearest("隐藏单元为 6 个", passage) == [512.0]
    assert nearest("词表有 512 个词元", passage) == [37000.0]


def test_where_nothing_is_like_it_there_is_no_place() -> None:
    """Rather than any."""
    assert nearest("显卡用了 6 块", "编码有 6 层，词表有 37000 个词元") == []


def test_clauses_are_found_by_what_they_say() -> None:
    """What stands around decides between those that say it alike."""
    like = Likeness(read("参数"), read("卷积的参数很大，池化没有参数"), {})
    assert [clause.text for clause in like.clauses([Word("参数")], [Word("pooling")])]
    found = like.clauses(read("参数")[0].spoken, read("池化")[0].spoken)
    assert [clause.text for clause in found] == ["池化没有参数"]
    assert like.clauses([Word("无关")], []) == []


def test_rare_words_tell_more() -> None:
    """A word of every clause tells little, one of no clause nothing."""
    like = Likeness(read("池化"), read("卷积快，卷积准，卷积与池化"), {})
    (conv,), (pool,) = read("卷积")[0].spoken, read("池化")[0].spoken
    assert like.weight(pool) > like.weight(conv) > like.weight(Word("无关")) == 0
