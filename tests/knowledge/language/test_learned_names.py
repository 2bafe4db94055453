from knowledge.language.learned_names import believed
from knowledge.records import NamePair


def test_a_sure_pair_is_believed_once_seen() -> None:
    """Names come out folded."""
    assert believed({NamePair("困惑度", "Perplexity"): 1}) == (("困惑度", "perplexity"),)


def test_what_is_not_sure_has_to_be_seen_twice() -> None:
    """In two entries."""
    unsure = NamePair("点互信息", "PMI", sure=False)
    assert believed({unsure: 1}) == ()
    assert believed({unsure: 2}) == (("点互信息", "pmi"),)


def test_spellings_count_together_and_the_commonest_stands() -> None:
    """Case, hyphens and a plural s make no other pair."""
    seen = {NamePair("残差块", "Residual Blocks", sure=False): 1, NamePair("残差块", "residual-block", sure=False): 3}
    assert believed(seen) == (("残差块", "residual-block"),)


def test_a_longer_name_goes_where_a_shorter_one_ends_it() -> None:
    """It was cut too early, or is a kind of the thing; what is shipped counts too."""
    assert believed({NamePair("常用重置门", "reset gate"): 1, NamePair("重置门", "reset gate"): 2}) == (
        ("重置门", "reset gate"),
    )
    assert believed({NamePair("线性支持向量机", "SVM"): 1}) == ()


def test_an_abbreviation_of_two_things_stands_for_neither() -> None:
    """Nor does either stand for it; what has both names in full stays."""
    seen = {
        NamePair("expert choice", "EC"): 1,
        NamePair("edge computing", "EC"): 1,
        NamePair("专家选择", "expert choice"): 1,
    }
    assert believed(seen) == (("专家选择", "expert choice"),)


def test_what_is_meant_three_times_as_often_is_meant() -> None:
    """The other meaning goes."""
    seen = {NamePair("expert choice", "EC"): 3, NamePair("edge computing", "EC"): 1}
    assert believed(seen) == (("expert choice", "ec"),)


def test_forms_of_one_name_are_one_thing() -> None:
    """Two translations that are akin do not make an abbreviation doubtful."""
    seen = {NamePair("逆文档频率", "IDF"): 1, NamePair("逆向文档频率", "IDF"): 1}
    assert len(believed(seen)) == 2


def test_some_abbreviations_are_never_learned() -> None:
    """In this field LR is two things, whichever is read first."""
    assert believed({NamePair("learning rate", "LR"): 9}) == ()


def test_what_the_list_translates_otherwise_has_to_be_seen_twice() -> None:
    """人脸检测 is face detection; a network's name beside it is an example."""
    assert believed({NamePair("人脸检测", "cascade network"): 1}) == ()
    assert believed({NamePair("人脸检测", "cascade network"): 2}) == (("人脸检测", "cascade network"),)
    assert believed({NamePair("批量规范化", "batch normalization"): 2}) == (("批量规范化", "batch normalization"),)
