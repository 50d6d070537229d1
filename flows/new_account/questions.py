"""What is asked about a new account: first what decides, then the business case in the requester's own words."""

from enum import StrEnum

from flows.engine.questions import Choice, Text, YesNo
from flows.new_account.rules import Kind, Named, Written

Runs = StrEnum("Runs", "OURS PARTNERSHIP OTHERS NOT_SURE")  # who looks after a partnership's account
Case = StrEnum("Case", "YES NOT_YET NO")
Sure = StrEnum("Sure", "YES NO NOT_SURE")
Mailbox = StrEnum("Mailbox", "SHARED PERSONAL NONE")
Runners = StrEnum("Runners", "WITH_COMMUNICATIONS WITHOUT_COMMUNICATIONS ONE")
Stage = StrEnum("Stage", "NOBODY_ASKED TALKED AGREED OPEN")

SURE = {Sure.YES: "Yes", Sure.NO: "No", Sure.NOT_SURE: "I am not sure"}

# fmt: off
FIRE = YesNo(
    "fire", short="Fire service", prompt="Is it for the fire and rescue service?",
    why="The fire service has its own way to get an account agreed.", hint="Say yes if you work there yourself.")
KIND = Choice(
    "kind", short="Kind of account", of=Kind, prompt="What is the new account for?",
    labels={Kind.SERVICE: "A team or a service", Kind.CAMPAIGN: "A campaign or a project",
            Kind.PARTNERSHIP: "A partnership", Kind.ROLE: "My job role, or my own name",
            Kind.WHOLE: "The whole council", Kind.PRIVATE: "Work, on my private account",
            Kind.NOT_SURE: "Something else"},
    why="Who has to agree depends on what the account is for.",
    hint="Pick 'my job role' for an account that speaks for you as the holder of a post.")
RUNS = Choice(
    "runs", short="Who runs it", of=Runs, prompt="Who will run the account from day to day?",
    labels={Runs.OURS: "People who work for us", Runs.PARTNERSHIP: "The partnership itself",
            Runs.OTHERS: "A school or somebody else", Runs.NOT_SURE: "I am not sure"},
    why="What counts is who runs the account, not what it is about.",
    hint="Those who work for us are staff, councillors, contractors' people, and partners whom our staff let in.")
DETAILS = Text(
    "details", short="What you have in mind", most=1000, prompt="What do you have in mind, and who is it for?",
    why="The people you are sent to need this to advise you.", hint="A few sentences. Do not name residents.")
NAMED = Choice(
    "named_after", short="Named after", of=Named, prompt="What will the account be named after?",
    labels={Named.OURS: "The council, team or campaign", Named.PARTNERSHIP: "A partnership",
            Named.ROLE: "A job role", Named.PERSON: "A person", Named.OTHER: "Something else"},
    why="The policy says what the name of an account goes by.", hint="The name that people will see at the top.")
ACCEPTS = YesNo(
    "accepts_scrutiny", short="Accepts public comment", prompt="Does that person accept public comment and criticism?",
    why="An account in somebody's own name puts that person in the public eye.", hint="Ask them first.")
CASE = Choice(
    "business_case", short="Business case", of=Case, prompt="Is there a clear business case for this account?",
    labels={Case.YES: "Yes", Case.NOT_YET: "Not yet", Case.NO: "No"},
    why="A new account is agreed only where there is a clear case for it.",
    hint="A business case says what the account is for, and why those you have will not do.")
SUITS = Choice(
    "suits", short="Suits the work", of=Sure, prompt="Does social media, on this platform, suit the work?", labels=SURE,
    why="You can ask for an account only where it suits your area of work.",
    hint="Think of the people you want to reach, and of where they are.")
TERMS = Choice(
    "platform_terms", short="Platform's terms", of=Sure, labels=SURE,
    prompt="Can you keep to the platform's terms and to our policy too?",
    why="A platform is out of bounds where its own terms and our policy clash.",
    hint="Read the platform's conditions of use. Say no if you would have to break either of them.")
MAILBOX_KIND = Choice(
    "mailbox_kind", short="Mailbox", of=Mailbox, prompt="Which email address will the account be set up with?",
    labels={Mailbox.SHARED: "A shared team mailbox", Mailbox.PERSONAL: "One person's address",
            Mailbox.NONE: "We have none yet"},
    why="With a shared mailbox nobody is locked out when one person is away or leaves.",
    hint="A shared mailbox is one that the whole team can open.")
RUNNERS = Choice(
    "runners", short="Who can get in", of=Runners, prompt="Who will be able to run the account?",
    labels={Runners.WITH_COMMUNICATIONS: "Several, with Communications",
            Runners.WITHOUT_COMMUNICATIONS: "Several, all from our team", Runners.ONE: "One person"},
    why="An account must not stand still when one person is away, ill or gone.",
    hint="Count everybody with an administrator's rights. Communications is the Communications team.")
