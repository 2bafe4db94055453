"""Git checkouts: where on the web their files stand, so that an answer from one has a link."""

import re
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Final
from urllib.parse import quote

_REMOTE: Final = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?(?P<host>[\w.-]+\.[a-z]+)(?::\d+)?[:/](?P<name>[\w.-]+(?:/[\w.-]+)+?)/?"
)
_FILES: Final = {"github.com": "blob", "gitee.com": "blob", "gitlab.com": "-/blob", "codeberg.org": "src/branch"}
"""How each host's addresses of files go on behind the repository's name."""

_BRANCH: Final = "ref: refs/heads/"


def address(file: Path) -> str | None:
    """The web address of a file of a checkout, on the branch that is checked out; None where there is none.

    Credentials of the remote's address are left out.
    """
    root = next((folder for folder in file.parents if (folder / ".git").is_dir()), None)
    if root is None:
        return None
    remote = _REMOTE.fullmatch(_origin(root / ".git" / "config"))
    if remote is None or remote["host"] not in _FILES:
        return None
    below = "/".join((_FILES[remote["host"]], _branch(root / ".git" / "HEAD"), file.relative_to(root).as_posix()))
    return f"https://{remote['host']}/{remote['name'].removesuffix('.git')}/{quote(below)}"


def _origin(config: Path) -> str:
    """The address of the remote `origin`, or of the only other one; empty where there is none."""
    parser = ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    try:
        parser.read(config, encoding="utf-8")
    except (OSError, Error, UnicodeDecodeError):
        return ""
    remotes = [name for name in parser.sections() if name.startswith("remote ")]
    chosen = next((name for name in remotes if name == 'remote "origin"'), remotes[0] if remotes else "")
    return parser.get(chosen, "url", fallback="") or ""


def _branch(head: Path) -> str:
    """The branch, or the commit where none is checked out; `HEAD` stands for either on every host."""
    try:
        return head.read_text(encoding="utf-8").strip().removeprefix(_BRANCH)
    except (OSError, UnicodeDecodeError):
        return "HEAD"
