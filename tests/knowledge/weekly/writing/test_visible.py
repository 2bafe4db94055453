from knowledge.weekly.writing.visible import spaced, visible


def test_what_nobody_sees_is_gone() -> None:
    """Controls, zero-width, bidirectional and tag characters go; what is seen stays, width and all."""
    hostile = "a\u202eb\u200bc\x07\u2066d\ufeff\U000e0041，（Ａ）\ud800"
    assert visible(hostile) == "abcd，（Ａ）\ufffd"
    assert spaced("a\u00a0b\tc\u3000d") == "a b c\u3000d"


def test_joiners_stay_within_a_pictograph() -> None:
    """A family and a coloured heart stay whole, a joiner between letters goes."""
    family = "👨\u200d👩\u200d👧❤\ufe0f\u200d🔥"
    assert visible(f"{family}a\u200db\ufe0f") == f"{family}ab"
