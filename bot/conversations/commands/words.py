"""What the team's commands are called in help, and the action of a button that types one."""

from bot.conversations.pages import TYPES

AGAIN = TYPES
HELP = (
    ("queue", "What waits, with who decides. Narrow it: queue overdue, orphaned, mine, returned, closed, boost."),
    ("case K7QX-M4TD", "One request, with all that has happened."),
    ("mine", "What waits for you."),
    ("reassign K7QX-M4TD to name@example.gov.uk", "Ask somebody to decide. You can add: because they know it best."),
    ("accounts, agreements", "The registers. Add a word to search them."),
    ("people Nadia", "Who somebody is, what they decide, and how to reach them."),
    ("state", "What is in force: a pre-election period, an emergency, a mourning pause. Set or end one here."),
    (
        "export cases 2026-11",
        "A file: the queue, cases, accounts or agreements, for a month if you like.",
    ),
    ("parked", "Cards that nobody got, and a way to try again."),
    ("here, not here", "Let the team's requests come to the channel where you type it, or no longer."),
    ("help", "This list."),
)
