"""What a deployment is made from: settings, lock files, the compose file."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.composed import composed
from tests.program import ROOT

LOCKS = ("requirements.lock", "tests/requirements.lock")
LOCKED_LINE = re.compile(r"[\w.\[\]-]+==[\w.+!]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
MACHINE = re.compile(r"(?<![\w.:/$-])/(?:home|Users|root|work|mnt|opt)/\w|[A-Z]:\\\\?Users")


def text(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads(text("pyproject.toml"))


def tracked() -> list[Path]:
    """The project's own files, whether committed or not yet."""
    if not (shutil.which("git") and (ROOT / ".git").exists()):
        pytest.skip("this is not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def locked(name: str) -> dict[str, str]:
    """The requirements of a lock file: the name of each, and all its lines."""
    whole = re.sub(r"\\\n\s*", " ", text(name))
    lines = [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]
    return {re.split(r"[=\[ ]", line)[0].lower(): line for line in lines}


def test_the_compose_file_is_valid() -> None:
    """Against the Compose schema that check-jsonschema brings along."""
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_image_has_every_package() -> None:
    """A new top-level package is copied into it as well as into the wheel."""
    compose = text("docker-compose.yml")
    for package in project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        assert f"COPY {package} {package}\n" in compose
        assert (ROOT / package / "__init__.py").is_file()


def test_what_the_image_copies_is_there() -> None:
    """And let through to the build."""
    copied = [
        name
        for line in re.findall(r"^\s+COPY (.+) \S+$", text("docker-compose.yml"), re.MULTILINE)
        for name in line.split()
    ]
    assert copied
    let_through = text(".dockerignore").split()
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in let_through


SERVICES = sorted(composed()["services"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_more_rights_than_it_needs(name: str) -> None:
    """No root, no capabilities, nothing writable but memory and volumes; it comes back, and ends in its own time.

    The proxy is root without root's powers, but for the two ports.
    """
    service = composed()["services"][name]
    assert (service["read_only"], service["cap_drop"], service["init"]) == (True, ["ALL"], True)
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service.get("user", "none")) or name == "proxy"
    assert "/tmp" in service["tmpfs"]  # noqa: S108  a container's
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert not {"privileged", "network_mode", "pid", "devices"} & service.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_has_one_version(name: str) -> None:
    """And so has what the image is built from."""
    build = composed()["services"][name].get("build", {}).get("dockerfile_inline", "")
    images = [composed()["services"][name]["image"], *re.findall(r"^FROM (.+)", build, re.MULTILINE)]
    assert all(re.fullmatch(r"[a-z/]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?", image) for image in images), images


def test_only_the_proxy_is_reached_from_outside() -> None:
    """Databases and bots are in the network of the containers alone."""
    assert [name for name in SERVICES if "ports" in composed()["services"][name]] == ["proxy"]
    assert composed()["services"]["proxy"]["ports"] == ["80:80", "443:443"]


def test_a_replica_gets_settings_that_there_are_and_can_be_used() -> None:
    """By the environment or, what is secret, by a file of that name."""
    compose = composed(ZIXUE_DOMAIN="bot.example.org")
    replica = compose["services"]["replica"]
    given = {name.lower().removeprefix("zixue_") for name in [*replica["environment"], *replica["secrets"]]}
    assert given <= Settings.model_fields.keys()
    assert set(replica["secrets"]) <= compose["secrets"].keys()
    assert not {name for name in replica["environment"] if re.search("TOKEN|SECRET|DATABASE", name)}
    values = {name.lower().removeprefix("zixue_"): value for name, value in replica["environment"].items()}
    settings = Settings(_env_file=None, webhook_secret="any", **values)  # noqa: S106  a test's
    assert settings.webhook_url == "https://bot.example.org/telegram"
    assert f"reverse_proxy {{\n\t\t\tdynamic a replica {settings.web_port} {{" in text("bot/web/Caddyfile")


def test_a_file_that_a_container_needs_is_a_file() -> None:
    """A read-only container takes no configuration that is written inline: https://github.com/docker/compose/issues/12031."""
    (config,) = composed()["configs"].values()
    assert (ROOT / config["file"]).is_file()
    assert all(secret["file"].startswith("./secrets/") for secret in composed()["secrets"].values())


def test_the_proxy_accepts_its_configuration(tmp_path: Path) -> None:
    """The real one, which also finds it well formatted."""
    caddy, place = Path(sys.executable).with_name("caddy"), {"ZIXUE_DOMAIN": "example.org", "HOME": str(tmp_path)}
    for command in (
        ["validate", "--config", "bot/web/Caddyfile", "--adapter", "caddyfile"],
        ["fmt", "--diff", "bot/web/Caddyfile"],
    ):
        done = subprocess.run([caddy, *command], cwd=ROOT, env=place, capture_output=True, check=False, text=True)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_lists_every_setting_with_its_default() -> None:
    """In the order of the code, each under its description; copied as it is, it changes nothing."""
    expected = "# Every setting, with its default. Copy this file to .env and uncomment what you change.\n"
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        expected += f"\n# {field.description}\n# ZIXUE_{name.upper()}={'' if default is None else default}\n"
    assert text(".env.example") == expected


def test_the_example_is_a_file_of_settings(tmp_path: Path) -> None:
    """Every line uncommented, it loads, and gives the defaults."""
    lines = re.sub(r"^# (ZIXUE_)", r"\1", text(".env.example"), flags=re.MULTILINE)
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    assert Settings(_env_file=tmp_path / ".env") == Settings(_env_file=None)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(name: str) -> None:
    """So that an installation is the same everywhere."""
    requirements = locked(name)
    assert len(requirements) > 50
    for requirement, line in requirements.items():
        assert re.match(r"[\w.\[\]-]+==[\w.+!]+( |;)", line), requirement
        assert "--hash=sha256:" in line, requirement


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_versions_and_hashes_and_nothing_else(name: str) -> None:
    """No option and no address: where packages come from is the installer's business."""
    assert [line for line in text(name).splitlines() if not LOCKED_LINE.fullmatch(line)] == []


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_what_the_project_asks_for_is_locked(name: str, extras: tuple[str, ...]) -> None:
    """A dependency that was added needs `make lock`."""
    asked = project()["project"]
    wanted = [*asked["dependencies"], *(one for extra in extras for one in asked["optional-dependencies"][extra])]
    names = {re.split(r"[=<>\[~!; ]", requirement)[0].lower() for requirement in wanted}
    assert not names - locked(name).keys()


def test_the_tests_run_on_what_is_deployed() -> None:
    """A package that is in both files has the same version in both."""
    deployed, tested = (locked(name) for name in LOCKS)
    versions = [{name: line.split()[0] for name, line in lines.items()} for lines in (deployed, tested)]
    assert versions[0].items() <= versions[1].items()


def test_no_file_names_a_place_on_a_machine() -> None:
    """A checkout works wherever it lies."""
    for file in tracked():
        if file.suffix in {".lock", ".txt"} or file == Path(__file__).resolve():
            continue  # hashes, pages
        assert MACHINE.findall(file.read_text(encoding="utf-8", errors="replace")) == [], file.relative_to(ROOT)


def test_secrets_stay_out_of_the_repository() -> None:
    """Neither the operator's file nor their data is ever committed or sent to a build."""
    assert {".env", "/data/", "/secrets/"} <= set(text(".gitignore").split())
    assert text(".dockerignore").split()[0] == "*"
    assert not {"!.env", "!data", "!secrets"} & set(text(".dockerignore").split())
