"""How sharing a photo can end, with every sentence that an end may say; and how more is said in an outcome."""

from dataclasses import replace

from flows.engine import Cited, End, Outcome
from flows.engine.outcome import Kind

# fmt: off
SAID = {
    "mourning": "Social media is paused after a royal death. Wait, and check that nothing is set to go out before.",
    "emergency": "An emergency has been declared. Whoever leads the response decides what goes out.",
    "named_only": "Only named staff of the communications team post now. They may ask you for one holding message.",
    "election": "It is the time before an election. Follow the instructions sent out. Show no picture that promotes a "
                "party or a councillor.",
    "nobody": "Check again for faces in the background, names and number plates.",
    "no_names": "Do not give names or other details about anybody, unless they have agreed to that.",
    "ask_adults": "Ask the adults first if you can. It is good practice, not a legal duty.",
    "ask_them": "Data protection law holds for pictures too. If you are not sure, ask the people named here.",
    "no_parent": "A child that nobody can recognise may be shown without a parent's permission.",
    "before": "Permission must still come before you photograph or film.",
    "be_sure": "Be sure that nobody could tell who the child is. In any doubt, get the parent's permission first.",
    "form": "Ask the parent to fill in the council's permission form. Come back when you hold it.",
    "use_another": "Use another picture, or leave that person out of it.",
    "ask_first": "Ask first, and take a new one once you have permission.",
    "leave": "The officer in charge has to allow a picture from an incident, before it is taken.",
    "check": "It is checked for seven things, and they are edited out or it is not used.",
    "cut_under_18": "Everybody under 18 must be edited out completely, or it is not used.",
    "start_check": "Start the incident check here: ask me about an incident photo.",
    "owner": "Ask whoever owns the picture first. A picture online is still somebody's.",
    "children": "Put the child's safety first.",
    "people": "Leave out whatever tells more about a person than they would want.",
    "doubt": "In any doubt, ask the people named here before you share it."}
OURS = {
    "treat_as_child": "You are not sure of an age, so we treat that person as under 18.",
    "take_as_known": "You are not sure whether the child can be recognised, so we take it that somebody could.",
    "people_only": "Rules on permission speak of people. Nobody is in it, so we think you need none to share it.",
    "whose": "The fire rule does not say whose permission. We ask those we can recognise, and who runs the place.",
    "keep": "Keep what people signed or said. Check that it covers this picture and social media.",
    "parent_no": "The policy does not say so, but if a parent has said no, leave the child out.",
    "adult_no": "The policy does not say what follows when an adult says no. Asking is only fair if a no counts.",
    "take_down": "For pictures already out the policy says nothing. Take them down and tell the people named here.",
    "afterwards": "The policy does not say if later permission will do. If you need it, ask the Communications Team.",
    "not_theirs": "The policy asks for a parent's permission. So we do not count a school's, or the child's own.",
    "only_parents": "The policy names parents only. It does not say who else may agree, say for a child in care.",
    "no_exception": "The incident rule names no exception: not for a parent who agrees, nor for a hidden face.",
    "no_age": "The policy gives no age for a child. We take everybody under 18 for one: 17 is a child, 18 is not.",
    "no_hidden": "The policy makes no exception for a child nobody can recognise. So a parent must agree here too.",
    "no_adult_rule": "The policy has no rule on pictures of adults. Asking them is our advice.",
    "no_client_exception": "The policy makes no exception, not even for a client who agrees. In doubt, ask the people "
                           "named here.",
    "unsaid": "The policy does not say whose permission you need. What we say on that is our own advice.",
    "get_parents": "Get a parent's permission in writing for everybody under 18. A school's or the child's own is not "
                   "enough.",
    "get_adults": "Ask the adults in it before you share it."}
# fmt: on
UNSURE = "treat_as_child take_as_known"  # where somebody could not tell
AGE = f"{UNSURE} no_age no_hidden"


