"""May this picture from an incident go out? The fire service's leave, its seven-item check, and when to upload."""

from dataclasses import dataclass, replace
from enum import StrEnum

from flows.engine import Ask, Choice, Cited, End, Many, Outcome, Policy, RoleId, YesNo, flow
from flows.engine.outcome import Kind


@dataclass(frozen=True)
class IncidentRules:
    """What this flow must know from a council whose fire service has rules for incidents; `service` is its id."""

    service: Cited[str]
    leave: Cited[RoleId]  # who has to allow a picture at the scene first
    early: Cited[RoleId]  # nothing goes out from the scene, unless the public gains and this officer has it posted
    send: Cited[RoleId]  # who is sent the footage, and checks it
    check: Cited[bool]  # what it is checked for; whatever is found is edited out, or the picture is not used
    under_18: Cited[bool]  # people under 18 are among it
    doubt: Cited[RoleId]  # who settles a doubt
    post: Cited[bool]  # the words that go out with it
    details: Cited[bool]  # what those words may not tell
    emergency: Cited[bool]  # whoever leads the response to an emergency decides
    pause: Cited[RoleId]  # who starts a mourning pause


Sure = StrEnum("Sure", "YES NO NOT_SURE")
Scene = StrEnum("Scene", "GONE NO_HURRY PUBLIC_NEEDS_IT")
Thing = StrEnum("Thing", "PERSONAL_ITEMS SIGNS_OF_DEATH PROPERTY NUMBER_PLATES")
Seen = StrEnum("Seen", "WRONG_KIT CASUALTY_FACES UNDER_18")
Words = StrEnum("Words", "CLEAN DETAILS NOT_SURE")
# fmt: off
SURE = {Sure.YES: "Yes", Sure.NO: "No", Sure.NOT_SURE: "I am not sure"}
FIRE = YesNo("fire_service", short="Fire service", prompt="Is this for the fire and rescue service?",
             why="Only the fire service has rules on pictures from incidents.",
             hint="Say yes if you work for it or post for it.")
LEAVE = Choice("officer_agreed", short="Officer in charge agreed", of=Sure, labels=SURE,
               prompt="Did the officer in charge allow the picture?",
               why="Nobody should film at the scene before the officer in charge has agreed.",
               hint="It has to come before the picture. If you are the officer in charge, say yes.")
SCENE = Choice("still_there", short="Still at the scene", of=Scene, prompt="Are you still at the incident?", labels={
               Scene.GONE: "No, we have left", Scene.NO_HURRY: "Yes, and it can wait",
               Scene.PUBLIC_NEEDS_IT: "Yes, it helps the public now"},
               why="Nothing goes out from the scene unless the public would gain from it.",
               hint="It helps if people need to know of a danger at once. If you are not sure, say that it can wait.")
THINGS = Many("things_seen", short="Things in it", of=Thing,
              prompt="Which of these can be seen? Pick any, or none.",
              labels={Thing.PERSONAL_ITEMS: "Personal items", Thing.SIGNS_OF_DEATH: "Signs of death",
                      Thing.PROPERTY: "House number, or whose it is", Thing.NUMBER_PLATES: "Number plates"},
              why="These are four of the seven things that may not go out.",
              hint="Whatever shows which house it is counts, such as a door or a sign. If you are not sure, pick it.")
PEOPLE = Many("people_seen", short="People in it", of=Seen, prompt="And which of these? Pick any, or none.",
              labels={Seen.WRONG_KIT: "Wrong protective kit (PPE)", Seen.CASUALTY_FACES: "A casualty's face",
                      Seen.UNDER_18: "Anybody under 18"},
              why="These are the other three of the seven.",
              hint="Somebody who is 17 is under 18. A hidden face does not change that. If you are not sure, pick it.")
EDIT = Choice("edited_out", short="Can be edited out", of=Sure, labels=SURE,
              prompt="Can all that you picked be edited out completely?",
              why="What is found has to go, or the picture is not used.",
              hint="For somebody under 18, edit out the whole person. If one thing cannot go, say no.")
UNFIT = YesNo("other_doubt", short="Other doubts", prompt="Have you any other doubt about putting it out?",
              why="In any doubt somebody above you decides, not you alone.",
              hint="For example: it may upset a family, or you are not sure that one of the seven is gone.")
