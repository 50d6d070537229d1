"""PURE: the answer to a question as data: at most three sections, what touches them, and to whom to turn."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.search.index import Index, Query
from bot.policy.search.rank import Scored, by_section, rank
from flows.engine.flow import Flow
from flows.engine.policy import Document, Policy, Role, Row

MOST, ROWS, LAWS = 3, 4, 3
# A section, a row of a section, and a row of law are shown where they fit this well beside the best one.
BESIDE, WITHIN, LAWFUL = 0.33, 0.5, 0.6
# Of the best section, what somebody has to do or may not do is shown from a lower score on.
BINDING = ("must", "must-not", "approval", "route", "deadline", "record")
MOST_ROWS, BOUND = 6, 0.33
DOCUMENT = "policy_admin"  # the process of rows on the document itself: its version, its owner, its review
GUIDES = ("route", "contact-role", "approval")
NOT_COVERED = "{name}'s policy doesn't cover this. Ask the {who}."
COVERED = "This is what {name}'s policy says."


def covered(policy: Policy, index: Index, found: Sequence[Scored], service: Mapping[str, str]) -> dict[str, Any]:
    """The sections that answer, best first, with what touches them."""
    places = by_section(index, found)[:MOST]
    places = [p for p in places if p[1] >= BESIDE * places[0][1]]
    kept = [_whole(policy, places[0][2]), *(_part(rows) for _, _, rows in places[1:])]
    shown = [_shown(policy, rows, service) for rows in kept]
    rows = [policy.rows[r] for s in shown for r in s["rows"]]
    best = [policy.rows[s.row] for s in places[0][2] if s.row in shown[0]["rows"]]
    return {
        "answered": True,
        "reason": "",
        "text": COVERED.format(name=policy.name),
        "sections": shown,
        "conflicts": conflicts(policy, [s["rows"] for s in shown]),
        "notices": policy.notices(r.document for r in rows),
        "searched": [],
        "refer_to": refer_to(policy, best),
    }


def silent(policy: Policy, reason: str = "silent", text: str = "") -> dict[str, Any]:
    """The answer where nothing supports one, and why: whom to ask, and the documents where any was searched."""
    who = refer_to(policy, ())
    return {
        "answered": False,
        "reason": reason,
        "text": text or NOT_COVERED.format(name=policy.name, who=reached(who)),
        "sections": [],
        "conflicts": [],
        "notices": [],
        "searched": [d.title for d in policy.documents.values()] if reason == "silent" else [],
        "refer_to": who,
    }


def _whole(policy: Policy, rows: Sequence[Scored]) -> list[str]:
    """The rows of the best section: its best row, then what binds, for an answer must not leave out a duty."""
    best, *rest = rows
    bind = [s for s in rest if policy.rows[s.row].kind in BINDING and s.score >= BOUND * best.score]
    more = [s for s in rest if s not in bind and s.score >= WITHIN * best.score]
    return [s.row for s in (best, *bind, *more)][:MOST_ROWS]


def _part(rows: Sequence[Scored]) -> list[str]:
    """The rows of a further section that fit well beside its best one."""
    return [s.row for s in rows[:ROWS] if s.score >= WITHIN * rows[0].score]


def _shown(policy: Policy, kept: Sequence[str], service: Mapping[str, str]) -> dict[str, Any]:
    held = [r for r in policy.rows.values() if r.id in kept]
    document = policy.documents[held[0].document]
    of = next((service[r.id] for r in held if r.id in service), "")
    return {
        "section": held[0].section,
        "says": " ".join(r.says for r in held),
        "document": document.title,
        **dates(document, policy),
        "rows": [r.id for r in held],
        **({"service": policy.services[of]} if of else {}),
    }


def dates(document: Document, policy: Policy) -> dict[str, Any]:
    """A document's version and dates, and whether its review is overdue on the situation's day."""
    due = document.review_due
    return {
        "version": document.version,
        "dated": document.dated and str(document.dated),
        "review_due": due and str(due),
        "overdue": bool(due and due < policy.situation.as_of),
    }


def conflicts(policy: Policy, shown: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """The contradictions on what is shown that the best section, or two of them, have part in; with the stricter way.

    Those of the document alone are of use only to somebody who asks about the document.
    """
    of_document = {r for r in shown[0] if policy.rows[r].process == DOCUMENT}
    best = policy.rows[shown[0][0]].section
    found = [(c, sum(bool(set(c.rows) & set(rows)) for rows in shown)) for c in policy.conflicts.values()]
    near = [c for c, by in found if by > 1 or (by and best in {policy.rows[r].section for r in c.rows})]
    touched = [c for c in near if not c.editorial or of_document & set(c.rows)]
    return [
        {
            "code": c.code,
            "sections": list(dict.fromkeys(policy.rows[r].section for r in c.rows)),
            "note": c.note,
            "follow": c.follow,
        }
        for c in touched
    ]


def refer_to(policy: Policy, rows: Sequence[Row]) -> dict[str, str]:
    """To whom to turn: the part that the best rows send people to, or the policy's owner."""
    guiding = [r.id for r in rows if r.kind in GUIDES]
    role = next((r for row in guiding for r in policy.roles.values() if row in r.rows), policy.roles[policy.owner])
    return {"role": role.id, "title": _plain(role), "contact": role.contact}


def reached(who: Mapping[str, str]) -> str:
    """The part and how to reach it, in a sentence."""
    return f"{who['title']} ({who['contact']})" if who["contact"] else who["title"]


def _plain(role: Role) -> str:
    return role.title.removeprefix("the ").removeprefix("The ")


def law(policy: Policy, index: Index, query: Query) -> list[dict[str, Any]]:
    """The rows of national law that hold here and are about what the question is about, each with how far checked."""
    decisive = set(index.lexicon.of_kind(query.concepts, "decisive"))
    about = [s for s in rank(index, query) if index.entries[s.row].about & decisive]
    found = [s for s in about if policy.holds(s.row) and _reaches(policy, policy.law[s.row])]
    near = [s for s in found[:LAWS] if s.score >= LAWFUL * found[0].score]
    rows = [policy.law[s.row] for s in near]
    return [
        {
            "section": r.section,
            "says": r.says,
            "document": r.document,
            "rows": [r.id],
            "status": r.status,
            "link": r.link,
        }
        for r in rows
    ]


def _reaches(policy: Policy, row: Row) -> bool:
    """Whether law of that kind reaches the council at all: a town council is shown only what says that it does not."""
    applies = getattr(policy.rules.get(row.process), "applies", None)
    return applies is None or applies.value or row.id in applies.rows


def offered(
    policy: Policy, flows: Mapping[str, Flow], said: Sequence[str], rows: Sequence[str]
) -> list[dict[str, str]]:
    """The guided flows that the council's policy covers and the words or the best rows call for, those first."""
    from_rows = ((policy.rows.get(r) or policy.law[r]).process for r in rows)
    names = dict.fromkeys(n for n in [*said, *from_rows] if n in flows and n in policy.rules)
    return [{"name": n, "title": flows[n].title} for n in names]