BRAND = YesNo(
    "brand", short="Shows the service", prompt="Will its look and name show which service or team it is?",
    why="People should see at once whose account it is.", hint="For example: the service's name in full.")
DATA = Choice(
    "data_risk", short="Data or safety", of=Sure, labels=SURE,
    prompt="Could it touch personal data, or anybody's safety?",
    why="Where it may, somebody has to be asked before it goes on.",
    hint="For example: photos of people, messages about a person's care, or work with children.")
PROCEDURE = YesNo(
    "procedure", short="Written procedure", prompt="Has your service written down how it uses social media?",
    why="Each service should have a procedure of its own that fits the policy.",
    hint="For example: who posts, who checks and who answers.")
LOGO = YesNo(
    "logo", short="Council's logo", prompt="Will the account carry the council's logo?",
    why="The logo marks an account as official. Only one team can decide to leave it off.",
    hint="Say no only if you want to leave it off.")
COMMUNITY = YesNo(
    "community", short="A group", prompt="Will people be able to post and talk there, as in a group?",
    why="Whoever opens a group has to look after it.",
    hint="A page where people only comment on your own posts is not a group.")
SHARED_TOOL = YesNo(
    "shared_tool", short="Shared tool", prompt="Is it on Facebook, X, Instagram or LinkedIn?",
    why="Only these four can be run from the council's shared posting tool.", hint="X used to be Twitter.")
STAGE = Choice(
    "stage", short="Talked about it", of=Stage, prompt="Have you talked to those who decide?",
    labels={Stage.NOBODY_ASKED: "Not yet", Stage.TALKED: "Yes, we have talked",
            Stage.AGREED: "Yes, and they said yes", Stage.OPEN: "The account is open already"},
    why="Nobody may open an account before those who decide have said yes.",
    hint="Whatever you say, those who decide are asked here, so that it is on record.")


def _text(name: Written, short: str, prompt: str, *said: str, most: int = 1000) -> Text:
    why, hint = said
    return Text(name.value, short=short, prompt=prompt, why=why, hint=hint, most=most)


TEXTS = {Written(q.id): q for q in (
    _text(Written.PLATFORM, "Platform", "Which platform will it be on?",
          "Those who decide look at whether the platform suits.", "Its name, like Instagram. One at a time.", most=100),
    _text(Written.ACCOUNT_NAME, "Account's name", "What will the account be called?",
          "The name is looked at too, and goes into the register of accounts.", "As people will see it.", most=100),
    _text(Written.TEAM, "Team", "Which team or service will run it?",
          "Somebody has to look after it and answer for it.", "The name of the team, and where it belongs.", most=200),
    _text(Written.PURPOSE, "Aims", "What should the account achieve?",
          "Nobody can agree without knowing what it is for.", "Two or three aims that you could check later."),
    _text(Written.STRATEGY, "Fit with plans", "How does it fit the wider plans for communications and marketing?",
          "An account has to serve the plans that there are.", "Name the plan, and what the account adds to it."),
    _text(Written.AUDIENCE, "Audience", "Which people should it reach?",
          "The right place to post depends on whom you want to reach.", "For example: young people who look for work."),
    _text(Written.LEFT_OUT, "Who is left out", "Who might miss out, and how will you reach them?",
          "Many residents use no social media, so it is never enough alone.", "Think of age, language and sight."),
    _text(Written.TOOL, "Why this platform", "Why is this platform the right one?",
          "Those who decide make sure that the platform suits.", "And why an account that we have will not do."),
    _text(Written.STAFFING, "Staff and time", "Who will have time to run it, watch it and answer people?",
          "An account that nobody watches does harm.", "How many people, how many hours, how fast you will answer."),
    _text(Written.NEGATIVES, "Negative comments", "How will you deal with what people write, the unkind too?",
          "People will answer, and not all will be kind.", "Who answers, and who decides in hard cases."),
    _text(Written.SKILLS, "Skills", "How good are those who will post at writing online?",
          "The people behind an account make it work.",
          "What they have done before, and what they still have to learn."),
    _text(Written.RISKS, "Risks", "What could go wrong, and what will you do about it?",
          "A risk that you have seen before is half solved.", "Two or three risks, each with your answer to it."),
    _text(Written.EVALUATION, "Worth and checks", "What will it cost, what will it bring, and how will you check?",
          "The case has to show that it is worth the time.", "Staff hours count as a cost."),
    _text(Written.EXIT_PLAN, "How it ends", "When and how would you close it?",
          "An account that is left behind has to be closed by somebody.",
          "What would make you stop, and who would do it."),
    _text(Written.MAILBOX, "Mailbox", "What is the address of the shared mailbox?",
          "The account is set up with it.", "The whole email address.", most=200),
    _text(Written.ADMINISTRATORS, "Administrators", "Who will have access to it?",
          "There has to be a list of those who can get in.", "Names and job titles of staff.", most=500),
)}
# fmt: on
