"""What whoever looks after Slack sees: the pages on which the app is installed, and the doctor in a terminal."""

import io
import re
from collections.abc import Sequence

import pytest
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from bot.channels.slack.installing import pages
from bot.cli import findings, printing
from bot.cli.printing import Printed
from bot.findings import Finding

WIDTH = 108
# The fonts that a picture would fetch from elsewhere.
FETCHED = re.compile(r"@font-face \{\{.*?\}\}", re.DOTALL)
PAGES = {
    "install": pages.start("#"),
    "installed": pages.installed("Suffolk", "Suffolk County Council"),
    "install-refused": pages.not_allowed("Another Council", "T0ANOTHER", removed=True),
    "install-late": pages.EXPIRED,
}


def in_a_terminal(found: Sequence[Finding], title: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the doctor prints, as a drawing of a terminal."""
    screen = Console(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, highlight=False)
    for module in (findings, printing):
        monkeypatch.setattr(module, "console", lambda: Printed(screen, screen))
    findings.told(found, json_wanted=False)
    drawing = FETCHED.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code", "DejaVu Sans Mono")
    return screen.export_svg(title=title, code_format=drawing)
