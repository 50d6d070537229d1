"""What reporting a colleague must know from a council: who takes a report, and what its policy leaves open."""

from dataclasses import dataclass

from flows.engine import Cited, RoleId


@dataclass(frozen=True)
class Route:
    """Who gets the report about one kind of author; `printed` is false where the policy leaves that open."""

    to: Cited[RoleId]
    printed: Cited[bool]
    instead: Cited[RoleId] | None = None  # somebody else whom the person may choose


@dataclass(frozen=True)
class Fire:
    """What a fire service with rules of its own adds; `service` is its id."""

    service: Cited[str]
    feed: Cited[RoleId]  # who is told of a wrong post on one of its own accounts
    discipline: Cited[bool]  # what it says of attacks on people, and what may follow
    hate: Cited[bool]  # hate crime on its accounts is reported further


@dataclass(frozen=True)
class ReportRules:
    """What this flow must know from a council."""

    conduct: Cited[bool]  # what staff say online is the council's concern
    engage: Cited[bool]  # whether the policy itself tells staff to keep out of it
    follow_up: Cited[bool]  # what becomes of a report
    bullied: Cited[bool]  # bullying is taken up; true where the way to report it holds whoever the author is
    colleague: Route
    own_manager: Route
    councillor: Route
    outsider: Route
    narrow: Cited[bool] | None = None  # the route is written for bullying or negative comments alone
    head: Route | None = None  # who gets it where the one who takes every report wrote the post
    code: Cited[bool] | None = None  # councillors have a code of conduct that such a post may break
    danger: Cited[bool] | None = None  # 999 comes first
    at_risk: Cited[bool] | None = None  # what the law says of people at risk
    safeguarding: Cited[bool] | None = None  # what the council's own policy says of them
    crime: Cited[bool] | None = None  # what it says of crime
    copies: Cited[bool] | None = None  # what it says of screenshots
    own_page: Cited[bool] | None = None  # comments by others on the council's pages are dealt with there
    warn: Cited[RoleId] | None = None  # who warns the other accounts of an abusive person
    data: Cited[RoleId] | None = None  # who hears of personal or secret data that is given away
    fire: Fire | None = None
