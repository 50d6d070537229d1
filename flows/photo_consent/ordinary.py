"""Whose permission a picture needs where the council has a rule on it; children first, then adults."""

from dataclasses import replace

from flows.engine import Ask, Cited, Outcome, RoleId
from flows.photo_consent import ends
from flows.photo_consent.ends import UNSURE, plus, refused
from flows.photo_consent.questions import ADULTS, BEFORE, PARENT, PEOPLE, RECOGNISABLE, Adults, Parent, People, Sure
from flows.photo_consent.rules import Consent


def ordinary(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    """What the rule on permission comes to; where adults must agree, that has to come before the camera."""
    people = ask(PEOPLE, part.parent, *_given(part.adults))
    found = _everybody(ask, part, contact, people)
    if part.no_age and people is not People.NOBODY:
        found = plus(found, (part.no_age,), "no_age")
    if not part.adults or not part.adults.value or found.end is not ends.MAY_USE:
        return found
    if found.records and not ask(BEFORE, part.adults):
        unsure = (key for key in found.inferences if key in UNSURE.split())
        return Outcome(ends.NOT_BEFORE, (part.adults,), ("ask_first",), ("afterwards", *unsure))
    return plus(found, (part.adults,), "whose", *(() if found.records else ("before",)))


def _everybody(ask: Ask, part: Consent, contact: Cited[RoleId], people: People) -> Outcome:
    """Children first, for that decides most; where both are in it, a stop for either stops both."""
    if people is People.NOBODY:
        because = (part.parent, *_given(part.adults), part.agreed)
        return Outcome(ends.MAY_USE, because, ("nobody",), ("people_only",))
    if people is People.ADULTS:
        return _adults(ask, part, contact)
    children = _children(ask, part, contact)
    if people is not People.BOTH or children.end not in ends.SHOWN:
        return children if people is not People.NOT_SURE else plus(children, (), "treat_as_child")
    adults = _adults(ask, part, contact)
    if adults.end is ends.ASK_ADULTS:
        return plus(replace(adults, records=children.records), children.because, *children.inferences)
    more = plus(children, adults.because, *adults.steps, *adults.inferences)
    return replace(more, records=more.records or adults.records) if adults.end in ends.SHOWN else adults


def _children(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    if part.unrecognisable is None:
        return plus(_permitted(ask, part, contact), (), "no_hidden")
    seen = ask(RECOGNISABLE, part.unrecognisable)
    if seen is Sure.NO:
        end, free = (ends.MAY_USE, ("no_parent",)) if part.unrecognisable.value else (ends.WITH_CARE, ())
        return Outcome(end, (part.unrecognisable,), (*free, "be_sure"), ("parent_no",))
    found = _permitted(ask, part, contact)
    return plus(found, (part.unrecognisable,), "take_as_known") if seen is Sure.NOT_SURE else found


def _permitted(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    """What a parent's permission, or somebody else's, comes to."""
    said, because = ask(PARENT, part.parent, part.form), (part.parent, part.form)
    if said in (Parent.SAID_NO, Parent.WITHDRAWN):
        return refused(said is Parent.WITHDRAWN, (part.parent, part.agreed), contact.value)
    if said is Parent.WRITTEN:
        return Outcome(ends.MAY_USE, (*because, part.agreed), ("no_names",), ("keep",), records=("consents",))
    if said is Parent.CARER:
        return Outcome(ends.CONTACT, (part.parent, contact), (), ("only_parents",), tell=(contact.value,))
    ours = ("not_theirs",) if said is Parent.SOMEBODY_ELSE else ()
    return Outcome(ends.IN_WRITING if said is Parent.SPOKEN else ends.NO_PARENT, because, ("form",), ours)


def _adults(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    given = _given(part.adults)
    said, because = ask(ADULTS, *given, part.agreed), (*given, part.agreed)
    must, silent = bool(part.adults and part.adults.value), () if part.adults else ("no_adult_rule",)
    if said in (Adults.SAID_NO, Adults.WITHDRAWN):
        return refused(said is Adults.WITHDRAWN, because, contact.value, *(() if must else ("adult_no",)))
    if said is Adults.AGREED:
        return Outcome(ends.MAY_USE, because, ("no_names",), ("keep", *silent), records=("consents",))
    if part.adults is None:
        return Outcome(ends.ASK_ADULTS, (*because, contact), ("ask_them",), silent, tell=(contact.value,))
    if must:
        return Outcome(ends.NOT_BEFORE, because, ("ask_first",), ("whose",))
    return Outcome(ends.MAY_USE, because, ("ask_adults", "no_names"))


def _given(rule: Cited[bool] | None) -> tuple[Cited[bool], ...]:
    return (rule,) if rule else ()
