"""Two fingerprints of a pack: of what can change a route, and of everything else, which is wording."""

import hashlib
import json
from typing import Any

from bot.policy.files import Council, Sections
from bot.policy.law import Law

_COUNCIL = ("nation", "calendar", "owner", "limits")
_ROW = ("document", "section", "kind")
_LAW = ("act", "section", "status", "nations")


def rules_hash(council: Council, sections: Sections, rules: dict[str, Any], law: Law) -> str:
    """SHA-256 of what can change a route, a citation or an approver: ids, sections, kinds and the flows' values."""
    return _digest(
        {
            "council": council.model_dump(mode="json", include=set(_COUNCIL)),
            "roles": sorted(council.roles),
            "services": sorted(council.services),
            "documents": {k: d.model_dump(mode="json", exclude={"title"}) for k, d in council.documents.items()},
            "rows": {k: r.model_dump(mode="json", include=set(_ROW)) for k, r in sections.rows.items()},
            "conflicts": {k: c.rows for k, c in sections.conflicts.items()},
            "rules": rules,
            "law": {k: e.model_dump(mode="json", include=set(_LAW)) for k, e in law.entries.items()},
            "national": law.rules.data,
        }
    )


def wording_hash(council: Council, sections: Sections, wording: dict[str, Any], law: Law) -> str:
    """SHA-256 of the rest: names, titles, mailboxes, what rows say, how long things are kept, prompts of its own."""
    return _digest(
        {
            "council": council.model_dump(mode="json", exclude={*_COUNCIL, "documents"}),
            "titles": {k: d.title for k, d in council.documents.items()},
            "rows": {k: r.model_dump(mode="json", exclude=set(_ROW)) for k, r in sections.rows.items()},
            "conflicts": {k: [c.note, c.follow, c.editorial] for k, c in sections.conflicts.items()},
            "wording": wording,
            "law": {k: e.model_dump(mode="json", exclude=set(_LAW)) for k, e in law.entries.items()},
        }
    )


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
