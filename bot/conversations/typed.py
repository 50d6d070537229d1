"""PURE: what somebody means by words they typed: a command, a flow, or the answer to the question that waits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from flows.engine import Flow, Question

# fmt: off
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "help": ("help", "help me", "help please", "help me please", "please help", "i need help", "what can i do",
             "what do i do", "hi", "hello", "hey", "hiya", "good morning", "good afternoon", "start", "menu",
             "what can you do"),
    "home": ("home", "home page", "my home page"),
    "settings": ("settings", "my settings", "preferences", "reminders", "stop reminders", "my account"),
    "mine": ("my requests", "mine", "my cases", "where is my request", "status"),
    "waiting": ("waiting", "waiting for me", "what waits for me", "my approvals", "approvals", "queue"),
    "accounts": ("accounts", "our accounts", "list of accounts", "register of accounts", "account register",
                 "accounts register"),
    "agreements": ("agreements", "list of agreements", "register of agreements", "agreement register",
                   "agreements register", "user agreements"),
    "back": ("back", "go back", "undo"),
    "stop": ("stop", "cancel", "quit", "exit"),
    "restart": ("start again", "restart", "start over"),
    "why": ("why", "why do you ask", "why do you ask me", "why do you ask this", "why do you ask that",
            "why are you asking", "why do you want to know", "why do you need this", "why do you need to know"),
    "carry_on": ("carry on", "continue", "resume", "where was i"),
    "decide": ("approve", "approved", "i approve", "decline", "declined", "reject", "agree", "agreed", "i agree",
               "yes", "no", "ok", "okay"),
    "thanks": ("thanks", "thank you", "many thanks", "thanks a lot", "cheers", "ta", "bye", "goodbye"),
}
# fmt: on
SHORTEST_SLIP = 4
URL = re.compile(r"https?://\S+")
# Words that say nothing about what somebody wants.
EMPTY = re.compile(r"an?|and|any|are|can|do|for|i|in|is|it|me|my|of|on|or|our|please|th(at|e|is)|to|want|we|with|you")


# How a question begins, and how somebody says that they want to do something now.
QUESTION = re.compile(
    r"(and |so |but |hi,? |hello,? |hey,? )?(can|could|may|might|must|should|shall|do|does|did|is|are|am|was|were|will"
    r"|would|what|what's|whats|who|who's|whose|when|where|why|how|which|has|have|if)\b", re.IGNORECASE
)  # fmt: skip
WISH = re.compile(
    r"\b(i|we)('d| would)? (want|need|like|have|wish) to\b|\b(please|start|i need an?|we need an?)\b", re.IGNORECASE
)
SHORT = 4


@dataclass(frozen=True)
class Meaning:
    """`command` by name, or the name of the flow that fits; `sure` where nothing else fits as well."""

    command: str = ""
    flow: str = ""
    sure: bool = False


def nearest(text: str, flows: Iterable[Flow]) -> tuple[str, Meaning]:
    """What may be meant by a few words that name nothing here, as it is written right, and what it names."""
    names = {w: Meaning(c) for c, words in COMMANDS.items() for w in words if len(w) >= SHORTEST_SLIP}
    names |= {n: Meaning(flow=f.name) for f in flows for n in _names(f)}
    said = "" if asks(text) or len(text.split()) > SHORT else _said(text)
    near = get_close_matches(said, names, n=1, cutoff=0.75)
    return (near[0], names[near[0]]) if near else ("", Meaning())


def meaning(text: str, flows: Iterable[Flow]) -> Meaning:
    """The command or the flow that these words name; neither where they name nothing here."""
    said = _said(text)
    for command, words in COMMANDS.items():
        if said in words:
            return Meaning(command, sure=True)
    scores = sorted(((_fit(said, f), f.name) for f in flows), reverse=True)
    if scores and scores[0][0] > 1:  # a single word in common is too little
        return Meaning(flow=scores[0][1], sure=len(scores) == 1 or scores[0][0] > scores[1][0])
    known = [w for words in COMMANDS.values() for w in words if len(w) >= SHORTEST_SLIP]
    near = get_close_matches(said, known, n=1, cutoff=0.8)
    return next((Meaning(c) for c, words in COMMANDS.items() if near and near[0] in words), Meaning())


def asks(text: str) -> bool:
    """Whether this is a question to look up, and not the name of something to start."""
    said = text.split()
    asked = text.rstrip().endswith("?") and len(said) > 1
    return asked or (len(said) > 2 and bool(QUESTION.match(text.strip())))  # noqa: PLR2004 - «can I» asks nothing


def starts(text: str) -> bool:
    """Whether words that fit a flow are meant to start it: a few words, or a wish, and no question."""
    return not asks(text) and (len(text.split()) <= SHORT or bool(WISH.search(text)))


def _said(text: str) -> str:
    return " ".join(re.findall(r"[\w'-]+", text.lower()))[:200]


def _names(flow: Flow) -> tuple[str, ...]:
    return flow.name.replace("_", " "), flow.title.lower(), *(s.lower() for s in flow.says)


def _fit(said: str, flow: Flow) -> int:
    names = _names(flow)
    if said in names:
        return 100
    inside = max((len(n) for n in names if re.search(rf"\b{re.escape(n)}\b", said)), default=0)
    return inside or len(_stems(said) & {w for n in names for w in _stems(n)})


def _stems(text: str) -> frozenset[str]:
    words = [w for w in text.split() if not EMPTY.fullmatch(w)]
    return frozenset(re.sub(r"(?<=\w{3})(ing|ed|es|s)$", "", w) for w in words if len(w) > 2)  # noqa: PLR2004 - «at», «no»


def as_answer(text: str, question: Question[Any]) -> str | tuple[str, ...]:
    """Typed words as a raw answer: an option's label stands for its value, several are divided by commas.

    Where a link is asked for, the only one in the words is the answer.
    """
    labels = {o.label.lower(): o.value for o in question.options()}
    short = {"y": "yes", "n": "no", "yeah": "yes", "yep": "yes", "nope": "no"} if question.kind == "yes_no" else {}
    if question.kind == "many":
        parts = (p.strip().lower() for p in text.split(",") if p.strip())
        return tuple(labels.get(p, p) for p in parts)
    if question.kind == "link" and len(links := URL.findall(text)) == 1:
        return str(links[0]).rstrip(
            ".,;!)"
        )  # people write a word or two beside it, and a file that is sent comes as one
    said = text.strip().rstrip(".!")
    return short.get(said.lower(), labels.get(said.lower(), text.strip()))
