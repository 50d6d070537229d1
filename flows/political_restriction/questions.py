"""What the flow asks. It never asks for pay, and hours never decide."""

from enum import StrEnum

from flows.engine import Choice, YesNo

Employer = StrEnum("Employer", "COUNCIL AGENCY ACADEMY NOT_SURE")
Post = StrEnum("Post", "HEAD_OF_PAID_SERVICE CHIEF_OFFICER MONITORING_OFFICER POLITICAL_ASSISTANT NONE NOT_SURE")
ReportsTo = StrEnum("ReportsTo", "CHIEF_EXECUTIVE COUNCILLORS CHIEF_OFFICER SOMEBODY_ELSE NOT_SURE")
Sure = StrEnum("Sure", "YES NO NOT_SURE")
Listed = StrEnum("Listed", "YES EXEMPT NO NOT_SURE")

UNSURE = "I am not sure"
SURE = {Sure.YES: "Yes", Sure.NO: "No", Sure.NOT_SURE: UNSURE}
# fmt: off
EMPLOYER = Choice(
    "employer", short="Employer", of=Employer, prompt="Who employs you?",
    labels={Employer.COUNCIL: "The council", Employer.AGENCY: "An agency or a contractor",
            Employer.ACADEMY: "An academy school", Employer.NOT_SURE: UNSURE},
    why="The law is about people who hold a post at the council.",
    hint="A school that the council runs or maintains counts as the council. Part-time and job-share posts count "
         "in full.")
TEACHING = YesNo(
    "teaching_post", short="Teaching post", prompt="Do you teach at, or lead, a council school or college?",
    why="A teaching post is not restricted.",
    hint="Teachers, heads, principals and lecturers do. An adviser at the council's offices does not.")
OTHER_POST = YesNo(
    "other_post", short="Another post", prompt="Do you also hold another post at the council?",
    why="The rule for teachers does not cover a second post.", hint="If you do, answer the rest about that other post.")
POST = Choice(
    "post", short="Post", of=Post, prompt="Is your post one of these?",
    labels={Post.HEAD_OF_PAID_SERVICE: "Head of paid service", Post.CHIEF_OFFICER: "Chief officer named by law",
            Post.MONITORING_OFFICER: "Monitoring officer", Post.POLITICAL_ASSISTANT: "Political assistant",
            Post.NONE: "None of these", Post.NOT_SURE: UNSURE},
    why="The law names these posts itself.",
    hint="The first is mostly the chief executive. The second leads finance (section 151), children's services, "
         "adult care, education, public health or fire.")
WELSH = YesNo(
    "welsh_post", short="Post named for Wales", prompt="Do you hold one of the posts named for Wales?",
    why="In Wales the law names more posts.",
    hint="Head of democratic services, a council's chief executive, or a named post at a corporate joint committee.")
REPORTS_TO = Choice(
    "reports_to", short="Reports to", of=ReportsTo, prompt="Whom do you report to for most or all of your work?",
    labels={ReportsTo.CHIEF_EXECUTIVE: "The chief executive", ReportsTo.COUNCILLORS: "Councillors or a committee",
            ReportsTo.CHIEF_OFFICER: "A chief officer", ReportsTo.SOMEBODY_ELSE: "Somebody else",
            ReportsTo.NOT_SURE: UNSURE},
    why="Whoever reports straight to the top can be a chief officer, or the deputy of one.",
    hint="A chief officer holds a post that the law names, or reports to the chief executive, as most directors do.")
SUPPORT = Choice(
    "support_only", short="Support work only", of=Sure, labels=SURE,
    prompt="Is all your work secretarial, clerical or support work?",
    why="Such staff do not count as chief officers or deputies.",
    hint="Say no if any of it is something else, like managing or advising.")
DELEGATED = Choice(
    "delegated_list", short="On the list of powers", of=Sure, labels=SURE,
    prompt="Is your post on the council's list of powers given to officers?",
    why="A post that holds powers on that list is restricted.",
    hint="Also called the section 100G list (50G in Scotland). It names the posts that may decide things for "
         "councillors, and the public may see it.")
LISTED = Choice(
    "sensitive_list", short="On the list of sensitive posts", of=Listed,
    prompt="Is your post on the council's list of sensitive posts?",
    labels={Listed.YES: "Yes", Listed.EXEMPT: "It was, but is now exempt", Listed.NO: "No", Listed.NOT_SURE: UNSURE},
    why="A post on that list is restricted, unless it was made exempt.",
    hint="Your contract or your offer letter may say. Exempt means that you hold a decision in writing.")
ADVISES = Choice(
    "advises_councillors", short="Advises councillors", of=Sure, labels=SURE,
    prompt="Do you regularly advise councillors or their committees?",
    why="Regular advice makes a post sensitive.", hint="Plain facts are not advice. Nor is a visit once in a while.")
PRESS = Choice(
    "speaks_to_press", short="Speaks to the press", of=Sure, labels=SURE,
    prompt="Do you regularly speak to journalists for the council?",
    why="Regular talk to the press makes a post sensitive.", hint="To work in communications is not enough by itself.")
# fmt: on
ASKS = (
    EMPLOYER,
    TEACHING,
    OTHER_POST,
    POST,
    WELSH,
    REPORTS_TO,
    SUPPORT,
    DELEGATED,
    LISTED,
    ADVISES,
    PRESS,
)  # fmt: skip
