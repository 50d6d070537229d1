"""How the record of a case tells what followed its approval."""

from bot.approvals.ledger import ledger, people_in
from bot.approvals.model import Event, Kind
from tests.unit.approvals.cast import BELLA, CARA, CARL, OLIVIA, play
from tests.unit.approvals.chains import whole

NAMES = {OLIVIA: "Olivia", BELLA: "Bella", CARA: "Cara", CARL: "Carl"}
APPROVED = play("any").opens(BELLA).approves(BELLA).events
FOLLOWED = (
    Event(Kind.TASKS_OPENED, "", {"tasks": {"two_factor": [CARA], "train": []}}),
    Event(Kind.TASK_PASSED_ON, CARA, {"task": "two_factor", "from": CARA, "to": CARL}),
    Event(Kind.TASK_DONE, CARL, {"task": "two_factor", "changed": {"two_factor": "True"}}),
    Event(Kind.AGREEMENT_SIGNED, OLIVIA, {"task": "sign_agreement", "policy": "v1", "to": OLIVIA}),
)


def test_the_record_says_who_was_given_which_task_and_who_did_it() -> None:
    said = [(line.who, line.what) for line in ledger(whole([*APPROVED, *FOLLOWED]), NAMES)[-4:]]
    assert said == [
        ("Comms Desk", "opened what has to be done now (train: nobody; two_factor: Cara)"),
        ("Cara", "passed the task “two_factor” from Cara to Carl"),
        ("Carl", "did the task “two_factor”"),
        ("Olivia", "agreed to the rules for “sign_agreement”"),
    ]


def test_everybody_who_was_given_a_task_is_looked_up() -> None:
    assert people_in(whole([*APPROVED, *FOLLOWED])) == {OLIVIA, BELLA, CARA, CARL}
