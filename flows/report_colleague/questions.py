"""What reporting a colleague asks: safety first, then who wrote it, for that decides who may never see the report."""

from enum import StrEnum

from flows.engine import Choice, Many, Person, Text, YesNo

Danger = StrEnum("Danger", "NO CALLED NOT_CALLED")
Concern = StrEnum("Concern", "AT_RISK CRIME BULLYING")
Author = StrEnum("Author", "COLLEAGUE OWN_MANAGER SENIOR COMMUNICATIONS COUNCILLOR OUTSIDER")
# The two who may be chosen between; each value is the id of the role.
Chosen = StrEnum("Chosen", "LINE_MANAGER HUMAN_RESOURCES")
PastManager = StrEnum("PastManager", "MANAGERS_MANAGER HUMAN_RESOURCES")

# fmt: off
DANGER = Choice(
    "danger", short="Danger now", of=Danger, prompt="Is anybody in danger right now?",
    labels={Danger.NO: "No", Danger.CALLED: "Yes, and 999 has been called",
            Danger.NOT_CALLED: "Yes, nobody has called yet"},
    why="Safety comes before any report.",
    hint="This is confidential. Nobody sees it until you send it. The person you report never will.")
CONCERNS = Many(
    "concerns", short="Serious points", of=Concern, prompt="Does any of this fit? Pick all that do, or none.",
    labels={Concern.AT_RISK: "A child or adult at risk", Concern.CRIME: "It may be a crime",
            Concern.BULLYING: "Bullying or harassment"},
    why="These come first, and change what you should do.",
    hint="A crime can be a threat, hate, or sharing a private picture. Bullying can be of you or of somebody else. "
         "If you are not sure, pick it.")
WRITTEN_BY = Choice(
    "written_by", short="Who wrote it", of=Author, prompt="Who wrote or shared the post?",
    labels={Author.COLLEAGUE: "A colleague", Author.OWN_MANAGER: "My own manager",
            Author.SENIOR: "Somebody senior", Author.COMMUNICATIONS: "Somebody in communications",
            Author.COUNCILLOR: "A councillor (Member)", Author.OUTSIDER: "An outsider, or I don't know"},
    why="Your report must not go to the person it is about.",
    hint="If your own manager wrote it, always pick that. Do not try to find out who wrote it.")
TOWN_MANAGER = YesNo(
    "town_manager", short="The Town Manager wrote it", prompt="Did the Town Manager write it?",
    why="Reports go to the Town Manager, so this one would have to go elsewhere.",
    hint="Say yes if it was shared by the Town Manager too.")
FIRE = YesNo("fire_service", short="Fire service", prompt="Do you work for the fire and rescue service?",
             why="It has some rules of its own.", hint="Say no if you work for another part of the council.")
OWN_FEED = YesNo(
    "own_feed", short="On a fire service account", prompt="Is it on one of the fire service's own accounts?",
    why="A wrong post there goes to the people who run those accounts.",
    hint="Say no if it is on a private account, or if the author runs that account.")
CHOSEN = Choice(
    "recipient", short="Who gets it", of=Chosen, prompt="Who should get your report?",
    labels={Chosen.LINE_MANAGER: "My line manager", Chosen.HUMAN_RESOURCES: "Human Resources (HR)"},
    why="You can go to either. Only the one you pick will deal with it.",
    hint="Pick the one who is not close to the person. If the author works in HR, pick your manager.")
PAST_MANAGER = Choice(
    "past_manager", short="Who gets it", of=PastManager, prompt="Who should get it instead of your manager?",
    labels={PastManager.MANAGERS_MANAGER: "My manager's manager", PastManager.HUMAN_RESOURCES: "Human Resources (HR)"},
    why="Your own manager must not get a report about their own post.",
    hint="Pick HR if those two work closely together.")
WARN = YesNo(
    "warn_communications", short="Communications told", prompt="May the communications team see it as well?",
    why="The policy wants them told, so that other accounts are warned of an abusive person.",
    hint="Say no if the person works there, or if you would rather not. Your report goes on all the same.")
PRIVATE_DATA = YesNo(
    "private_data", short="Private data", prompt="Does it give away personal or secret data?",
    why="Whoever looks after the security of data has to hear of that.",
    hint="For example: a resident's name and address, facts about a case, or a password. If you are not sure, say yes.")
GIVE_NAME = YesNo(
    "give_name", short="Address given", prompt="Do you know their work email, and want to give it?",
    why="With it we can shut that person out of this report. You do not have to give it.",
    hint="Say no if it was somebody from outside.")
AUTHOR = Person("author", short="Person reported", prompt="What is their work email address?",
                why="This person will never see the report.", hint="Like name@council.gov.uk.")
REACTED = YesNo(
    "reacted", short="You reacted", prompt="Have you reacted to it in any way?",
    why="It is best to keep out of it. Whoever handles this should know what has been said already.",
    hint="A like, a comment, a share or a reply counts. So does a word with the person.")
WHAT = Text(
    "what", short="What it is about", most=2000, files=True,
    prompt="What is it about, where is it, and when did you see it?",
    why="Whoever handles this needs to know what happened.",
    hint="A few sentences, with the link if you have it. Add a screenshot if you have one. Leave out private details.")
# fmt: on

ASKS = (DANGER, CONCERNS, FIRE, OWN_FEED, WRITTEN_BY, TOWN_MANAGER, CHOSEN, PAST_MANAGER, WARN, PRIVATE_DATA,
        GIVE_NAME, AUTHOR, REACTED, WHAT)  # fmt: skip