def _end(name: str, kind: Kind, text: str, keys: str) -> End:
    said = keys.split()
    return End(name, kind, text, {k: SAID[k] for k in said if k in SAID}, {k: OURS[k] for k in said if k in OURS})


# fmt: off
MAY_USE = _end("may_use", "allowed", "You may share it, as far as permission goes.", "mourning election "
               f"emergency nobody no_names ask_adults no_parent be_sure before {AGE} people_only whose keep parent_no "
               "no_adult_rule")
WITH_CARE = _end("may_use_with_care", "conditional", "You might not need a parent's permission, but take care.",
                 "mourning be_sure no_names ask_adults treat_as_child keep parent_no")
IN_WRITING = _end("get_it_in_writing", "conditional", "First get the parent's permission in writing.", f"form {AGE}")
NO_PARENT = _end("no_permission", "refused", "Do not share it. Parents must agree first.", f"form not_theirs {AGE}")
SAID_NO = _end("said_no", "refused", "Do not share it. Somebody said no.", f"use_another adult_no unsaid {AGE}")
ENDED = _end("withdrawn", "refused", "Do not share it. Permission was withdrawn.",
             f"use_another take_down {AGE}")
NOT_BEFORE = _end("not_asked_before", "refused", "Do not share it. Permission must come before it is taken.",
                  f"ask_first whose afterwards {UNSURE}")
ASK_ADULTS = _end("ask_them_first", "conditional", "Ask the adults in it before you share it.",
                  "ask_them no_adult_rule keep no_age no_hidden")
CONTACT = _end("ask_who_may_agree", "refer", "Ask the people named here before you share it.", f"only_parents {AGE}")
CHECK = _end("incident_check", "conditional", "Do not share it yet. A picture from an incident has a check of its own.",
             "emergency leave check cut_under_18 start_check no_exception")
NOT_OURS = _end("ask_the_owner", "refused", "Do not share it until whoever owns it agrees.", "owner")
CLIENTS = _end("clients", "refused", "Do not share it. It shows a client, or a case that you work on.",
               "use_another no_client_exception")
STOPPED = _end("emergency_on", "refused", "Do not share it now. The emergency procedures are in force.", "named_only")
RISKY = _end("may_touch_data", "refer", "Ask before you share it. It may touch data protection, or somebody's safety.",
             "children people doubt unsaid keep no_age treat_as_child")
IN_HAND = _end("permission_in_hand", "conditional", "You may share it with care. The policy has no rule on permission.",
               "election children people doubt unsaid keep no_age treat_as_child")
NO_RULE = _end("no_rule_on_permission", "refer", "Ask before you share it. The policy has no rule on permission.",
               "election children people doubt unsaid get_parents get_adults no_age treat_as_child")
# fmt: on
SHOWN = (MAY_USE, WITH_CARE)
ENDS = (*SHOWN, IN_WRITING, NO_PARENT, SAID_NO, ENDED, NOT_BEFORE, ASK_ADULTS, CONTACT, CHECK, NOT_OURS, CLIENTS,
        STOPPED, RISKY, IN_HAND, NO_RULE)  # fmt: skip


def plus(found: Outcome, because: tuple[Cited[object], ...], *said: str) -> Outcome:
    """The outcome with more reasons, and with each of `said` that it does not say yet."""
    steps = dict.fromkeys((*found.steps, *(k for k in said if k in SAID)))
    ours = dict.fromkeys((*found.inferences, *(k for k in said if k in OURS)))
    return replace(found, because=(*found.because, *because), steps=tuple(steps), inferences=tuple(ours))


def refused(withdrawn: bool, because: tuple[Cited[object], ...], contact: str, *ours: str) -> Outcome:
    """Somebody said no, or took their permission back."""
    if withdrawn:
        return Outcome(ENDED, because, ("use_another",), ("take_down",), (), (contact,), ("consents",))
    return Outcome(SAID_NO, because, ("use_another",), ours)
