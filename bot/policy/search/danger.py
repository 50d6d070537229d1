"""PURE: whether a question speaks of somebody who may be in danger, which comes before any answer."""

import re

SAID = "If anybody may be in danger now, call 999 first. Do not look into it yourself."
WHOM = r"(?:me|us|him|her|them|you|my \w+|our \w+|the \w+|some(?:one|body)|people|staff|a \w+)"
SIGNS = re.compile(
    r"\b(?:kill|harm|hurt|cut)(?:ing)? (?:my|him|her|them|your)sel(?:f|ves)\b|\bself[- ]?harm"
    r"|\bsuicid|\bwants? to die\b|\bend (?:my|his|her|their) (?:own )?life\b|\bdeath threats?\b|\bbomb threat"
    r"|\bin (?:immediate |real |serious )?danger\b(?! of)"
    rf"|\b(?:to|will|gonna) (?:kill|stab|shoot|rape|attack|beat up) {WHOM}\b"
    r"|\b(?:child|kid|girl|boy|teenager|pupil|baby|she|he)\b[^.?!]{0,40}"
    r"\b(?:is|are|being|gets?|getting) (?:being )?(?:hurt|hit|beaten|raped|groomed|neglected)\b",
    re.IGNORECASE,
)


def told(question: str) -> list[str]:
    """What to say before anything else: to call for help, where the words speak of danger."""
    return [SAID] if SIGNS.search(question) else []
