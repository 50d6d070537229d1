"""What sharing a photo asks: where it was taken, who is in it, and who has agreed."""

from enum import StrEnum

from flows.engine import Choice, YesNo

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
OWN = YesNo("our_own", short="Ours to use", prompt="Is it the council's own, or did its owner say you may use it?",
            why="A picture that somebody else made is theirs.",
            hint="Say yes if somebody at the council took it. Say no if you found it and nobody has agreed yet.")
CLIENT = YesNo("client", short="A client or a case", prompt="Does it show a client of yours, or a case you work on?",
               why="What you know of people and cases from your work must not be posted.",
               hint="A client is somebody whose case you handle, like a tenant or a family. Say no for people at an "
                    "event or a class.")
PEOPLE = Choice("people", short="Who is in it", of=People, prompt="Who can be seen or heard in it?", labels={
                People.NOBODY: "Nobody", People.ADULTS: "Adults only (18 or over)", People.UNDER_18: "Only under 18s",
                People.BOTH: "Both adults and under 18s", People.NOT_SURE: "I am not sure of an age"},
                why="Under 18s are protected most. Adults decide for themselves.",
                hint="Somebody who is 17 is under 18. Somebody who is 18 is an adult. Look at the background too.")
RECOGNISABLE = Choice("recognisable", short="A child can be recognised", of=Sure, labels=SURE,
                      prompt="Could anybody tell who a child in it is?", why="If nobody could, the rule is different.",
                      hint="Think of the face, voice, uniform, name and place, and the words you post with it.")
PARENT = Choice("permission", short="Parents' permission", of=Parent, hint=LOWEST, labels={
                Parent.WRITTEN: "A parent's, in writing", Parent.SPOKEN: "A parent's, but not in writing",
                Parent.CARER: "A carer's or guardian's", Parent.SOMEBODY_ELSE: "A school's, or the child's own",
                Parent.NOT_ASKED: "None yet, or I do not know", Parent.SAID_NO: "A parent said no",
                Parent.WITHDRAWN: "A parent changed their mind"}, prompt="What permission is there for each child?",
                why="A parent should agree before anybody under 18 is shown. In writing, it can be proved.")
ADULTS = Choice("adults_agreed", short="Adults agreed", of=Adults, hint=LOWEST, labels={
                Adults.AGREED: "Yes, all of them", Adults.NOT_ASKED: "Not all, or I do not know",
                Adults.SAID_NO: "Somebody said no", Adults.WITHDRAWN: "Somebody changed their mind"},
                prompt="Have the adults in it agreed?", why="People should have a say about a picture of themselves.")
RISK = Choice("data_or_safety", short="Data or safety", of=Sure, labels=SURE, why="Then somebody must be asked first.",
              prompt="Could it touch data protection, or somebody's safety?",
              hint="For example: it tells something private, or where a person at risk lives or goes to school.")
BEFORE = YesNo("asked_before", short="Asked beforehand", prompt="Was there permission before it was taken?",
               why="The fire service needs it before the camera.", hint="Say yes if it has not been taken yet.")
# fmt: on
ASKS = (FIRE, TAKEN, OWN, CLIENT, PEOPLE, RECOGNISABLE, PARENT, ADULTS, RISK, BEFORE)
