"""A state as JSON, its reasons, the token of its prompt and the receipt of its outcome."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from flows.engine import Cited, Deadline, Done, Given, Outcome, as_json, explain, fresh, receipt, replay, token
from flows.engine.policy import Document
from tests.unit.engine.samples import AGREE, FIRST, RULES, TODAY, WHOLE, YES, answers, made, policy, spend, tier


def done(**changes: Any) -> Done:
    """The end of the spending flow under a policy with these changes."""
    state = replay(spend, policy(**changes), WHOLE)
    assert isinstance(state, Done)
    return state


def test_a_question_as_json_is_what_a_channel_needs() -> None:
    assert as_json(replay(spend, policy(), {})) == {
        "status": "asking",
        "question": {
            "id": "where",
            "prompt": "Where is it?",
            "hint": "",
            "kind": "choice",
            "options": [
                {"value": "here", "label": "Here"},
                {"value": "elsewhere", "label": 'Else"where'},
                {"value": "unsure", "label": "I don't know"},
            ],
            "why": "The rule is for here.",
            "sections": [{"document": "Policy", "section": "2.1", "rows": ["p-1"], "says": "Say where."}],
            "law": [],
        },
        "path": [],
    }


def test_a_wrong_answer_as_json_has_its_error_beside_the_question() -> None:
    told = as_json(replay(spend, policy(), {**WHOLE, "cost": Given("1e9")}))
    assert told["error"].startswith("Write the amount")
    assert [p["question"] for p in told["path"]] == ["where", "code"]


def test_an_outcome_as_json_has_every_field_of_the_design() -> None:
    told = as_json(done())
    section = {"document": "Policy", "section": "2.1", "rows": ["p-1", "p-1b"], "says": "Say where. Give a code."}
    days = {"document": "Guide", "section": "Days", "rows": ["g-1"], "says": "Before April."}
    tier_2 = {"document": "Policy", "section": "2.2", "rows": ["p-2"], "says": "Somebody agrees."}
    first = {**section, "rows": ["p-1"], "says": "Say where."}
    assert told["path"][-2:] == [
        {"question": "extras", "answer": ["music"]},
        {"question": "aim", "answer": "To be seen"},
    ]
    assert told["outcome"] == {
        "id": "agree",
        "kind": "approval",
        "text": "These people must agree.",
        "steps": ["Sign the form.", "Pay for the music."],
        "sections": [section, tier_2, days],
        "searched": [],
        "law": [],
        "conflicts": [],
        "inferences": ["We think that one form will do."],
        "approvals": [
            {"role": "comms", "of": "code", "rule": "any", "sections": [first], "law": []},
            {
                "role": "head", "of": "requester", "rule": "any", "expires_after_working_days": 5,
                "sections": [tier_2], "law": [],
            },
        ],
        "tell": [],
        "records": ["spending"],
        "tasks": [
            {"id": "sign", "text": "Sign the form.", "role": "comms", "register": "", "sections": [section], "law": []},
        ],
        "deadline": {
            "from": "approval", "due": "2026-12-01", "working_days": 3, "calendar": "", "sections": [days],
            "law": [],
        },
        "notices": [
            "Policy (1.0) was due for review by 1 May 2022; it still applies, but ask its owner for a newer one."
        ],
    }  # fmt: skip
    assert json.loads(json.dumps(told)) == told


def test_a_deadline_in_hours_says_hours_and_no_date() -> None:
    outcome = Outcome(AGREE, deadline=Deadline(Cited(1, ("g-1",)), "now", hours=4))
    due = outcome.as_json("spend", policy())["deadline"]
    assert {k: v for k, v in due.items() if k not in ("sections", "law")} == {
        "from": "now",
        "due": None,
        "hours": 4,
        "calendar": "",
    }


def test_a_contradiction_of_the_policy_is_shown_with_both_sides() -> None:
    dear = replay(spend, policy(), {**WHOLE, "cost": Given("6000")})
    conflict = as_json(dear)["outcome"]["conflicts"][0]
    assert (conflict["code"], conflict["note"], conflict["follow"]) == ("X1", "They differ.", "The chief decides.")
    assert [s["section"] for s in conflict["sections"]] == ["2.2", "2.10"]


def test_an_outcome_that_is_not_covered_names_the_documents_searched() -> None:
    told = as_json(replay(spend, policy(rules={}), {}))["outcome"]
    assert (told["searched"], told["sections"]) == (["Policy", "Guide"], [])
    assert len(told["notices"]) == 1


def test_a_document_that_was_not_there_yet_on_the_day_says_so() -> None:
    document = Document("guide", "Guide", "2.0", dated=date(2024, 5, 14), review_due=date(2025, 5, 1))
    assert "was not there yet" in document.notice(date(2024, 5, 13))
    assert document.notice(date(2024, 5, 14)) == document.notice(date(2025, 5, 1)) == ""
    assert "due for review by 1 May 2025" in document.notice(date(2025, 5, 2))


def test_a_review_that_is_not_yet_due_is_not_mentioned() -> None:
    early = replace(policy().situation, as_of=TODAY.replace(year=2022, month=5, day=1))
    assert as_json(replay(spend, policy(situation=early), answers(where="unsure")))["outcome"]["notices"] == []


def test_every_text_goes_through_the_councils_wording() -> None:
    keys = ["where.prompt", "where.hint", "where.why", "where.option.here", "agree.text", "agree.sign", "agree.ours"]
    worded = policy(wording={f"spend.{k}": k.upper() for k in keys})
    asked, told = as_json(replay(spend, worded, {}))["question"], as_json(replay(spend, worded, WHOLE))["outcome"]
    assert [asked["prompt"], asked["hint"], asked["why"], asked["options"][0]["label"]] == [k.upper() for k in keys[:4]]
    assert [told["text"], told["steps"][0], told["inferences"][0]] == [k.upper() for k in keys[4:]]
    assert told["tasks"][0]["text"] == "AGREE.SIGN"


def test_why_a_question_is_asked_is_its_reason_and_its_sections() -> None:
    why = explain(replay(spend, policy(), answers(where="here")), policy())
    assert [(q["id"], q["why"]) for q in why["questions"]] == [("where", "The rule is for here."), ("code", "")]
    assert why["questions"][1]["sections"][0]["rows"] == ["p-1", "p-1b"]
    assert why["outcome"] == {"sections": [], "law": []}


def test_what_an_outcome_rests_on_is_its_sections() -> None:
    why = explain(done(), policy(wording={"spend.aim.prompt": "Aim?"}))
    assert [s["section"] for s in why["outcome"]["sections"]] == ["2.1", "2.2", "Days"]
    assert why["questions"][-1]["prompt"] == "Aim?"


def test_a_prompt_is_fresh_until_its_answer_is_recorded() -> None:
    """As chat platforms let people press an old button: a prompt already answered must never answer the next one."""
    before, after = replay(spend, policy(), {}), replay(spend, policy(), answers(where="here"))
    assert fresh(token(before), replay(spend, policy(), {}))
    assert not fresh(token(before), after)


def test_a_button_pressed_twice_is_stale_the_second_time() -> None:
    first = replay(spend, policy(), answers(where="here"))
    assert not fresh(token(first), replay(spend, policy(), answers(where="here", code="AB-1")))


def test_an_unfinished_form_cannot_be_sent_from_an_old_tab() -> None:
    """As GOV.UK Forms once allowed from a copied page of a finished form (pull request 762)."""
    assert not fresh(token(done()), replay(spend, policy(), answers(where="here")))


def test_other_rules_another_verdict_and_another_council_make_a_prompt_stale() -> None:
    old = token(done())
    assert old == token(done())
    assert old != token(done(rules_hash="r2"))
    assert old != token(done(council="other"))
    assert old != token(done(situation=replace(policy().situation, states=frozenset({"mourning"}))))
    assert old != token(replay(spend, policy(), {**WHOLE, "code": Given("AB-1", "closed")}))


def test_other_words_and_answers_off_the_route_leave_a_prompt_fresh() -> None:
    assert token(done()) == token(done(wording_hash="w2"))
    assert token(replay(spend, policy(), answers(where="unsure", cost="5"))) == token(
        replay(spend, policy(), answers(where="unsure"))
    )


def test_a_wrong_answer_leaves_its_own_prompt_fresh() -> None:
    assert token(replay(spend, policy(), answers(where="nowhere"))) == token(replay(spend, policy(), {}))


def test_half_a_character_in_an_answer_breaks_no_token() -> None:
    asked = made(lambda ask, rules, policy: Outcome(YES, (rules.all,)), FIRST)
    assert token(replay(asked, policy(), answers(first="\ud800")))
    assert token(replay(spend, policy(), answers(where="\ud800")))


def test_a_receipt_holds_the_route_the_rules_and_the_versions() -> None:
    held = receipt(done())
    assert (held.flow, held.council, held.end) == ("spend", "sample", "agree")
    assert held.route[1] == ("code", "AB-1", "open")
    assert held.rows == ("p-1", "p-1b", "g-1", "p-2")
    assert held.versions == {"policy": "1.0", "guide": "2"}
    assert (held.rules_hash, held.wording_hash) == ("r1", "w1")
    assert held.situation["as_of"] == TODAY


def test_the_same_answers_under_the_same_policy_give_the_same_receipt() -> None:
    assert receipt(done()) == receipt(done())


def test_any_other_answer_or_rule_gives_another_receipt() -> None:
    cheap = replay(spend, policy(), {**WHOLE, "cost": Given("60")})
    assert isinstance(cheap, Done)
    other = [receipt(cheap), receipt(done(rules_hash="r2")), receipt(done(wording_hash="w2"))]
    later = receipt(done(situation=replace(policy().situation, as_of=TODAY.replace(day=21))))
    assert len({r.digest for r in [receipt(done()), later, *other]}) == 5


def test_states_in_any_order_give_one_receipt() -> None:
    assert receipt(done(states=("emergency", "pre_election"))) == receipt(done(states=("pre_election", "emergency")))
    assert RULES.tiers[0] == tier("50", "team")
