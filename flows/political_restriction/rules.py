"""What the flow must know: the law, which is the same for all, and what a council adds to it."""

from dataclasses import dataclass

from flows.engine import Cited, RoleId


@dataclass(frozen=True)
class Posts:
    """Which posts the law restricts, and which it leaves out."""

    agency: Cited[bool]  # people whom somebody else employs
    academy: Cited[bool]  # an academy is no part of a council
    teacher: Cited[bool]  # teaching posts are left out
    head: Cited[bool]  # the head of paid service
    chief: Cited[bool]  # the chief officers that the law names
    monitoring: Cited[bool]  # the monitoring officer
    assistant: Cited[bool]  # political assistants
    welsh: Cited[bool]  # the posts that are named for Wales alone
    manager: Cited[bool]  # whoever answers to the head of paid service or to councillors
    deputy: Cited[bool]  # whoever answers to a chief officer
    support: Cited[bool]  # secretaries, clerks and support staff are left out of those two
    delegated: Cited[bool]  # the list of powers
    listed: Cited[bool]  # the list of sensitive posts
    duties: Cited[bool]  # what makes duties sensitive
    unlisted: Cited[bool]  # it is the list that decides
    pay: Cited[bool]  # pay does not matter


@dataclass(frozen=True)
class Limits:
    """What somebody in a restricted post may not do, and what stays open to them."""

    office: Cited[bool]
    contract: Cited[bool]
    candidate: Cited[bool]
    agent: Cited[bool]
    canvass: Cited[bool]
    speak: Cited[bool]
    publish: Cited[bool]
    member: Cited[bool]
    private: Cited[bool]
    poster: Cited[bool]
    parish: Cited[bool]
    job: Cited[bool]
    assistant: Cited[bool]


@dataclass(frozen=True)
class Exemption:
    """Who can take a post off the list of sensitive posts, in each nation."""

    england: Cited[bool]
    scotland: Cited[bool]
    wales: Cited[bool]
    none: Cited[bool]  # a post that the law names cannot be taken off any list
    none_wales: Cited[bool]  # the same in Wales, where the source is not confirmed


@dataclass(frozen=True)
class Free:
    """What still holds for somebody whose post is not restricted."""

    neutral: Cited[bool]
    elections: Cited[bool]
    own_council: Cited[bool]


@dataclass(frozen=True)
class Adds:
    """What the council's own policy says of restricted posts; each is left out where it is silent."""

    guidance: Cited[bool] | None = None  # it names guidance on restricted posts
    speech: Cited[bool] | None = None  # no words in public for or against a party
    canvassing: Cited[bool] | None = None
    care: Cited[bool] | None = None  # extra care on social media
    friends: Cited[bool] | None = None  # no friend or follower of a councillor
    likes: Cited[bool] | None = None  # likes and follows count as the person's own
    think: Cited[bool] | None = None  # whom anybody befriends or follows
    conduct: Cited[bool] | None = None  # the code of conduct goes with it
    only: Cited[bool] | None = None  # its own limits are for restricted posts alone


@dataclass(frozen=True)
class PoliticalRules:
    """The whole of it; `applies` is false for a town or parish council, `officer` whom to ask."""

    applies: Cited[bool]
    ireland: Cited[bool]
    officer: Cited[RoleId]
    posts: Posts
    limits: Limits
    exemption: Exemption
    free: Free
    adds: Adds | None = None
