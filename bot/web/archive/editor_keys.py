"""The keys that let editors in: signed links that work once and not for long, and what a browser holds afterwards."""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Final

from knowledge.ports import Clock
from knowledge.spine.leases import Leases

LINK_LASTS: Final = dt.timedelta(minutes=15)
SESSION_LASTS: Final = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Admission:
    """Who was let in, by their user number, and the issue that they came for."""

    number: int
    actor: str


@dataclass(frozen=True, slots=True)
class EditorKeys:
    """Makes and checks keys; every process of a deployment has the same `secret`, and no table is needed.

    That a link works once is a lease that nobody gives back. `archive` is the archive's public address.
    """

    secret: bytes
    leases: Leases
    clock: Clock
    archive: str

    @classmethod
    def of(cls, secret: str, leases: Leases, clock: Clock, archive: str) -> "EditorKeys":
        """Keys under a secret that serves another purpose too, of which they tell nothing."""
        return cls(hmac.digest(secret.encode(), b"zixue: editors of the archive", "sha256"), leases, clock, archive)

    def link(self, number: int, actor: str) -> str | None:
        """A link to an issue's WeChat page for one editor, good for 15 minutes; None where the archive has no address.

        `actor` is the editor's user number, digits only.
        """
        if not self.archive:
            return None
        return f"{self.archive}/editors?key={self._made('link', Admission(number, actor), LINK_LASTS)}"

    def admission(self, key: str) -> Admission | None:
        """Whom a link's key would let in, without using it up: a chat's preview may open links too."""
        return self._read("link", key)

    async def redeem(self, key: str) -> Admission | None:
        """Whom a link's key lets in, once.

        Raises:
            LibraryUnavailable: nobody can tell whether it was used.
        """
        admission = self._read("link", key)
        if admission is None:
            return None
        _, _, expires, nonce, _ = key.split(".")
        until = dt.datetime.fromtimestamp(int(expires), dt.UTC)
        first = await self.leases.take(f"editors:{nonce}", token_urlsafe(12), self.clock.now(), until)
        return admission if first else None

    def session(self, admission: Admission) -> str:
        """What the browser of somebody who was let in holds."""
        return self._made("session", admission, SESSION_LASTS)

    def of_session(self, held: str) -> Admission | None:
        """Who holds this."""
        return self._read("session", held)

    def csrf(self, held: str) -> str:
        """What a form must say that was filled in by whoever holds this."""
        return self._signature("csrf", held)

    def is_csrf(self, held: str, said: str) -> bool:
        """Whether a form says it."""
        return hmac.compare_digest(self.csrf(held).encode(), said.encode(errors="surrogatepass"))

    def _made(self, purpose: str, admission: Admission, lasts: dt.timedelta) -> str:
        expires = int((self.clock.now() + lasts).timestamp())
        signed = f"{admission.number}.{admission.actor}.{expires}.{token_urlsafe(9)}"
        return f"{signed}.{self._signature(purpose, signed)}"

    def _read(self, purpose: str, key: str) -> Admission | None:
        signed, _, signature = key.rpartition(".")
        right = self._signature(purpose, signed).encode()
        if not hmac.compare_digest(right, signature.encode(errors="surrogatepass")):
            return None
        number, actor, expires, _nonce = signed.split(".")
        if int(expires) <= self.clock.now().timestamp():
            return None
        return Admission(int(number), actor)

    def _signature(self, purpose: str, signed: str) -> str:
        text = f"{purpose}|{signed}".encode(errors="surrogatepass")
        return hmac.new(self.secret, text, hashlib.sha256).hexdigest()[:40]
