"""What sharing a photo must know from a council: whose permission it needs, or how little its policy says."""

from dataclasses import dataclass

from flows.engine import Cited, RoleId


@dataclass(frozen=True)
class Consent:
    """Whose permission ordinary photos and films need, in one part of the council."""

    parent: Cited[bool]  # a parent permits it for somebody under 18
    form: Cited[bool]  # that permission is on a form, in writing
    agreed: Cited[bool]  # personal data stays off social media unless the person agreed
    unrecognisable: Cited[bool] | None = None  # whether a child nobody can recognise may be shown; none: not a word
    adults: Cited[bool] | None = None  # whether adults must agree before the camera, or only should; none: not a word
    no_age: Cited[bool] | None = None  # the rule speaks of children and prints no age


@dataclass(frozen=True)
class Fire:
    """What a fire service with rules of its own says; `service` is its id. Incidents have a flow of their own."""

    service: Cited[str]
    emergency: Cited[bool]  # whoever leads the response decides what goes out
    work: Consent
    leave: Cited[RoleId]  # who should have allowed a picture from an incident
    check: Cited[bool]  # such a picture is checked, and what may not be shown is edited out
    under_18: Cited[bool]  # people under 18 are among it


@dataclass(frozen=True)
class Thin:
    """What a policy says that never says whose permission a picture needs."""

    children: Cited[bool]
    people: Cited[bool]
    owner: Cited[bool]  # whose picture it is matters as well
    clients: Cited[bool] | None = None  # clients and cases from work may not be shown
    risk: Cited[RoleId] | None = None  # who must be asked where it may touch data protection or somebody's safety


@dataclass(frozen=True)
class PhotoRules:
    """What this flow must know from a council: `council` where there is a rule on permission, else `thin`."""

    contact: Cited[RoleId]  # who answers what the policy leaves open
    council: Consent | None = None
    thin: Thin | None = None
    fire: Fire | None = None
    pause: Cited[RoleId] | None = None  # who starts a mourning pause
    emergency: Cited[RoleId] | None = None  # the only ones who may post in an emergency
    election: Cited[bool] | None = None  # what may not be shown before an election
    withdrawn: Cited[bool] | None = None  # what the law says of permission that is taken back
    care: Cited[bool] | None = None  # what the law says of a child for whom no parent may speak

    def __post_init__(self) -> None:
        """A council has a rule on permission or it has not; ValueError where both are given, or neither."""
        if self.council and self.thin:
            raise ValueError("council: give `council`, a rule on permission, or `thin`, what is said without one")
        _ = self.rule

    @property
    def rule(self) -> Consent | Thin:
        """What the council's own policy says of permission, or without a rule on it."""
        found = self.council or self.thin
        if found is None:
            raise ValueError("council: give `council`, a rule on permission, or `thin`, what is said without one")
        return found
