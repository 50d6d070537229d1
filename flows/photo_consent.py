"""May we share this photo or film? Whose permission it needs, at a council and in its fire service."""

from dataclasses import dataclass, replace
from enum import StrEnum

from flows.engine import Ask, Choice, Cited, End, Outcome, Policy, RoleId, YesNo, flow
from flows.engine.outcome import Kind


@dataclass(frozen=True)
class Consent:
    """Whose permission ordinary photos and films need, in one part of the council."""

    parent: Cited[bool]  # a parent permits it for somebody under 18
    form: Cited[bool]  # that permission is on a form, in writing
    unrecognisable: Cited[bool]  # whether a child that nobody can recognise may be shown without more ado
    adults: Cited[bool]  # whether permission must come before the camera, or adults only should be asked
    agreed: Cited[bool]  # personal data stays off social media unless the person agreed


@dataclass(frozen=True)
class Fire:
    """What a fire service with rules of its own says, and what is special at incidents; `service` is its id."""

    service: Cited[str]
    emergency: Cited[bool]  # whoever leads the response decides what goes out
    work: Consent
    leave: Cited[RoleId]  # who should have allowed it first
    send: Cited[RoleId]  # who is sent the footage
    check: Cited[bool]  # it is checked, and what may not be shown is edited out
    under_18: Cited[bool]  # people under 18 are among it
    doubt: Cited[RoleId]  # who settles a doubt
    post: Cited[bool]  # when it may go out, with which words, and what nobody may tell


@dataclass(frozen=True)
class PhotoRules:
    """What this flow must know from a council."""

    contact: Cited[RoleId]  # the role that answers what the policy leaves open
    council: Consent
    fire: Fire | None = None
    pause: Cited[RoleId] | None = None  # who starts a mourning pause


Taken = StrEnum("Taken", "WORK INCIDENT")
People = StrEnum("People", "NOBODY ADULTS UNDER_18 BOTH NOT_SURE")
Sure = StrEnum("Sure", "YES NO NOT_SURE")
Parent = StrEnum("Parent", "WRITTEN SPOKEN CARER SOMEBODY_ELSE NOT_ASKED SAID_NO WITHDRAWN")
Adults = StrEnum("Adults", "AGREED NOT_ASKED SAID_NO WITHDRAWN")
# fmt: off
SURE = {Sure.YES: "Yes", Sure.NO: "No", Sure.NOT_SURE: "I am not sure"}
LOWEST = "If it differs between them, pick the one that is lowest on the list."
FIRE = YesNo("fire_service", short="Fire service", prompt="Is this for the fire and rescue service?",
             why="It has rules of its own for photos and films.", hint="Say yes if you work for it or post for it.")
TAKEN = Choice("taken_at", short="Where it is taken", of=Taken, prompt="Where was it taken, or where will it be?",
               labels={Taken.WORK: "At ordinary work", Taken.INCIDENT: "At an incident"}, why="The rules differ.")
LEAVE = Choice("officer_agreed", short="Officer in charge agreed", of=Sure, labels=SURE, hint="It has to come first.",
               prompt="Did the officer in charge allow it?", why="At an incident you should ask before you film.")
PEOPLE = Choice("people", short="Who is in it", of=People, prompt="Who can be seen or heard in it?", labels={
                People.NOBODY: "Nobody", People.ADULTS: "Adults only (18 or over)", People.UNDER_18: "Only under 18s",
                People.BOTH: "Both adults and under 18s", People.NOT_SURE: "I am not sure of an age"},
                why="Under 18s are protected most. Adults decide for themselves.",
                hint="Somebody who is 17 is under 18. Somebody who is 18 is an adult. Look at the background too.")
EDITED_OUT = Choice("edited_out", short="Under-18s edited out", of=Sure, labels=SURE, why="Or else it is not used.",
                    prompt="Can everybody under 18 be edited out completely?", hint="The whole person, not the face.")
RECOGNISABLE = Choice("recognisable", short="A child can be recognised", of=Sure, labels=SURE,
                      prompt="Could anybody tell who a child in it is?", why="If nobody could, the rule is different.",
                      hint="Think of the face, voice, uniform, name and place, and the words you post with it.")
