"""The print-out as a document: its head, what it covers and leaves out, and the sheets, as data and as HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.citing import CHECKED
from bot.policy.review.sheet import sheet
from bot.policy.review.ways import PolicyFor, Scope, ways
from bot.policy.review.words import STATES, day, deadline, rule
from flows.engine import Document, Flow, Policy


def document(
    flows: Sequence[Flow], policy_for: PolicyFor, scope: Scope, watched: Callable[[Sequence[Flow]], Iterable[Flow]]
) -> dict[str, Any]:
    """Everything that is printed; `watched` passes the flows on one by one and may show how far it has come."""
    policy = policy_for(scope.services[0])
    return {
        "council": policy.name,
        "as_of": str(policy.situation.as_of),
        "nation": policy.situation.nation,
        "owner": policy.roles[policy.owner].title,
        "documents": [_document(d, policy.situation.as_of) for d in policy.documents.values()],
        "rules_hash": policy.rules_hash,
        "wording_hash": policy.wording_hash,
        "services": [_service(policy, s) for s in scope.services],
        "states": [" and ".join(STATES[one] for one in s) or STATES[""] for s in scope.states],
        "whole": len(scope.services) == len(policy.services) + 1 and len(scope.states) == len(STATES),
        "roles": {k: r.title for k, r in policy.roles.items()},
        "contacts": {k: r.contact for k, r in policy.roles.items() if r.contact},
        "flows": [sheet(flow, ways(flow, policy_for, scope)) for flow in watched(flows)],
    }


def _document(found: Document, today: date) -> dict[str, Any]:
    overdue = bool(found.review_due and found.review_due < today)
    days = {"dated": found.dated, "review_due": found.review_due}
    return {
        "title": found.title,
        "version": found.version,
        **{k: v and str(v) for k, v in days.items()},
        "overdue": overdue,
    }


def _service(policy: Policy, service: str | None) -> str:
    if service is None:
        return "somebody of no named service" if policy.services else "all staff"
    return policy.services[service]


def html(found: Mapping[str, Any]) -> str:
    """The document as one HTML page to print and sign: no script, nothing from elsewhere, all text escaped."""
    made = Environment(
        loader=PackageLoader("bot.policy.review", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "day": day,
        "checked": CHECKED.__getitem__,
        "rule": rule,
        "deadline": deadline,
        "css": _css,
        "first_upper": _first_upper,
    }
    return made.get_template("sheet.html").render(doc=found, editions={d["title"]: d for d in found["documents"]})


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _css(text: str) -> Markup:
    """Text inside a string of a style sheet, where HTML's own escapes mean nothing: all but plain signs as codes."""
    return Markup("".join(c if c.isalnum() or c in " ,.:-" else f"\\{ord(c):06x}" for c in text))  # noqa: S704
