"""PURE: what somebody wrote in Teams as plain words, as the application reads them everywhere."""

import re
from collections.abc import Iterable
from html import unescape

from bot.channels.teams.reading.wire import Activity, Attached

HTML = "text/html"
# Teams writes these around what people typed; whatever else looks like a tag, they typed themselves.
BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/li|/h[1-6]|/blockquote)>", re.IGNORECASE)
# It never looks beyond the next one that begins, and never back: a hostile text takes no longer than another.
LINK = re.compile(r"<a\b([^<>]*+)>((?:(?!<a\b).)*?)</a>", re.IGNORECASE | re.DOTALL)
TARGET = re.compile(r"\bhref=\"([^\"]*)\"", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:p|div|span|b|strong|i|em|u|s|strike|del|ul|ol|li|code|pre|blockquote|h[1-6]|a|at|img|emoji|table|tbody|tr|td"
    r"|attachment|systemeventmessage)\b[^<>]*>",
    re.IGNORECASE,
)
MAIL = ("mailto:", "tel:")


def said(activity: Activity) -> str:
    """What the person wrote, without the bot's own mention; from the HTML beside it where there are no words."""
    text = activity.text or _html(activity.attached)
    for mention in activity.mentions:
        if mention.text and mention.mentioned and mention.mentioned.id == activity.recipient.id:
            text = text.replace(mention.text, " ", 1)
    return plain(text)


def plain(text: str) -> str:
    """The words without Teams' markup: links as they are followed, mentions as names, each paragraph on a line."""
    text = LINK.sub(_followed, text)
    text = TAG.sub("", BREAK.sub("\n", text))
    lines = (" ".join(line.split()) for line in unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def _followed(found: re.Match[str]) -> str:
    target, label = TARGET.search(found[1]), found[2]
    return label if target is None or unescape(target[1]).lower().startswith(MAIL) else target[1]


def _html(attachments: Iterable[Attached]) -> str:
    found = (a.content for a in attachments if a.media == HTML and isinstance(a.content, str))
    return next(found, "")
