"""The search over all issues."""

from http import HTTPStatus

from lxml import html

from tests.bot.web.archive.conftest import Shelf

ANSWERS = {
    "": "输入一个或几个词",
    "！？ %_": "请换成汉字、字母或数字",
    '"><script>alert(1)</script>': "没有条目",
    "门" * 800: "没有条目",
    "'; DROP TABLE issues; --": "没有条目",
    "\u202e\x00量子": "没有条目",
}


async def test_entries_are_found_in_whichever_script_and_their_words_marked(shelf: Shelf) -> None:
    """With a link to the page of the entry."""
    await shelf.publish()
    for query in ("门控", "門控", "门控 的", "讲门控"):
        async with shelf.client.get("/search", params={"q": query}) as response:
            tree = html.fromstring(await response.text())
        assert tree.xpath("//main//h2/a/@href") == ["./issues/4/4-p1"]
        assert "门控" in tree.xpath("string(//mark)")
        assert tree.xpath("//input[@name='q']/@value") == [query]


async def test_whatever_is_typed_gets_an_answer(shelf: Shelf) -> None:
    """Nothing of it is markup or a query of another kind."""
    await shelf.publish()
    for query, sentence in ANSWERS.items():
        async with shelf.client.get("/search", params={"q": query}) as response:
            text = await response.text()
        assert response.status == HTTPStatus.OK
        assert sentence in text
        assert "<script" not in text
        assert "\u202e" not in text
