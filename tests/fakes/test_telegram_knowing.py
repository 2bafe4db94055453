"""What a bot may ask Telegram about chats and people, and who is let in at all."""

from tests.fakes.telegram_calls import Calls
from tests.fakes.telegram_server import TelegramServer, User
from tests.fakes.telegram_server.asked import Upload

MING = User(7, "小明")


async def test_tokens_and_methods_are_checked(telegram: TelegramServer, calls: Calls) -> None:
    """401 for a wrong token, 404 for what is no token, and for an unknown method."""
    assert await calls.refusal("sendPaper") == "Not Found: method not found"
    for token, status in (("1:wrong", 401), ("nonsense", 404)):
        async with calls.session.get(f"{telegram.url}/bot{token}/getMe") as answer:
            assert (answer.status, (await answer.json())["error_code"]) == (status, status)


async def test_what_the_bot_may_ask_about_a_chat(telegram: TelegramServer, calls: Calls) -> None:
    """Members, administrators, the chat itself; a group that threw the bot out tells nothing."""
    group = telegram.group(bot="administrator")
    telegram.promote(group, MING, "creator")
    telegram.join(group, User(8, "小红"))
    assert (await calls.result("getChatMember", chat_id=group.id, user_id=8))["status"] == "member"
    admins = (await calls("getChatAdministrators", chat_id=group.id))["result"]
    assert isinstance(admins, list)
    assert [admin["user"]["id"] for admin in admins] == [7, telegram.bot.id]
    assert (await calls.result("getChat", chat_id=group.id))["title"] == group.title
    telegram.kick(group)
    assert (await calls("getChat", chat_id=group.id))["error_code"] == 403


async def test_a_document_of_a_persons_can_be_fetched(telegram: TelegramServer, calls: Calls) -> None:
    """It arrives as a message with a file's id, in a group only where the bot may read."""
    telegram.share(telegram.group(), MING, Upload("private.pdf", b"%PDF"))
    telegram.share(7, MING, Upload("notes.pdf", b"%PDF-1"), "笔记")
    (update,) = await calls.updates()
    document = update["message"]["document"]  # type: ignore[index]  # a Message object
    assert (document["file_name"], update["message"]["caption"]) == ("notes.pdf", "笔记")  # type: ignore[index]
    file = await calls.result("getFile", file_id=document["file_id"])
    async with calls.session.get(f"{telegram.url}/file/bot{telegram.token}/{file['file_path']}") as content:
        assert await content.read() == b"%PDF-1"
