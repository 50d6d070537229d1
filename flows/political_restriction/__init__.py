"""Am I politically restricted? What the law says of a post, what the council adds, and whom to ask in doubt."""

from dataclasses import replace
from typing import Any

from flows.engine import Ask, Cited, End, Outcome, Policy, flow
from flows.political_restriction import ends as e
from flows.political_restriction import questions as q
from flows.political_restriction.questions import Employer, Listed, Post, ReportsTo, Sure
from flows.political_restriction.rules import Adds, PoliticalRules

Pairs = tuple[tuple[str, Cited[Any] | None], ...]


@flow("political_restriction", title="Am I politically restricted?", visibility="private",
      about="Whether the law limits your politics outside work, what that means, and how a post is made exempt.",
      asks=q.ASKS, ends=e.ENDS, nations=("england", "wales", "scotland", "northern-ireland"),
      says=("politically restricted", "political restriction", "politically restricted post", "restricted post",
            "sensitive post", "am I restricted", "can I stand for election", "stand as a councillor", "can I canvass",
            "campaign for a party", "join a political party", "be a member of a party", "election agent",
            "support a party online", "share a party's post", "political exemption", "list of sensitive posts",
            "follow a councillor"))  # fmt: skip
def political_restriction(ask: Ask, rules: PoliticalRules, policy: Policy) -> Outcome:
    """Nation and council first, then the employer, the teaching post, and last the post that decides."""
    if policy.situation.nation == "northern-ireland":
        return Outcome(e.IRELAND, (rules.ireland,), ("yours",), ("own_law",), tell=(rules.officer.value,))
    if not rules.applies.value:
        return _town(rules, policy)
    employer = ask(q.EMPLOYER, rules.posts.agency, rules.posts.academy)
    if employer is Employer.ACADEMY:
        return Outcome(e.ACADEMY, (rules.posts.academy,), ("yours",), ("academy_too",))
    if employer is not Employer.COUNCIL:
        return _refer(rules, policy, e.AGENCY if employer is Employer.AGENCY else e.NOT_KNOWN, rules.posts.agency)
    if not ask(q.TEACHING, rules.posts.teacher):
        return _post(ask, rules, policy)
    if not ask(q.OTHER_POST, rules.posts.teacher):
        return _free(rules, policy, e.TEACHER, (), rules.posts.teacher)
    found = _post(ask, rules, policy)
    return replace(found, because=(*found.because, rules.posts.teacher), steps=("other_post", *found.steps))


def _post(ask: Ask, rules: PoliticalRules, policy: Policy) -> Outcome:
    """Posts that the law names, then whom the post reports to."""
    posts = rules.posts
    named = {
        Post.HEAD_OF_PAID_SERVICE: posts.head, Post.CHIEF_OFFICER: posts.chief,
        Post.MONITORING_OFFICER: posts.monitoring, Post.POLITICAL_ASSISTANT: posts.assistant,
    }  # fmt: skip
    post = ask(q.POST, *named.values())
    if post is Post.NOT_SURE:
        return _refer(rules, policy, e.NOT_KNOWN, *named.values())
    if post is not Post.NONE:
        lead = "assistant_post" if post is Post.POLITICAL_ASSISTANT else "named_post"
        return _specified(rules, policy, named[post], lead)
    if policy.situation.nation == "wales" and ask(q.WELSH, posts.welsh):
        return _specified(rules, policy, posts.welsh, "named_post")
    return _reports(ask, rules, policy)


def _reports(ask: Ask, rules: PoliticalRules, policy: Policy) -> Outcome:
    posts = rules.posts
    reports = ask(q.REPORTS_TO, posts.manager, posts.deputy)
    if reports is ReportsTo.NOT_SURE:
        return _refer(rules, policy, e.NOT_KNOWN, posts.manager, posts.deputy)
    if reports is ReportsTo.SOMEBODY_ELSE:
        return _lists(ask, rules, policy)
    above = posts.deputy if reports is ReportsTo.CHIEF_OFFICER else posts.manager
    match ask(q.SUPPORT, posts.support):
        case Sure.NO:
            return _specified(rules, policy, above, "reports")
        case Sure.NOT_SURE:
            return _refer(rules, policy, e.NOT_KNOWN, posts.support, above)
        case Sure.YES:
            found = _lists(ask, rules, policy)
            return replace(found, because=(posts.support, *found.because))


def _lists(ask: Ask, rules: PoliticalRules, policy: Policy) -> Outcome:
    """The list of powers, the list of sensitive posts, and for a post on neither what its holder does."""
    posts = rules.posts
    match ask(q.DELEGATED, posts.delegated):
        case Sure.YES:
            return _specified(rules, policy, posts.delegated, "powers")
        case Sure.NOT_SURE:
            return _refer(rules, policy, e.NOT_KNOWN, posts.delegated)
        case Sure.NO:
            pass
    match ask(q.LISTED, posts.listed):
        case Listed.YES:
            return _sensitive(rules, policy)
        case Listed.EXEMPT:
            return _free(rules, policy, e.EXEMPT, (), posts.listed, getattr(rules.exemption, policy.situation.nation))
        case Listed.NOT_SURE:
            return _refer(rules, policy, e.NOT_KNOWN, posts.listed)
        case Listed.NO:
            return _duties(ask, rules, policy)