PARENT = Choice("permission", short="Parents' permission", of=Parent, hint=LOWEST, labels={
                Parent.WRITTEN: "A parent's, in writing", Parent.SPOKEN: "A parent's, but not in writing",
                Parent.CARER: "A carer's or guardian's", Parent.SOMEBODY_ELSE: "A school's, or the child's own",
                Parent.NOT_ASKED: "None yet, or I do not know", Parent.SAID_NO: "A parent said no",
                Parent.WITHDRAWN: "A parent changed their mind"}, prompt="What permission is there for each child?",
                why="A parent has to agree before anybody under 18 is shown. In writing, it can be proved.")
ADULTS = Choice("adults_agreed", short="Adults agreed", of=Adults, hint=LOWEST, labels={
                Adults.AGREED: "Yes, all of them", Adults.NOT_ASKED: "Not all, or I do not know",
                Adults.SAID_NO: "Somebody said no", Adults.WITHDRAWN: "Somebody changed their mind"},
                prompt="Have the adults in it agreed?", why="People should have a say about a picture of themselves.")
BEFORE = YesNo("asked_before", short="Asked beforehand", prompt="Was there permission before it was taken?",
               why="The fire service needs it before the camera.", hint="Say yes if it has not been taken yet.")
SAID = {
    "mourning": "Social media is paused after a royal death. Wait, and check that nothing is set to go out before.",
    "emergency": "An emergency has been declared. Whoever leads the response decides what goes out.",
    "nobody": "Check again for faces in the background, names and number plates.",
    "no_names": "Do not give names or other details about anybody, unless they have agreed to that.",
    "ask_adults": "Ask the adults first if you can. It is good practice, not a legal duty.",
    "no_parent": "A child that nobody can recognise may be shown without a parent's permission.",
    "before": "Permission must still come before you photograph or film.",
    "be_sure": "Be sure that nobody could tell who the child is. In any doubt, get the parent's permission first.",
    "form": "Ask the parent to fill in the council's permission form. Come back when you hold it.",
    "use_another": "Use another picture, or leave that person out of it.",
    "ask_first": "Ask first, and take a new one once you have permission.",
    "send": "Send it to the fire service's social media administrator as soon as you can.",
    "seven": "They check it for personal items, signs of death, features of a property, number plates, wrong "
             "protective kit, casualties' faces and under 18s. These are edited out, or it is not used.",
    "cut_under_18": "Everybody under 18 must be edited out completely, or it is not used.",
    "scene": "From the scene, only the officer in charge should have it posted, where that helps the public.",
    "doubt": "In any doubt, a Station Manager or somebody more senior decides.",
    "words": "Once it is cleared it goes out with what happened, what the fire service did, and safety links.",
    "details": "Leave out crew details, casualties, deaths, sensitive matters, exact places and facts on one person."}
OURS = {
    "treat_as_child": "You are not sure of an age, so we treat that person as under 18.",
    "take_as_known": "You are not sure whether the child can be recognised, so we take it that somebody could.",
    "people_only": "Rules on permission speak of people. Nobody is in it, so we think you need none to share it.",
    "whose": "The fire rule does not say whose permission. We ask those we can recognise, and who runs the place.",
    "keep": "Keep what people signed or said. Check that it covers this picture and social media.",
    "parent_no": "The policy does not say so, but if a parent has said no, leave the child out.",
    "adult_no": "The policy does not say what follows when an adult says no. Asking is only fair if a no counts.",
    "take_down": "For pictures already out the policy says nothing. Take them down and tell the Communications Team.",
    "afterwards": "The policy does not say if later permission will do. If you need it, ask the Communications Team.",
    "not_theirs": "The policy asks for a parent's permission. So we do not count a school's, or the child's own.",
    "only_parents": "The policy names parents only. It does not say who else may agree, say for a child in care.",
    "no_exception": "The incident rule names no exception: not for a parent who agrees, nor for a hidden face.",
    "taken": "If it has been taken already, show it to nobody else and tell the officer in charge."}
UNSURE = "treat_as_child take_as_known"  # where somebody could not tell


def _end(name: str, kind: Kind, text: str, keys: str) -> End:
    said = keys.split()
    return End(name, kind, text, {k: SAID[k] for k in said if k in SAID}, {k: OURS[k] for k in said if k in OURS})


