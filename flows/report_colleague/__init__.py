"""I want to report a colleague's post: get people safe first, then send it to somebody who is not involved."""

from flows.engine import Ask, Cited, Outcome, Policy, flow
from flows.report_colleague import ends
from flows.report_colleague.advice import Part, on_author, on_concerns, on_fire, on_reaction
from flows.report_colleague.questions import (
    ASKS,
    AUTHOR,
    CONCERNS,
    DANGER,
    FIRE,
    GIVE_NAME,
    OWN_FEED,
    PRIVATE_DATA,
    REACTED,
    WARN,
    WHAT,
    WRITTEN_BY,
    Author,
    Concern,
    Danger,
)
from flows.report_colleague.route import where_to
from flows.report_colleague.rules import Fire, ReportRules


@flow("report_colleague", title="Report a colleague's post", visibility="confidential", subject="author",
      takes=(("link", "what"), ("author", "author")),
      about="In confidence: what to do about a colleague's post, and who gets your report. The author never sees it.",
      asks=ASKS, ends=ends.ENDS,
      says=("report a colleague", "report a post", "report somebody", "report my manager", "report my boss",
            "report a councillor", "report a member of staff", "colleague's post", "colleague posted",
            "colleague wrote", "my manager posted", "manager wrote", "councillor posted", "complain about a colleague",
            "offensive post", "racist post", "bullying post", "bullied online", "being bullied", "bullying me",
            "harassing me", "cyberbullying", "harassed online",
            "harassment", "whistleblowing", "inappropriate post", "somebody at work posted"))  # fmt: skip
def report_colleague(ask: Ask, rules: ReportRules, policy: Policy) -> Outcome:
    """Danger, people at risk, crime and bullying come first; the author decides who may never get the report."""
    danger = ask(DANGER, rules.conduct)
    if danger is Danger.NOT_CALLED:
        first = (rules.danger,) if rules.danger else ()
        return Outcome(ends.CALL_999, (rules.conduct, *first), (), ("call", "come_back", "safety"))
    concerns = frozenset[Concern]() if danger is Danger.CALLED else ask(CONCERNS, rules.conduct, rules.bullied)
    fire = _fire(ask, rules, policy)
    author = ask(WRITTEN_BY, rules.colleague.to)
    if fire and not concerns and danger is Danger.NO and ask(OWN_FEED, fire.feed):
        return _feed(ask, rules, fire, known=author is not Author.OUTSIDER)
    route = where_to(ask, rules, author, bullied=Concern.BULLYING in concerns)
    safety = on_concerns(rules, concerns, called=danger is Danger.CALLED)
    rest = on_author(rules, author) + on_fire(fire, concerns) + _warned(ask, rules, author, concerns)
    rest += Part() if danger is Danger.CALLED else _given_away(ask, rules)
    found = (
        safety + route + rest + _details(ask, rules, known=author is not Author.OUTSIDER, brief=danger is Danger.CALLED)
    )
    urgent = danger is Danger.CALLED or concerns & {Concern.AT_RISK, Concern.CRIME}
    return found.ending(ends.URGENT if urgent else ends.BULLYING if concerns else ends.REPORT)


def _fire(ask: Ask, rules: ReportRules, policy: Policy) -> Fire | None:
    """The fire service's own rules where they hold for the person, who is asked only where nobody knows."""
    fire, service = rules.fire, policy.situation.service
    if fire is None:
        return None
    return fire if (ask(FIRE, fire.service) if service is None else service == fire.service.value) else None


def _feed(ask: Ask, rules: ReportRules, fire: Fire, *, known: bool) -> Outcome:
    because: tuple[Cited[object], ...] = (fire.service, fire.feed)
    route = Part(because, ("fire_profiles", "feed"), (), (fire.feed.value,))
    return (route + _details(ask, rules, known=known, brief=False)).ending(ends.FEED)


def _warned(ask: Ask, rules: ReportRules, author: Author, concerns: frozenset[Concern]) -> Part:
    """Other accounts are warned of an abusive person, unless that person, or whoever reports, would be exposed."""
    if author is Author.COMMUNICATIONS:
        return Part((), (), ("nobody_there",))
    if rules.warn is None or Concern.BULLYING not in concerns:
        return Part()
    if ask(WARN, rules.warn):
        return Part((rules.warn,), ("communications",), (), (rules.warn.value,))
    return Part((rules.warn,), ("warn_later",))


def _given_away(ask: Ask, rules: ReportRules) -> Part:
    """Whoever looks after the security of data hears of data that a post gives away."""
    if rules.data and ask(PRIVATE_DATA, rules.data):
        return Part((rules.data,), (rules.data.value,), (), (rules.data.value,))
    return Part()


def _details(ask: Ask, rules: ReportRules, *, known: bool, brief: bool) -> Part:
    """What the person knows and has done; only the least of it where somebody is in danger."""
    named = known and ask(GIVE_NAME, rules.conduct)
    if named:
        ask(AUTHOR, rules.conduct)
    reacted = not brief and ask(REACTED, rules.engage)
    ask(WHAT, rules.conduct)
    return on_reaction(rules, reacted=reacted) + Part((), (), () if named or not known else ("not_named",))
