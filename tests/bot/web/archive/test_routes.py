"""Which address is answered by what."""

from http import HTTPStatus

from lxml import html
from yarl import URL

from knowledge.weekly.rendering.layout import static
from tests.bot.web.archive.conftest import Shelf

NOWHERE = (
    *(
        "/issues/9",
        "/issues/0",
        "/issues/04",
        "/issues/-1",
        "/issues/99999999999999999999",
        "/issues/x",
        "/issues/9.md",
    ),
    *("/issues/9/9-p1", "/issues/4.exe", "/issues/9/pictures/1.jpg", "/issues/9/pictures/../../x", "/issues/9/"),
    *("/latest", "/nothing/at/all", "/style.000000000000.exe", "/evil.000000000000.css", "/%00"),
)


async def test_what_is_not_there_has_a_page_that_says_so(shelf: Shelf) -> None:
    """Whose style is found from wherever it stands."""
    for path in NOWHERE:
        async with shelf.client.get(path) as response:
            text = await response.text()
            assert (path, response.status) == (path, HTTPStatus.NOT_FOUND)
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        (style,) = html.fromstring(text).xpath("//link[@rel='stylesheet']/@href")
        assert response.url.join(URL(style)).path == f"/{static('style.css').name}"


async def test_operators_still_find_what_they_ask(shelf: Shelf) -> None:
    """What the archive does not know comes last; nothing but reading is allowed there."""
    async with shelf.client.get("/healthz") as response:
        assert await response.text() == "ok\n"
    async with shelf.client.post("/issues/4", data={}) as response:
        assert response.status == HTTPStatus.METHOD_NOT_ALLOWED


async def test_a_database_that_is_away_is_said_so(shelf: Shelf) -> None:
    """As a page, and not as if nothing were there."""
    async with shelf.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE issues RENAME TO elsewhere")
    async with shelf.client.get("/issues/4") as response:
        assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert "稍后再试" in await response.text()


async def test_what_is_malformed_is_refused_and_breaks_nothing(shelf: Shelf) -> None:
    """A form in an encoding that nobody knows, one that is cut off, a host that is none."""
    for media_type in ("application/x-www-form-urlencoded; charset=none", "multipart/form-data", "text/plain"):
        headers = {"Content-Type": media_type}
        async with shelf.client.post("/editors", data=b"key=\xff", headers=headers) as response:
            assert response.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}
    for host in ("a b", "[::", "e.org:x", "<script>"):
        async with shelf.client.get("/feed.json", headers={"Host": host}) as response:
            assert response.status in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}
