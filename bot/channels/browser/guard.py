"""Who may talk to the practice room: a browser on this machine, with a form that the room itself drew."""

from urllib.parse import urlsplit

from aiohttp import web
from itsdangerous import BadSignature, Signer

from bot.settings import is_loopback

OTHER_HOST = "The practice room answers only on this computer. Open it at http://127.0.0.1 with its port."
OTHER_SITE = "This came from another site, so nothing was done. Open the practice room and try again there."
OLD_PAGE = "This page is from before a restart or was changed, so nothing was done. Load it again and try once more."


class Rejected(Exception):
    """A request that the room does not take: the HTTP status, and a sentence that says why and what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Stamps:
    """Signs the forms of a page, so that no other site can send one: nobody else can read a stamp."""

    def __init__(self, key: str) -> None:
        self._signer = Signer(key, salt="practice room")

    def stamp(self, user: str, nonce: str) -> str:
        """The stamp for the forms in that person's chat; the nonce tells one drawing of the page from the next."""
        return self._signer.sign(f"{nonce}.{user}".encode()).decode()

    def nonce(self, user: str, stamp: str) -> str:
        """The nonce in a stamp; Rejected where the room did not give the stamp to this person's chat."""
        try:
            nonce, _, owner = self._signer.unsign(stamp.encode()).decode().partition(".")
        except BadSignature:
            raise Rejected(403, OLD_PAGE) from None
        if owner != user:
            raise Rejected(403, OLD_PAGE)
        return nonce


def check_host(request: web.Request) -> None:
    """Rejected unless the address bar names this machine: another name that leads here would be DNS rebinding."""
    try:
        named = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        named = ""
    if not is_loopback(named):
        raise Rejected(403, OTHER_HOST)


def check_site(request: web.Request) -> None:
    """Rejected where the browser says that another site sent this; the stamp decides where it says nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Rejected(403, OTHER_SITE)
    if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
        raise Rejected(403, OTHER_SITE)
