from dataclasses import replace

from knowledge.weekly.writing import hyperlinks, mapped, parsed

TEXT = "# [a](https://1.org)\n**[b](https://2.org)**\n- > [c](https://3.org)\n\n|[d](https://4.org)|\n|-|\n|[e](https://5.org)|"


def test_links_are_found_and_changed_wherever_they_stand() -> None:
    """In order: in headings, styles, items, quotations and tables."""
    document = mapped(parsed(TEXT), lambda link: replace(link, number=int(link.url[8])))
    assert [link.number for link in hyperlinks(document)] == [1, 2, 3, 4, 5]
