"""May we share this photo or film? Whose permission it needs, at a council and in its fire service."""

from dataclasses import replace

from flows.engine import Ask, Outcome, Policy, flow
from flows.photo_consent import ends
from flows.photo_consent.ends import ENDS, SHOWN, plus
from flows.photo_consent.ordinary import ordinary
from flows.photo_consent.questions import ASKS, FIRE, TAKEN, Taken
from flows.photo_consent.rules import Fire, PhotoRules, Thin
from flows.photo_consent.thin import thin


@flow("photo_consent", title="Share a photo or film", visibility="private",
      about="Whose permission you need before you share a photo or film of people, and how to keep it.",
      asks=ASKS, ends=ENDS,
      says=("photo", "photos", "photograph", "picture", "pictures", "image", "images", "video", "videos", "film",
            "filming", "footage", "selfie", "pictures of kids", "photo of children", "consent form", "photo consent",
            "permission form", "parental permission", "take a photo down", "withdraw consent"))  # fmt: skip
def photo_consent(ask: Ask, rules: PhotoRules, policy: Policy) -> Outcome:
    """Find out whose rules apply and who is in the picture; a picture from a fire incident has a flow of its own."""
    fire, service, states = rules.fire, policy.situation.service, policy.situation.states
    if rules.emergency and "emergency" in states:
        return Outcome(ends.STOPPED, (rules.emergency,), ("named_only",), tell=(rules.emergency.value,))
    if fire and not (ask(FIRE, fire.service) if service is None else service == fire.service.value):
        fire = None
    found = _lawful(_found(ask, rules, fire), rules)
    if rules.election and "pre_election" in states and "election" in found.end.steps:
        found = replace(plus(found, (rules.election,)), steps=("election", *found.steps))
    if rules.pause and "mourning" in states and found.end in SHOWN:
        found = replace(plus(found, (rules.pause,)), steps=("mourning", *found.steps))
    if fire and "emergency" in states and "emergency" in found.end.steps:
        found = replace(plus(found, (fire.emergency,)), steps=("emergency", *found.steps))
    return plus(found, (fire.service,)) if fire else found


def _lawful(found: Outcome, rules: PhotoRules) -> Outcome:
    """The law beside the council's own rule, where permission was taken back or may not be a parent's to give."""
    law = {ends.ENDED.id: rules.withdrawn, ends.CONTACT.id: rules.care}.get(found.end.id)
    return plus(found, (law,)) if law else found


def _found(ask: Ask, rules: PhotoRules, fire: Fire | None) -> Outcome:
    if fire and ask(TAKEN, fire.service) is Taken.INCIDENT:
        because = (fire.leave, fire.check, fire.under_18)
        return Outcome(ends.CHECK, because, ("leave", "check", "cut_under_18", "start_check"), ("no_exception",))
    part = fire.work if fire else rules.rule
    return thin(ask, part, rules.contact) if isinstance(part, Thin) else ordinary(ask, part, rules.contact)
