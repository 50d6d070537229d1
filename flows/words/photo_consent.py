"""The questions and the ends of the photo_consent flow."""

from enum import StrEnum

from flows.engine.outcome import End
from flows.engine.questions import Choice, YesNo


class Taken(StrEnum):
    """Where the camera was."""

    WORK = "work"
    INCIDENT = "incident"


class People(StrEnum):
    """Who is in the picture."""

    NOBODY = "nobody"
    ADULTS = "adults"
    UNDER_18 = "under_18"
    BOTH = "both"
    NOT_SURE = "not_sure"


class Sure(StrEnum):
    """Yes, no, or the person cannot tell."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Parent(StrEnum):
    """What a parent has said, and how."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    SOMEBODY_ELSE = "somebody_else"
    NOT_ASKED = "not_asked"
    SAID_NO = "said_no"
    WITHDRAWN = "withdrawn"


class Adults(StrEnum):
    """What the adults in the picture have said."""

    AGREED = "agreed"
    NOT_ASKED = "not_asked"
    SAID_NO = "said_no"
    WITHDRAWN = "withdrawn"


# fmt: off
FIRE = YesNo("fire_service", short="Fire service", prompt="Is this for the fire and rescue service?",
             why="The fire service has rules of its own for photos and films.")
TAKEN = Choice(
    "taken_at", short="Where it is taken", of=Taken, prompt="Where was it taken, or where will it be?",
    labels={Taken.WORK: "At ordinary work, such as a visit or an open day", Taken.INCIDENT: "At an incident"},
    why="The rules for an incident are stricter than those for ordinary work.")
LEAVE = YesNo(
    "officer_agreed", short="Officer in charge agreed",
    prompt="Did the officer in charge give permission before it was taken?",
    why="At an incident you need that permission before you photograph or film.",
    hint="If it has not been taken yet: has the officer in charge said that you may?")
PEOPLE = Choice(
    "people", short="Who is in it", of=People, prompt="Who can be seen or heard in it?",
    labels={People.NOBODY: "Nobody", People.ADULTS: "Adults only (18 or over)", People.UNDER_18: "Only under 18s",
            People.BOTH: "Both adults and under 18s", People.NOT_SURE: "I am not sure how old somebody is"},
    why="Under 18s are protected most. Adults decide for themselves.",
    hint="Somebody who is 17 is under 18. Somebody who is 18 is an adult. Look at the background too.")
EDITED_OUT = Choice(
    "edited_out", short="Under-18s edited out", of=Sure, prompt="Can everybody under 18 be edited out completely?",
    labels={Sure.YES: "Yes", Sure.NO: "No", Sure.NOT_SURE: "I am not sure"},
    why="Nobody under 18 may be shown at an incident, whether or not a parent agrees.")
RECOGNISABLE = Choice(
    "recognisable", short="A child can be recognised", of=Sure, prompt="Could anybody tell who a child in it is?",
    labels={Sure.YES: "Yes", Sure.NO: "No, nobody could", Sure.NOT_SURE: "I am not sure"},
    why="The rule is different for a child that nobody could recognise.",
    hint="Think of the face, the voice, a school uniform, a name, the place, and the words you post with it.")
PARENT = Choice(
    "permission", short="Parents' permission", of=Parent, prompt="What permission do you have for each child?",
    labels={Parent.WRITTEN: "A parent's, in writing", Parent.SPOKEN: "A parent's, but not in writing",
            Parent.SOMEBODY_ELSE: "From somebody else, such as a school or a carer",
            Parent.NOT_ASKED: "None yet, or I do not know", Parent.SAID_NO: "A parent said no",
            Parent.WITHDRAWN: "A parent said yes and has since changed their mind"},
    why="A parent has to agree before anybody under 18 is shown. In writing, it can be proved.",
    hint="If it differs from child to child, pick the one that is lowest on the list.")
ADULTS = Choice(
    "adults_agreed", short="Adults agreed", of=Adults, prompt="Have the adults in it agreed?",
    labels={Adults.AGREED: "Yes, all of them", Adults.NOT_ASKED: "Not all of them have been asked",
            Adults.SAID_NO: "Somebody said no", Adults.WITHDRAWN: "Somebody said yes and has changed their mind"},
    why="People should have a say about a picture of themselves.",
    hint="If it differs from person to person, pick the one that is lowest on the list.")
