"""The room's own style sheets, scripts and pictures, named by what they hold so that a browser may keep them."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PATH = "/practice/assets"


@dataclass(frozen=True)
class Asset:
    """One file as it is served."""

    name: str
    body: bytes
    content_type: str
    digest: str

    @property
    def url(self) -> str:
        """The address, which changes with the content."""
        return f"{PATH}/{self.digest}/{self.name}"


def load_assets() -> dict[str, Asset]:
    """The files of the folder `static` by name."""
    folder = files("bot.channels.browser") / "static"
    return {f.name: _asset(f.name, f.read_bytes()) for f in folder.iterdir() if f.name.rpartition(".")[2] in TYPES}


def _asset(name: str, body: bytes) -> Asset:
    return Asset(name, body, TYPES[name.rpartition(".")[2]], hashlib.sha256(body).hexdigest()[:16])
