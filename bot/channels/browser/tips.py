"""What a newcomer to the practice room may try: who each sample person is, and which budget code leads where."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Tip:
    """What an empty chat says of its person, and messages that can be sent with one press: (label, message)."""

    lead: str
    text: str
    starters: tuple[tuple[str, str], ...] = ()


PHOTO = ("Ask about a photo", "May I share a photo of children?")
BOOST = ("Boost a post", "I want to boost a post")
COMMUNICATIONS = (
    "A request comes here once the budget holder has approved it. Mei-Lin and Callum are both asked; "
    "one of them decides."
)
ANYBODY = Tip("Nothing here yet", "Write below what you want to do. The desk answers from the council's own policy.")
TIPS: Mapping[str, Tip] = {
    "nadia": Tip(
        "Start here, as Nadia",
        "She wants to pay Facebook to show a post to more people. Use the budget code LIB-2041. "
        "Then decide as Tobias, and after him as Mei-Lin.",
        (BOOST, PHOTO),
    ),
    "tobias": Tip(
        "Tobias decides about a budget",
        "He holds the budget LIB-2041. When Nadia asks for a boost with that code, her request comes here.",
    ),
    "mei-lin": Tip("Mei-Lin works in the Communications Team", COMMUNICATIONS),
    "callum": Tip("Callum works in the Communications Team", COMMUNICATIONS),
    "gwen": Tip(
        "Gwen is Nadia's line manager",
        "A request comes here when the post is or may be political, or when Nadia holds the budget herself (LIB-2099).",
    ),
    "darius": Tip(
        "Darius works elsewhere",
        "He has no part in Nadia's requests, so he never sees them. He can ask for something himself.",
        (BOOST, PHOTO),
    ),
}

# What the budget codes of the sample people lead to.
CODES = (
    ("LIB-2041", "Tobias holds this budget, so he is asked."),
    ("LIB-2099", "Nadia holds this one herself, so her line manager Gwen is asked."),
    ("LIB-1900", "Its holder has left, so the Communications Team finds out who holds it now."),
    ("LIB-3000", "Nobody is on record for it, so the Communications Team finds out who holds it."),
)
WALK = (
    "As Nadia, send “boost a post” and answer the questions.",
    "As Tobias, approve it, or ask for changes and see what Nadia gets.",
    "As Mei-Lin or Callum, approve it for the Communications Team.",
)


def tip(user: str) -> Tip:
    """What the empty chat of that person says."""
    return TIPS.get(user, ANYBODY)