MAY_USE = _end("may_use", "allowed", "You may share it, as far as permission goes.", "mourning emergency nobody "
               f"no_names ask_adults no_parent be_sure before {UNSURE} people_only whose keep parent_no")
WITH_CARE = _end("may_use_with_care", "conditional", "You might not need a parent's permission, but take care.",
                 "mourning be_sure no_names ask_adults treat_as_child keep parent_no")
IN_WRITING = _end("get_it_in_writing", "conditional", "First get the parent's permission in writing.", f"form {UNSURE}")
NO_PARENT = _end("no_permission", "refused", "Do not share it. Parents must agree first.", f"form not_theirs {UNSURE}")
SAID_NO = _end("said_no", "refused", "Do not share it. Somebody said no.", f"use_another adult_no {UNSURE}")
ENDED = _end("withdrawn", "refused", "Do not share it. Permission was withdrawn.", f"use_another take_down {UNSURE}")
NOT_BEFORE = _end("not_asked_before", "refused", "Do not share it. Permission must come before it is taken.",
                  f"ask_first whose afterwards {UNSURE}")
CONTACT = _end("ask_who_may_agree", "refer", "First ask the Communications Team.", f"only_parents {UNSURE}")
CHECK = _end("send_to_be_checked", "conditional", "It may be used once it has been checked and cleared.", "mourning "
             "emergency send seven cut_under_18 scene doubt words details treat_as_child")
NO_LEAVE = _end("no_officer_permission", "refused", "Do not use it. The officer in charge has not agreed.",
                "ask_first taken")
NEVER = _end("not_at_incident", "refused", "Do not use it. Nobody under 18 may be shown at an incident.",
             "cut_under_18 no_exception treat_as_child")
DOUBT = _end("ask_station_manager", "refer", "Ask a Station Manager or above first.", "cut_under_18 treat_as_child")
SHOWN = (MAY_USE, WITH_CARE, CHECK)
# fmt: on


@flow("photo_consent", title="Share a photo or film", visibility="private",
      about="Whose permission you need before you share a photo or film of people, and how to keep it.",
      asks=(FIRE, TAKEN, LEAVE, PEOPLE, EDITED_OUT, RECOGNISABLE, PARENT, ADULTS, BEFORE),
      ends=(*SHOWN, IN_WRITING, NO_PARENT, SAID_NO, ENDED, NOT_BEFORE, CONTACT, NO_LEAVE, NEVER, DOUBT),
      says=("photo", "photos", "photograph", "picture", "pictures", "image", "images", "video", "videos", "film",
            "filming", "footage", "selfie", "pictures of kids", "photo of children", "consent form", "photo consent",
            "permission form", "parental permission", "take a photo down", "withdraw consent"))  # fmt: skip
def photo_consent(ask: Ask, rules: PhotoRules, policy: Policy) -> Outcome:
    """Find out whose rules apply and who is in the picture; at a fire incident nothing lets an under 18 be shown."""
    fire, service, states = rules.fire, policy.situation.service, policy.situation.states
    if fire and not (ask(FIRE, fire.service) if service is None else service == fire.service.value):
        fire = None
    if fire and ask(TAKEN, fire.service) is Taken.INCIDENT:
        found = _incident(ask, fire)
    else:
        found = _ordinary(ask, fire.work if fire else rules.council, rules.contact)
    for state, rule in (("mourning", rules.pause), ("emergency", fire.emergency if fire else None)):
        if rule and state in states and found.end in SHOWN:
            found = replace(_plus(found, (rule,)), steps=(state, *found.steps))
    return _plus(found, (fire.service,)) if fire else found


def _plus(found: Outcome, because: tuple[Cited[object], ...], *said: str) -> Outcome:
    steps = dict.fromkeys((*found.steps, *(k for k in said if k in SAID)))
    ours = dict.fromkeys((*found.inferences, *(k for k in said if k in OURS)))
    return replace(found, because=(*found.because, *because), steps=tuple(steps), inferences=tuple(ours))


