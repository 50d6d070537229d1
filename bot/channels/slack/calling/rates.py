"""How often Slack allows what delivery does, by method: docs/speed.md has the table and its source."""

from bot.channels import Limit, Method
from bot.channels.slack.calling.send import HOME

# «One message per second per channel», short bursts allowed, and «several hundred messages per minute» in a workspace.
POST = Method("chat.postMessage", (Limit(3, 3.0), Limit(300, 60.0, whole=True)))
# Tier 3 and tier 4: «50+ per minute» and «100+ per minute», for each method in each workspace.
EDIT = Method("chat.update", (Limit(50, 60.0, whole=True),))
PUBLISH = Method("views.publish", (Limit(100, 60.0, whole=True),))


def method(address: str, *, edit: bool) -> Method:
    """What sends to that address: a person's home page is published, a message posted or edited."""
    if address.endswith(HOME):
        return PUBLISH
    return EDIT if edit else POST