BEFORE = YesNo(
    "asked_before", short="Asked beforehand", prompt="Was that permission given before the photo or film was taken?",
    why="The fire service has to have permission before it photographs or films at work.",
    hint="Answer yes if you have permission and it has not been taken yet.")

CHILD = {"treat_as_child": "We treat somebody whose age you do not know as under 18."}
GROWN = {"keep_note": "Keep a note of who agreed, and when.",
         "ask_adults": "Ask the adults first if you can. It is good practice, not a legal duty.",
         "no_names": "Do not name adults, or give details about them, unless they have agreed to that."}
FORM = {"form": "Ask the parent to fill in the council's permission form. Come back when you hold it."}
ANOTHER = {"use_another": "Use another picture, or make sure that nobody could tell who that person is."}

MAY_USE = End(
    "may_use", "allowed", "You may share it, as far as permission goes.",
    steps={"nobody": "Check again for faces in the background, names, and number plates.", **GROWN,
           "keep_form": "Keep each parent's signed form where you can find it again.",
           "no_parent": "A child that nobody can recognise may be shown without a parent's permission.",
           "before": "Somebody must still have given permission before you photograph or film."},
    inferences={"whose": "The fire rule does not say whose permission it means. Where nobody is in the picture, ask "
                         "whoever runs the place.", **CHILD})
WITH_CARE = End(
    "may_use_with_care", "conditional", "You may not need a parent's permission, but be careful.",
    steps={"be_sure": "Be sure that nobody could tell who the child is, even from the place or your own words.",
           "rather_ask": "If you are in any doubt, get the parent's permission first.", **GROWN}, inferences=CHILD)
IN_WRITING = End("get_it_in_writing", "conditional", "Get the parent's permission in writing before you share it.",
                 steps=FORM, inferences=CHILD)
NO_PERMISSION = End("no_permission", "refused", "Do not share it. You need a parent's permission for every under 18.",
                    steps=FORM, inferences=CHILD)
SAID_NO = End("said_no", "refused", "Do not share it. Somebody has said no.", steps=ANOTHER, inferences=CHILD)
WITHDRAWN = End(
    "withdrawn", "refused", "Do not share it. Permission was taken back, so you have none.", steps=ANOTHER,
    inferences={"take_down": "The policy does not say what happens to pictures already out. We suggest that you take "
                             "them down, and tell the Communications Team today.", **CHILD})
NOT_BEFORE = End(
    "not_asked_before", "refused", "Do not share it. Permission must come before the photo or film is taken.",
    steps={"ask_first": "Ask everybody first, and take a new one once they have agreed."},
    inferences={"afterwards": "The policy does not say whether permission given afterwards is enough. If you cannot "
                              "take a new one, ask the Communications Team.", **CHILD})
ASK_CONTACT = End(
    "ask_who_may_agree", "refer", "Ask the Communications Team before you share it.",
    inferences={"only_parents": "The policy speaks of a parent's permission only. It does not say who else may agree, "
                                "for example for a child in care.", **CHILD})
CHECK = End(
    "send_to_be_checked", "conditional", "It may be used once it has been checked and cleared.",
    steps={"send": "Send it to the fire service's social media administrator as soon as you can.",
           "seven": "They look for personal items, signs of death, features of a property, number plates, wrong "
                    "protective kit, casualties' faces and under 18s. These are edited out, or it is not used.",
           "cut_under_18": "Everybody under 18 must be edited out completely, whether or not a parent agrees.",
           "scene": "Nothing goes out from the scene unless that helps the public. Then the officer in charge posts "
                    "it, or asks an administrator to.",
           "doubt": "In any doubt, a Station Manager or somebody more senior decides.",
           "words": "Once it is cleared it goes out with what happened, what the fire service did, and safety links.",
           "details": "The words with it leave out crew numbers, casualties, names and the exact place."},
    inferences=CHILD)
NO_LEAVE = End("no_officer_permission", "refused", "Do not use it. The officer in charge must give permission first.",
               steps={"ask_officer": "If it has not been taken yet, ask the officer in charge before you start."})
NOT_AT_INCIDENT = End(
    "not_at_incident", "refused", "Do not use it. Nobody under 18 may be shown at an incident.", inferences=CHILD,
    steps={"no_way_round": "A parent's permission does not change this. Nor does it help to hide the face alone."})
ASK_OFFICER = End("ask_station_manager", "refer", "Ask a Station Manager, or somebody more senior, before it is used.",
                  inferences=CHILD)
# fmt: on
