"""May we share this photo or film? Whose permission it needs, at a council and in its fire service."""

from dataclasses import dataclass, replace
from typing import Any

from flows.engine.flow import flow
from flows.engine.outcome import Outcome
from flows.engine.policy import Cited, Policy, RoleId
from flows.engine.replay import Ask
from flows.words.photo_consent import (
    ADULTS,
    ASK_CONTACT,
    ASK_OFFICER,
    BEFORE,
    CHECK,
    EDITED_OUT,
    FIRE,
    IN_WRITING,
    LEAVE,
    MAY_USE,
    NO_LEAVE,
    NO_PERMISSION,
    NOT_AT_INCIDENT,
    NOT_BEFORE,
    PARENT,
    PEOPLE,
    RECOGNISABLE,
    SAID_NO,
    TAKEN,
    WITH_CARE,
    WITHDRAWN,
    Adults,
    Parent,
    People,
    Sure,
    Taken,
)  # fmt: skip

MAY = (MAY_USE, WITH_CARE)
CAREFUL = ("be_sure", "rather_ask")


@dataclass(frozen=True)
class Consent:
    """Whose permission ordinary photos and films need, in one part of the council."""

    parent: Cited[bool]  # a parent permits it for somebody under 18
    form: Cited[bool]  # that permission is kept on a form, in writing
    unrecognisable: Cited[bool]  # whether a child that nobody can recognise may be shown without more ado
    adults: Cited[bool]  # whether adults must be asked, and before the camera, or only should be
    agreed: Cited[bool]  # personal data stays off social media unless the person agreed


@dataclass(frozen=True)
class Incident:
    """What a fire service says of pictures from incidents."""

    leave: Cited[RoleId]  # who must have allowed it first
    scene: Cited[bool]  # nothing goes out from the scene unless that helps the public
    send: Cited[RoleId]  # who is sent the footage
    check: Cited[bool]  # it is checked, and what may not be shown is edited out
    under_18: Cited[bool]  # people under 18 are among it
    doubt: Cited[RoleId]  # who settles a doubt
    details: Cited[bool]  # what the words with it may not tell
    post: Cited[bool]  # what the words with it must tell


@dataclass(frozen=True)
class Fire:
    """A fire service with rules of its own; `service` is its id."""

    service: Cited[str]
    work: Consent
    incident: Incident


@dataclass(frozen=True)
class PhotoRules:
    """What this flow must know from a council."""

    contact: Cited[RoleId]  # the role that answers what the policy leaves open
    council: Consent
    fire: Fire | None = None


@flow(
    "photo_consent",
    title="Share a photo or film",
    about="Whose permission you need before you share a photo or film of people, and how to keep it.",
    asks=(FIRE, TAKEN, LEAVE, PEOPLE, EDITED_OUT, RECOGNISABLE, PARENT, ADULTS, BEFORE),
    ends=(MAY_USE, WITH_CARE, IN_WRITING, NO_PERMISSION, SAID_NO, WITHDRAWN, NOT_BEFORE, ASK_CONTACT,
          CHECK, NO_LEAVE, NOT_AT_INCIDENT, ASK_OFFICER),
    says=("photo", "picture", "video", "film", "picture of kids", "photo of children", "consent form",
          "parental permission", "can I use this image"),
    visibility="private",
)  # fmt: skip
def photo_consent(ask: Ask, rules: PhotoRules, policy: Policy) -> Outcome:
    """Find out whose rules apply and who is in the picture; at a fire incident nothing lets an under 18 be shown."""
    fire = rules.fire if _for_fire(ask, rules, policy) else None
    if fire and ask(TAKEN, fire.service) is Taken.INCIDENT:
        ended = _incident(ask, fire.incident)
    else:
        ended = _ordinary(ask, fire.work if fire else rules.council, rules.contact)
    return replace(ended, because=(*ended.because, *((fire.service,) if fire else ())))


def _for_fire(ask: Ask, rules: PhotoRules, policy: Policy) -> bool:
    if rules.fire is None or policy.situation.service is not None:
        return rules.fire is not None and rules.fire.service.value == policy.situation.service
    return ask(FIRE, rules.fire.service)


