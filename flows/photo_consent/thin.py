"""A picture where the policy never says whose permission it needs: what it does say, and our own advice."""

from flows.engine import Ask, Cited, Outcome, RoleId
from flows.photo_consent import ends
from flows.photo_consent.ends import refused
from flows.photo_consent.questions import ADULTS, CLIENT, OWN, PARENT, PEOPLE, RISK, Adults, Parent, People, Sure
from flows.photo_consent.rules import Thin


def thin(ask: Ask, rules: Thin, contact: Cited[RoleId]) -> Outcome:
    """A no counts, whoever says it; without everybody's yes somebody at the council is asked first."""
    if not ask(OWN, rules.owner):
        return Outcome(ends.NOT_OURS, (rules.owner,), ("owner",))
    if rules.clients and ask(CLIENT, rules.clients):
        why = (rules.clients, contact)
        return Outcome(ends.CLIENTS, why, ("use_another",), ("no_client_exception",), tell=(contact.value,))
    people = ask(PEOPLE, rules.people, rules.children)
    if people is People.NOBODY:
        return Outcome(ends.MAY_USE, (rules.people, rules.owner), ("nobody",), ("people_only",))
    children = people is not People.ADULTS
    parent = ask(PARENT, rules.children) if children else Parent.WRITTEN
    because = (rules.people, *((rules.children,) if children else ()))
    if parent in (Parent.SAID_NO, Parent.WITHDRAWN):
        return refused(parent is Parent.WITHDRAWN, (*because, contact), contact.value, "unsaid")
    adults = ask(ADULTS, rules.people) if people in (People.ADULTS, People.BOTH) else Adults.AGREED
    if adults in (Adults.SAID_NO, Adults.WITHDRAWN):
        return refused(adults is Adults.WITHDRAWN, (rules.people, contact), contact.value, "unsaid")
    held = parent is Parent.WRITTEN and adults is Adults.AGREED
    risk = rules.risk if held and rules.risk and ask(RISK, rules.risk) is not Sure.NO else None
    ours = {"unsaid": True, "get_parents": parent is not Parent.WRITTEN, "get_adults": adults is not Adults.AGREED,
            "keep": held, "no_age": True, "treat_as_child": people is People.NOT_SURE}  # fmt: skip
    return Outcome(
        ends.RISKY if risk else ends.IN_HAND if held else ends.NO_RULE,
        (*because, rules.owner, *([risk] if risk else []), contact),
        (*(("children",) if children else ()), "people", "doubt"),
        tuple(key for key, said in ours.items() if said),
        tell=(risk.value,) if risk else () if held else (contact.value,),
        records=("consents",) if held else (),
    )
