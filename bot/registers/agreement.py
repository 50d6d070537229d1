"""PURE: somebody's agreement to the rules for an account: asked for, signed under a policy's version, or taken back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

REGISTER = "agreements"


class AgreementState(StrEnum):
    """Where an agreement stands."""

    ASKED = "asked"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Agreement:
    """Who agrees, for the account of which case, and under which policy (the id of its version).

    `review` is the day on which to look at it again, where somebody has set one.
    """

    id: str
    council: str
    case: str
    task: str
    person: str
    account: str
    policy: str
    asked_at: datetime
    state: AgreementState = AgreementState.ASKED
    signed_at: datetime | None = None
    ended_at: datetime | None = None
    review: date | None = None


def signed(agreement: Agreement, at: datetime) -> Agreement:
    """The agreement once its person has signed; ValueError where it does not wait for that."""
    if agreement.state is not AgreementState.ASKED:
        raise ValueError(f"agreement {agreement.id} is {agreement.state}")
    return replace(agreement, state=AgreementState.SIGNED, signed_at=at)


def ended(agreement: Agreement, at: datetime) -> Agreement:
    """The agreement once it holds no more, or is no longer asked for."""
    return replace(agreement, state=AgreementState.WITHDRAWN, ended_at=at)


def asked_again(agreement: Agreement, policy: str, at: datetime, review: date | None) -> Agreement:
    """The agreement of somebody who is asked once more, under the policy as it is then."""
    asked = replace(agreement, state=AgreementState.ASKED, policy=policy, asked_at=at)
    return replace(asked, signed_at=None, ended_at=None, review=review)