WORDS = Choice("sensitive_words", short="Sensitive words", of=Words, prompt="Do its words give sensitive details?",
               labels={Words.CLEAN: "No, or not written yet", Words.DETAILS: "Yes", Words.NOT_SURE: "I am not sure"},
               why="Some details of an incident may not go on social media.",
               hint="Such as crew numbers, casualties, deaths, an exact place, or facts on one person.")
SAID = {
    "paused": "Social media is paused after a royal death. Wait, and check that nothing is set to go out before.",
    "led": "An emergency has been declared. Whoever leads the response decides what goes out.",
    "ask_first": "Ask the officer in charge first, every time. Take new pictures once they agree.",
    "send": "Send it to the fire service's social media administrator as soon as you can.",
    "send_how": "You can use WhatsApp, email or a direct message.",
    "administrator": "The administrator checks it too, and uploads it once it is cleared.",
    "wait": "Do not upload it while you are still at the incident. It can go out after you leave.",
    "officer_posts": "The officer in charge posts it, or asks a social media administrator to post it.",
    "personal_items": "Edit out the personal items.",
    "signs_of_death": "Edit out every sign of death.",
    "property": "Edit out the house number and whatever shows whose property it is.",
    "number_plates": "Edit out the number plates.",
    "wrong_kit": "Edit out protective kit that is wrong or worn wrongly.",
    "casualty_faces": "Edit out the faces of casualties.",
    "under_18": "Edit out everybody under 18 completely.",
    "take_out": "Take the sensitive details out of the words.",
    "cannot_go": "If one of the seven cannot be edited out, the picture is not uploaded anywhere.",
    "ask_above": "A Station Manager, or an officer above that rank, decides. Upload nothing before.",
    "post_with": "Post it with what happened, what the fire service did, and links to safety advice.",
    "no_details": "Leave out crew numbers, crews off the run, casualties, deaths, exact places and facts on a person."}
OURS = {
    "nobody_else": "If a picture exists already, show it to nobody else and tell the officer in charge.",
    "no_exception": "The rule names no exception: not for a parent who agrees, nor for a hidden face.",
    "record": "Keep the first picture, what you found and who cleared it. The policy does not ask for that.",
    "hold_words": "You are not sure about the words, so we treat them as too much. Ask before they go out."}
CLEAR = "paused led send send_how post_with no_details record"
FOUND = "personal_items signs_of_death property number_plates wrong_kit casualty_faces under_18 no_exception"


def _end(name: str, kind: Kind, text: str, keys: str) -> End:
    said = keys.split()
    return End(name, kind, text, {k: SAID[k] for k in said if k in SAID}, {k: OURS[k] for k in said if k in OURS})


NOT_FIRE = End("use_photo_consent", "not_covered",
               "The council's policy has incident rules for its fire service only. Ask me about a photo instead.")
NO_LEAVE = _end("no_officer_permission", "refused", "Do not use it. The officer in charge has not agreed.",
                "ask_first nobody_else")
NEVER = _end("must_not_upload", "refused", "Do not upload it. It shows what may not go out.",
             "cannot_go no_exception record")
DOUBT = _end("ask_station_manager", "refer", "Ask a Station Manager or above before it goes any further.",
             "ask_above send cannot_go no_exception record")
EDIT_FIRST = _end("edit_first", "conditional", "It can go out only after you edit it.",
                  f"{FOUND} cannot_go take_out hold_words administrator wait officer_posts {CLEAR}")
EARLY = _end("officer_may_post", "conditional", "It can go out now, but only through the officer in charge.",
             f"officer_posts {CLEAR}")
LATER = _end("after_you_leave", "conditional", "Send it in now. It can go out after you leave.",
             f"wait administrator {CLEAR}")
READY = _end("send_it_in", "conditional", "Send it in. It can go out once the administrator clears it.",
             f"administrator {CLEAR}")
# fmt: on


