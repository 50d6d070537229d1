"""The package as one file: the manifest and the icons in a zip, the same bytes for the same details."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bot.channels.teams.packaging.manifest import COLOR, OUTLINE, Details, manifest

HERE = Path(__file__).parent
# The oldest day that a zip can name: when a package was made must not make it another one.
UNDATED = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3


def bundled(details: Details) -> bytes:
    """The zip to be uploaded in Teams, with its three files at the top, as Teams asks."""
    files = {
        "manifest.json": json.dumps(manifest(details), indent=2, ensure_ascii=False).encode() + b"\n",
        COLOR: (HERE / COLOR).read_bytes(),
        OUTLINE: (HERE / OUTLINE).read_bytes(),
    }
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name, content in files.items():
            package.writestr(_entry(name), content)
    return made.getvalue()


def _entry(name: str) -> ZipInfo:
    # Stored as it is: libraries that compress differ in their bytes from one release to the next.
    entry = ZipInfo(name, UNDATED)
    entry.compress_type, entry.external_attr, entry.create_system = ZIP_STORED, READABLE, UNIX
    return entry
