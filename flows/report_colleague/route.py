"""Who gets a report: never its author, and where the policy leaves that open, said to be our own advice."""

from flows.engine import Ask
from flows.report_colleague.advice import Part
from flows.report_colleague.questions import CHOSEN, PAST_MANAGER, TOWN_MANAGER, Author, Chosen
from flows.report_colleague.rules import ReportRules, Route

GAPS = {Author.OWN_MANAGER: "no_other_route", Author.COUNCILLOR: "no_councillor_route",
        Author.OUTSIDER: "no_outsider_route"}  # fmt: skip


def where_to(ask: Ask, rules: ReportRules, author: Author, *, bullied: bool) -> Part:
    """The roles that get the report, in order, and what they rest on."""
    gap = GAPS.get(author, "no_route")
    if rules.head and author in (Author.OWN_MANAGER, Author.SENIOR) and ask(TOWN_MANAGER, rules.colleague.to):
        return _to(ask, rules.head, "no_head_route")
    if bullied and rules.bullied.value and author in (Author.COUNCILLOR, Author.OUTSIDER):
        first = _to(ask, rules.colleague, gap)
        return first + (_to(ask, rules.councillor, gap) if author is Author.COUNCILLOR else Part())
    route = _route(rules, author)
    narrow = Part((rules.narrow,), (), ("narrow",)) if rules.narrow and route.printed.value and not bullied else Part()
    return _to(ask, route, gap) + narrow


def _route(rules: ReportRules, author: Author) -> Route:
    match author:
        case Author.OWN_MANAGER:
            return rules.own_manager
        case Author.COUNCILLOR:
            return rules.councillor
        case Author.OUTSIDER:
            return rules.outsider
        case Author.COLLEAGUE | Author.SENIOR | Author.COMMUNICATIONS:
            return rules.colleague


def _to(ask: Ask, route: Route, gap: str) -> Part:
    """Whoever the route names, or the one that the person picks of the two that it allows."""
    chosen = str(route.to.value)
    if route.instead and chosen == Chosen.LINE_MANAGER:
        chosen = ask(CHOSEN, route.to, route.instead).value
    elif route.instead:
        chosen = ask(PAST_MANAGER, route.to, route.instead).value
    picked = route.instead if route.instead and chosen == route.instead.value else route.to
    return Part((picked, route.printed), (chosen,), () if route.printed.value else (gap,), (chosen,))