@flow("incident_photo", title="Use a photo or film from an incident", visibility="private",
      about="The fire service's check for pictures from an incident: who agrees, what must go, and when it can go out.",
      asks=(FIRE, LEAVE, THINGS, PEOPLE, EDIT, UNFIT, SCENE, WORDS),
      ends=(NOT_FIRE, NO_LEAVE, NEVER, DOUBT, EDIT_FIRST, EARLY, LATER, READY),
      instead="There may be rules on photos of people. Start “Share a photo or film” to see them.",
      says=("incident photo", "incident photos", "incident picture", "incident video", "incident footage",
            "from an incident", "at an incident", "photo of an incident", "film at an incident", "the incident",
            "footage from a fire", "footage from the fire", "photo of a fire", "picture of a fire", "house fire",
            "of the crash", "photo of a crash",
            "photo from the scene", "photo at the scene", "fireground photo", "rescue photo"))  # fmt: skip
def incident_photo(ask: Ask, rules: IncidentRules, policy: Policy) -> Outcome:
    """Leave first, then when it may go out, then what it shows; a doubt goes up to a Station Manager."""
    service, states = policy.situation.service, policy.situation.states
    if not (ask(FIRE, rules.service) if service is None else service == rules.service.value):
        return Outcome(NOT_FIRE, tell=(policy.owner,))
    found = _checked(ask, rules)
    for state, step, rule in (("emergency", "led", rules.emergency), ("mourning", "paused", rules.pause)):
        if state in states and step in found.end.steps:
            found = replace(found, because=(*found.because, rule), steps=(step, *found.steps))
    return replace(found, because=(*found.because, rules.service))


def _checked(ask: Ask, rules: IncidentRules) -> Outcome:
    if ask(LEAVE, rules.leave) is not Sure.YES:
        return Outcome(NO_LEAVE, (rules.leave,), ("ask_first",), ("nobody_else",))
    seen: tuple[StrEnum, ...] = (*ask(THINGS, rules.check), *ask(PEOPLE, rules.check, rules.under_18))
    editable = ask(EDIT, rules.check) if seen else Sure.YES
    if editable is not Sure.YES:
        return _stopped(rules, editable, Seen.UNDER_18 in seen)
    if ask(UNFIT, rules.doubt):
        return _stopped(rules, Sure.NOT_SURE, Seen.UNDER_18 in seen)
    scene = ask(SCENE, rules.early)
    words = Words.CLEAN if seen else ask(WORDS, rules.details, rules.post)
    return _cleared(rules, [name for name in FOUND.split() if name in {s.value for s in seen}], scene, words)


def _stopped(rules: IncidentRules, editable: Sure, child: bool) -> Outcome:
    """Something that must go cannot go, or nobody here knows whether it can, or whether it is fit to go out."""
    why = (rules.under_18,) if child else ()
    ours = ("no_exception",) if child else ()
    if editable is Sure.NO:
        return Outcome(NEVER, (rules.leave, rules.check, *why), ("cannot_go",), (*ours, "record"))
    because = (rules.leave, rules.doubt, rules.check, rules.send, *why)
    return Outcome(DOUBT, because, ("ask_above", "send", "cannot_go"), (*ours, "record"), tell=(rules.doubt.value,))


def _cleared(rules: IncidentRules, edit: list[str], scene: Scene, words: Words) -> Outcome:
    """What may go out: what to edit first, who posts it, and when."""
    early, later, child = scene is Scene.PUBLIC_NEEDS_IT, scene is Scene.NO_HURRY, Seen.UNDER_18.value in edit
    end = EDIT_FIRST if edit or words is not Words.CLEAN else EARLY if early else LATER if later else READY
    steps = {"cannot_go": edit, "take_out": words is not Words.CLEAN, "send": True, "send_how": True, "wait": later,
             "officer_posts": early, "administrator": not early, "post_with": True, "no_details": True}  # fmt: skip
    ours = {"no_exception": child, "hold_words": words is Words.NOT_SURE, "record": True}
    because = (rules.leave, rules.check, rules.send, rules.early, rules.post, rules.details)
    return Outcome(
        end,
        (*because, rules.under_18) if child else because,
        (*edit, *(key for key, said in steps.items() if said)),
        tuple(key for key, said in ours.items() if said),
        tell=(rules.early.value, rules.send.value) if early else (rules.send.value,),
    )
