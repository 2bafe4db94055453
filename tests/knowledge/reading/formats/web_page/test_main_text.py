from knowledge.reading.html import is_html, main_text

PROSE = "随机失活在训练时按概率把一部分神经元的输出置零，推断时全部保留，因此相当于许多子网络的平均。"


def test_a_page_is_told_by_its_beginning_or_name() -> None:
    """A doctype or root element tells a page; so does the suffix of a fragment."""
    assert is_html("x", "\n<!DOCTYPE html><html>")
    assert is_html("x", "<!-- saved --><wrap><HTML lang=zh>")
    assert is_html("x.htm", "<div>a</div>")
    assert not is_html("x.md", "<div>a</div>\n\n# b")
    assert not is_html("x.html", "plain")


def test_text_laid_out_in_tables_comes_out_as_prose() -> None:
    """A table without header cells is layout, not data."""
    page = f"<html><body><table><tr><td>菜单</td><td><p>{PROSE}</p><p>{PROSE[:30]}</p></td></tr></table></body></html>"
    text = main_text(page)
    assert PROSE in text
    assert "|" not in text


def test_a_table_of_data_stays_a_table() -> None:
    """Header cells make a table one of data."""
    rows = "<tr><th>方法</th><th>误差</th></tr><tr><td>甲</td><td>0.1</td></tr>"
    text = main_text(
        f"<html><body><article><p>{PROSE}</p><p>{PROSE}甲</p><table>{rows}</table></article></body></html>"
    )
    assert "| 甲 | 0.1 |" in text


def test_metadata_comes_as_front_matter() -> None:
    """Title and date of the page stand above its text."""
    head = '<title>随机失活</title><meta property="article:published_time" content="2020-03-04">'
    text = main_text(f"<html><head>{head}</head><body><article><p>{PROSE}</p><p>{PROSE}乙</p></article></body></html>")
    assert text.startswith("---\ntitle: 随机失活\n")
    assert "2020-03-04" in text