def _duties(ask: Ask, rules: PoliticalRules, policy: Policy) -> Outcome:
    posts = rules.posts
    said = ask(q.ADVISES, posts.duties)
    said = said if said is Sure.YES else max(said, ask(q.PRESS, posts.duties), key=DOUBT.index)
    if said is Sure.NO:
        pay = (("pay", posts.pay),)
        return _free(rules, policy, e.NO_CATEGORY, pay, posts.delegated, posts.listed, posts.duties)
    if said is Sure.YES:
        found = _refer(rules, policy, e.LIKELY, posts.duties, posts.unlisted)
        return replace(found, steps=("unlisted", *found.steps))
    return _refer(rules, policy, e.NOT_KNOWN, posts.duties)


DOUBT = (Sure.NO, Sure.NOT_SURE, Sure.YES)  # the later one decides


def _town(rules: PoliticalRules, policy: Policy) -> Outcome:
    steps = (("own_council", rules.free.own_council),)
    found = _ended(policy, e.TOWN, (rules.applies,), steps, ours=("contract_terms", "bigger"))
    return replace(found, steps=(*found.steps, "yours"), tell=(rules.officer.value,))


def _specified(rules: PoliticalRules, policy: Policy, why: Cited[Any], lead: str = "") -> Outcome:
    assistant = lead == "assistant_post"
    away = (("no_exemption", rules.exemption.none), ("no_exemption_wales", rules.exemption.none_wales))
    steps = (*away, *_limits(rules, assistant=assistant))
    found = _ended(policy, e.SPECIFIED, (why,), (*steps, *_open(rules)), ours=_online(rules, assistant=assistant))
    return replace(found, steps=(*filter(None, [lead]), *_silent(rules), *found.steps, "yours"))


def _sensitive(rules: PoliticalRules, policy: Policy) -> Outcome:
    away = rules.exemption
    routes = (("england", away.england), ("scotland", away.scotland), ("wales", away.wales))
    route = tuple((k, c) for k, c in routes if k == policy.situation.nation)
    steps = (("pay", rules.posts.pay), *route, *_limits(rules), *_open(rules))
    found = _ended(policy, e.SENSITIVE, (rules.posts.listed,), steps, ours=_online(rules))
    return replace(found, steps=("sensitive", *_silent(rules), *found.steps, "yours"))


def _refer(rules: PoliticalRules, policy: Policy, end: End, *why: Cited[Any]) -> Outcome:
    """Somebody else has to say; the limits are named, to be kept meanwhile."""
    limits = tuple((k, c) for k, c in _limits(rules) if k != "office")
    found = _ended(policy, end, (*why, rules.officer), limits, ours=("meanwhile", *_online(rules)))
    return replace(found, steps=("send", *_silent(rules), *found.steps), tell=(rules.officer.value,))


def _free(rules: PoliticalRules, policy: Policy, end: End, lead: Pairs, *why: Cited[Any]) -> Outcome:
    adds, free = rules.adds or Adds(), rules.free
    steps = (*lead, ("not_you", adds.only), ("conduct", adds.conduct), ("neutral", free.neutral),
             ("elections", free.elections), ("own_council", free.own_council), ("think", adds.think))  # fmt: skip
    found = _ended(policy, end, why, steps, ours=("still_fair", "again"))
    return replace(found, steps=(*_silent(rules), *found.steps, "yours"))


def _limits(rules: PoliticalRules, *, assistant: bool = False) -> Pairs:
    """What may not be done, by law and by the council's own policy."""
    held, adds = rules.limits, rules.adds or Adds()
    said = [("office", held.office), ("candidate", held.candidate), ("agent", held.agent), ("canvass", held.canvass)]
    words = [("assistant", held.assistant)] if assistant else [("speak", held.speak), ("publish", held.publish)]
    own = [
        ("guidance", adds.guidance), ("own_speech", adds.speech), ("own_canvassing", adds.canvassing),
        ("care", adds.care), ("friends", adds.friends), ("likes", adds.likes),
    ]  # fmt: skip
    return (*said, *words, *own)


def _open(rules: PoliticalRules) -> Pairs:
    """What stays open to somebody whose post is restricted."""
    held = rules.limits
    return (
        ("member", held.member), ("private", held.private), ("poster", held.poster), ("parish", held.parish),
        ("job", held.job), ("contract", held.contract),
    )  # fmt: skip


def _online(rules: PoliticalRules, *, assistant: bool = False) -> tuple[str, ...]:
    if assistant:
        return ("breach",)
    told = (rules.adds or Adds()).friends
    return tuple(key for key in e.ONLINE.split() if key != "follow" or not told)


def _silent(rules: PoliticalRules) -> tuple[str, ...]:
    return () if rules.adds else ("silent",)


def _ended(
    policy: Policy, end: End, why: tuple[Cited[Any], ...], steps: Pairs, *, ours: tuple[str, ...] = ()
) -> Outcome:
    """The outcome with those steps alone that something supports in the nation."""
    held = [(key, c) for key, c in steps if c is not None and any(map(policy.holds, c.rows))]
    return Outcome(end, (*why, *(c for _, c in held)), tuple(key for key, _ in held), ours)
