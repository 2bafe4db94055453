"""What people wrote, in HTML."""

import pytest

from knowledge.weekly.rendering.escaping import escaped, host_of, web_address


def test_text_is_no_markup_and_hides_nothing() -> None:
    """Neither tags nor quotes, nor characters that turn the text around them."""
    assert escaped('<b onclick="x">\'\u202e\u200b&\x00') == "&lt;b onclick=&#34;x&#34;&gt;&#39;&amp;"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//e.org", "http://", "mailto:a@e.org", "http://[::"],
)
def test_only_addresses_of_the_web_are_linked(url: str) -> None:
    """Everything else stays words."""
    assert web_address(url) is None
    assert not host_of(url)


def test_a_site_is_named_by_its_host() -> None:
    """Without www."""
    assert host_of("https://www.e.org:8080/a?b#c") == "e.org"
    assert web_address(" https://e.org/\u200ba ") == "https://e.org/a"
