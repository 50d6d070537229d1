"""How often Teams lets a bot write: docs/speed.md has the table and its source."""

from bot.channels import Limit, Method

# «Rate limit your bot»: in each conversation, and for one bot in each tenant. An edit counts as much as a post.
SEND = Method(
    "conversations.send",
    (Limit(7, 1.0), Limit(8, 2.0), Limit(60, 30.0), Limit(1800, 3600.0), Limit(30, 1.0, whole=True)),
)
