"""PURE: what somebody wrote in Slack as plain words, as the application reads them everywhere."""

import re

MARKUP = re.compile(r"<((?:[@#!]|[a-z]+:)[^<>|\s]+)(?:\|([^<>\n]*))?>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain(text: str, bot_user: str = "") -> str:
    """The text with its links as they are followed, mentions by id, and nothing of the bot's own mention."""

    def said(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target.startswith(("@", "#", "!")):
            return "" if target == f"@{bot_user}" else f"{target[0].replace('!', '@')}{target[1:]}"
        return label if target.startswith(("mailto:", "tel:")) and label else target

    text = MARKUP.sub(said, text)
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text.strip()


def permalink(domain: str, channel: str, ts: str, thread: str = "") -> str:
    """Where a message is found, as Slack's own «Copy link» has it; empty where the workspace's domain is unknown."""
    if not domain:
        return ""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link