def _incident(ask: Ask, rules: Fire) -> Outcome:
    if ask(LEAVE, rules.leave) is not Sure.YES:
        return Outcome(NO_LEAVE, (rules.leave,), ("ask_first",), ("taken",))
    people = ask(PEOPLE, rules.check)
    because = (rules.leave, rules.check, rules.send, rules.doubt, rules.post)
    steps = ("send", "seven", "scene", "doubt", "words", "details")
    found = Outcome(CHECK, because, steps, tell=(rules.send.value,))
    if people in (People.NOBODY, People.ADULTS):
        return found
    match ask(EDITED_OUT, rules.under_18):
        case Sure.YES:
            found = _plus(found, (rules.under_18,), "cut_under_18")
        case Sure.NO:
            found = Outcome(NEVER, (rules.under_18,), ("cut_under_18",), ("no_exception",))
        case Sure.NOT_SURE:
            found = Outcome(DOUBT, (rules.under_18, rules.doubt), ("cut_under_18",), tell=(rules.doubt.value,))
    return _plus(found, (), "treat_as_child") if people is People.NOT_SURE else found


def _ordinary(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    found = _everybody(ask, part, contact, ask(PEOPLE, part.parent, part.adults))
    if not part.adults.value or found.end is not MAY_USE:
        return found
    if found.records and not ask(BEFORE, part.adults):
        unsure = (key for key in found.inferences if key in UNSURE.split())
        return Outcome(NOT_BEFORE, (part.adults,), ("ask_first",), ("afterwards", *unsure))
    return _plus(found, (part.adults,), "whose", *(() if found.records else ("before",)))


def _everybody(ask: Ask, part: Consent, contact: Cited[RoleId], people: People) -> Outcome:
    """Children first, for that decides most; where both are in it, a stop for either stops both."""
    if people is People.NOBODY:
        return Outcome(MAY_USE, (part.parent, part.adults, part.agreed), ("nobody",), ("people_only",))
    if people is People.ADULTS:
        return _adults(ask, part, contact)
    children = _children(ask, part, contact)
    if people is not People.BOTH or children.end not in SHOWN:
        return children if people is not People.NOT_SURE else _plus(children, (), "treat_as_child")
    adults = _adults(ask, part, contact)
    more = _plus(children, adults.because, *adults.steps, *adults.inferences)
    return replace(more, records=more.records or adults.records) if adults.end in SHOWN else adults


def _children(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    seen = ask(RECOGNISABLE, part.unrecognisable)
    if seen is Sure.NO:
        end, free = (MAY_USE, ("no_parent",)) if part.unrecognisable.value else (WITH_CARE, ())
        return Outcome(end, (part.unrecognisable,), (*free, "be_sure"), ("parent_no",))
    said, because = ask(PARENT, part.parent, part.form), (part.parent, part.form)
    if said in (Parent.SAID_NO, Parent.WITHDRAWN):
        found = _refused(said, (part.parent, part.agreed), contact)
    elif said is Parent.WRITTEN:
        found = Outcome(MAY_USE, (*because, part.agreed), ("no_names",), ("keep",), records=("consents",))
    elif said is Parent.CARER:
        found = Outcome(CONTACT, (part.parent, contact), (), ("only_parents",), tell=(contact.value,))
    else:
        ours = ("not_theirs",) if said is Parent.SOMEBODY_ELSE else ()
        found = Outcome(IN_WRITING if said is Parent.SPOKEN else NO_PARENT, because, ("form",), ours)
    return _plus(found, (part.unrecognisable,), "take_as_known") if seen is Sure.NOT_SURE else found


def _adults(ask: Ask, part: Consent, contact: Cited[RoleId]) -> Outcome:
    said, because = ask(ADULTS, part.adults, part.agreed), (part.adults, part.agreed)
    if said in (Adults.SAID_NO, Adults.WITHDRAWN):
        return _refused(said, because, contact, *(() if part.adults.value else ("adult_no",)))
    if said is Adults.AGREED:
        return Outcome(MAY_USE, because, ("no_names",), ("keep",), records=("consents",))
    if part.adults.value:
        return Outcome(NOT_BEFORE, because, ("ask_first",), ("whose",))
    return Outcome(MAY_USE, because, ("ask_adults", "no_names"))


def _refused(said: str, because: tuple[Cited[object], ...], contact: Cited[RoleId], *ours: str) -> Outcome:
    if said == Parent.WITHDRAWN:
        return Outcome(ENDED, because, ("use_another",), ("take_down",), (), (contact.value,), ("consents",))
    return Outcome(SAID_NO, because, ("use_another",), ours)