def _incident(ask: Ask, rules: Incident) -> Outcome:
    if not ask(LEAVE, rules.leave):
        return Outcome(NO_LEAVE, (rules.leave,), ("ask_officer",))
    people = ask(PEOPLE, rules.check)
    because = (rules.leave, rules.check, rules.scene, rules.send, rules.doubt, rules.details, rules.post)
    steps = ("send", "seven", "scene", "doubt", "words", "details")
    if people in (People.NOBODY, People.ADULTS):
        return Outcome(CHECK, because, steps, tell=(rules.send.value,))
    match ask(EDITED_OUT, rules.under_18):
        case Sure.YES:
            found = Outcome(CHECK, (rules.under_18, *because), ("cut_under_18", *steps), tell=(rules.send.value,))
        case Sure.NO:
            found = Outcome(NOT_AT_INCIDENT, (rules.under_18,), ("no_way_round",))
        case Sure.NOT_SURE:
            found = Outcome(ASK_OFFICER, (rules.under_18, rules.doubt), tell=(rules.doubt.value,))
    return _unsure(found, people)


def _unsure(found: Outcome, people: People) -> Outcome:
    said = ("treat_as_child",) if people is People.NOT_SURE else ()
    return replace(found, inferences=(*found.inferences, *said))


def _ordinary(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    people = ask(PEOPLE, part.parent, part.adults)
    if people is People.NOBODY:
        return Outcome(MAY_USE, (part.adults, part.agreed), ("nobody",), ("whose",) if part.adults.value else ())
    found = _everybody(ask, part, contact, people)
    if not (found.records and part.adults.value):
        return found
    if not ask(BEFORE, part.adults):
        return _unsure(Outcome(NOT_BEFORE, (part.adults,), ("ask_first",), ("afterwards",)), people)
    return replace(found, because=(*found.because, part.adults))


def _everybody(ask: Ask, part: Consent, contact: Cited[RoleId], people: People) -> Outcome:
    """Children first, for that decides most; where both are in it, a stop for either stops both."""
    if people is People.ADULTS:
        return _adults(ask, part, contact)
    children = _unsure(_children(ask, part, contact), people)
    if people is not People.BOTH or children.end not in MAY:
        return children
    adults = _adults(ask, part, contact)
    if adults.end not in MAY:
        return adults
    because, steps = (*children.because, *adults.because), (*children.steps, *adults.steps)
    return replace(children, because=because, steps=steps, records=children.records or adults.records)


def _children(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    if ask(RECOGNISABLE, part.unrecognisable) is Sure.NO:
        return _hidden(part)
    match ask(PARENT, part.parent, part.form):
        case Parent.WRITTEN:
            return Outcome(MAY_USE, (part.parent, part.form), ("keep_form",), records=("consents",))
        case Parent.SPOKEN:
            return Outcome(IN_WRITING, (part.parent, part.form), ("form",))
        case Parent.SOMEBODY_ELSE:
            return Outcome(ASK_CONTACT, (part.parent, contact), (), ("only_parents",), tell=(contact.value,))
        case Parent.NOT_ASKED:
            return Outcome(NO_PERMISSION, (part.parent, part.form), ("form",))
        case Parent.SAID_NO:
            return Outcome(SAID_NO, (part.parent, part.agreed), ("use_another",))
        case Parent.WITHDRAWN:
            return _withdrawn((part.parent, part.agreed), contact)


def _hidden(part: Consent) -> Outcome:
    """A child that nobody can recognise; where permission comes first, it still does, only not the parent's."""
    if not part.unrecognisable.value:
        return Outcome(WITH_CARE, (part.unrecognisable,), CAREFUL)
    because, steps = ((part.adults,), ("before",)) if part.adults.value else ((), ())
    return Outcome(MAY_USE, (part.unrecognisable, *because), ("no_parent", *steps))


def _adults(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    because = (part.adults, part.agreed)
    match ask(ADULTS, *because):
        case Adults.AGREED:
            return Outcome(MAY_USE, because, ("keep_note",), records=("consents",))
        case Adults.NOT_ASKED if part.adults.value:
            return Outcome(NOT_BEFORE, because, ("ask_first",))
        case Adults.NOT_ASKED:
            return Outcome(MAY_USE, because, ("ask_adults", "no_names"))
        case Adults.SAID_NO:
            return Outcome(SAID_NO, because, ("use_another",))
        case Adults.WITHDRAWN:
            return _withdrawn(because, contact)


def _withdrawn(because: tuple[Cited[Any], ...], contact: Cited[RoleId]) -> Outcome:
    return Outcome(WITHDRAWN, because, ("use_another",), ("take_down",), tell=(contact.value,))
