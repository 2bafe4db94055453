"""What only editors see."""

import io
import zipfile
from http import HTTPStatus
from typing import Any

from lxml import html

from tests.bot.web.archive.conftest import PUBLIC, Shelf

ADDRESS = "https://mp.weixin.qq.com/s/abcdefghijklmnop"


async def form_at(shelf: Shelf, path: str) -> dict[str, Any]:
    """The fields of the form of a page."""
    async with shelf.client.get(path) as response:
        assert response.status == HTTPStatus.OK
        return dict(html.fromstring(await response.text()).forms[-1].fields)


async def entered(shelf: Shelf) -> str:
    """Come in by a link; what the server said of the cookie."""
    link = shelf.keys.link(4, "7")
    assert link is not None
    fields = await form_at(shelf, link.removeprefix(PUBLIC))
    async with shelf.client.post("/editors", data=fields, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (HTTPStatus.SEE_OTHER, "issues/4/wechat")
        held = response.cookies["zixue_editor"]
    shelf.client.cookie_jar.update_cookies({held.key: held.value})  # the archive's address is https, this server's not
    async with shelf.client.post("/editors", data=fields) as response:
        assert response.status == HTTPStatus.FORBIDDEN
    return held.OutputString()


async def test_an_editor_comes_in_by_a_link_and_records_the_address(shelf: Shelf) -> None:
    """Once; their browser is let in afterwards, by a cookie that no script and no other site uses."""
    await shelf.publish()
    cookie = await entered(shelf)
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Secure"))
    async with shelf.client.get("/issues/4/wechat") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
        artefact = await shelf.issues.artefact(4, "wechat.html")
        assert artefact is not None
        assert artefact.data in await response.read()
    fields = await form_at(shelf, "/issues/4/wechat")
    async with shelf.client.post("/issues/4/wechat", data=fields | {"address": ADDRESS}) as response:
        assert response.url.path == "/issues/4/wechat"
        assert "已登记" in await response.text()
    issue = await shelf.issues.numbered(4)
    assert issue is not None
    assert issue.article_url == ADDRESS
    assert (await shelf.issues.audits(f"issue:{issue.id}"))[-1].actor == "7"
    async with shelf.client.get("/issues/4/wechat.zip") as response:
        assert zipfile.ZipFile(io.BytesIO(await response.read())).testzip() is None
        assert "wechat-4.zip" in response.headers["Content-Disposition"]


async def test_a_form_of_another_page_or_a_wrong_address_changes_nothing(shelf: Shelf) -> None:
    """The first is refused, the second told what to write."""
    await shelf.publish()
    await entered(shelf)
    async with shelf.client.post("/issues/4/wechat", data={"csrf": "made up", "address": ADDRESS}) as response:
        assert response.status == HTTPStatus.FORBIDDEN
    fields = await form_at(shelf, "/issues/4/wechat")
    async with shelf.client.post("/issues/4/wechat", data=fields | {"address": "https://e.org"}) as response:
        assert response.status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "请填写 https://mp.weixin.qq.com/" in await response.text()
    issue = await shelf.issues.numbered(4)
    assert issue is not None
    assert issue.article_url is None


async def test_without_a_link_nobody_comes_in(shelf: Shelf) -> None:
    """Neither by looking, nor by asking."""
    await shelf.publish()
    for method, path in (
        *(("GET", "/issues/4/wechat"), ("GET", "/issues/4/wechat.zip"), ("GET", "/editors")),
        *(("GET", "/editors?key=4.7.9999999999.x.y"), ("POST", "/editors"), ("POST", "/issues/4/wechat")),
    ):
        async with shelf.client.request(method, path, cookies={"zixue_editor": "a.b.c.d.e"}) as response:
            assert response.status == HTTPStatus.FORBIDDEN
            assert "/issue draft" in await response.text()
