"""Channels are found without loading what only a channel in use needs: every start would wait for it."""

import subprocess
import sys

SLOW = ("slack_bolt", "slack_sdk", "botbuilder", "botframework", "msal", "jinja2")
FIND = f"import sys; from bot.channels import find; found = find(); print(*found, *{{*{SLOW}}} & {{*sys.modules}})"


def test_channels_that_are_not_set_up_load_no_library_of_their_platform() -> None:
    said = subprocess.run([sys.executable, "-c", FIND], check=True, stdout=subprocess.PIPE, text=True).stdout
    found = said.split()
    assert "browser" in found
    assert set(SLOW).isdisjoint(found)
