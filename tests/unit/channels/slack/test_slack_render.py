"""What a card looks like in Slack: what stands where, what can be pressed, and what is said without colours."""

from dataclasses import replace

import pytest

from bot.channels.slack.drawing import render
from bot.channels.slack.drawing.actions import digest
from bot.messages import (
    Button,
    Citation,
    Citations,
    Facts,
    History,
    Option,
    Progress,
    Screen,
    Stage,
    Steps,
    Text,
    Tone,
)
from tests.contracts.gallery import HOSTILE, SCREENS
from tests.contracts.office_cards import APPROVAL, CHOICE, DECIDED, HAPPENED, QUESTION, REASON, RECEIPT, WITH_ERRORS
from tests.unit.channels.slack.reading import Json, kinds, one, pressable, read

ROWS = 5


def blocks(screen: Screen) -> list[Json]:
    return render.message(screen, "case-1", 3).blocks


def of_kind(kind: str, drawn: list[Json]) -> list[Json]:
    return [b for b in drawn if b["type"] == kind]


def test_a_card_begins_with_its_title_and_where_it_stands() -> None:
    title, label = blocks(APPROVAL)[:2]
    assert (title["type"], read(title)) == ("header", APPROVAL.title)
    assert (label["type"], read(label)) == ("context", f"👉 {APPROVAL.label}")


@pytest.mark.parametrize("tone", ["good", "warn", "bad"])
def test_how_good_the_news_is_is_said_by_a_sign_and_in_words(tone: Tone) -> None:
    bare = read(blocks(Screen("Title", "Summary", tone=tone))[1])
    assert bare.split(" ", 1)[0] in {"✅", "⚠️", "⛔"}
    assert bare.split(" ", 1)[1].replace(" ", "").isalpha()


def test_notifications_and_screen_readers_get_the_summary_as_markup_that_does_nothing() -> None:
    assert render.message(APPROVAL, "k", 1).text == APPROVAL.summary
    assert render.message(replace(APPROVAL, summary="<!channel> & *"), "k", 1).text == "&lt;!channel&gt; &amp; *"
    assert render.message(replace(APPROVAL, summary=" "), "k", 1).text == APPROVAL.title


def test_short_facts_stand_in_two_columns_and_an_address_can_be_followed() -> None:
    drawn = blocks(APPROVAL)
    (cells,) = of_kind("section", drawn)
    assert "Cost\n£80.00" in [read(cell).replace("*", "") for cell in cells["fields"]]
    links = [p["url"] for b in of_kind("rich_text", drawn) for s in b["elements"] for p in s["elements"] if "url" in p]
    assert links == ["https://www.facebook.com/examplecouncil/posts/1234567890"]


def test_a_fact_that_slack_would_format_never_stands_in_markup() -> None:
    drawn = blocks(Screen("T", "S", (Facts((("Code", "*LIB*"), ("_Aim_", "x"))),)))
    assert not of_kind("section", drawn)
    assert "*LIB*" in read(drawn)


def test_each_step_of_a_case_has_its_sign_and_its_state_in_a_word() -> None:
    stages = (
        Stage("A", "waiting"), Stage("B", "now"), Stage("C", "done"),
        Stage("D", "refused"), Stage("E", "returned"), Stage("F", "stopped"),
    )  # fmt: skip
    said = read(blocks(Screen("T", "S", (Progress(stages),)))[1:])
    lines = said.splitlines()
    assert len({line.split(" ", 1)[0] for line in lines}) == len(stages)
    assert len({line.rpartition(" · ")[2] for line in lines}) == len(stages)


def test_moments_are_given_in_the_readers_own_time() -> None:
    (track,) = [b for b in of_kind("rich_text", blocks(DECIDED)) if "Budget holder" in read(b)]
    dates = [p for p in track["elements"][0]["elements"] if p["type"] == "date"]
    assert [d["format"] for d in dates] == ["{date_short_pretty} at {time}"] * 3
    past = [
        b["elements"][0]["text"] for b in of_kind("context", blocks(DECIDED)) if b["elements"][0]["type"] == "mrkdwn"
    ]
    assert sum(text.startswith("<!date^") for text in past) == len(HAPPENED.entries)


def test_the_newest_of_a_long_past_is_shown_and_the_rest_can_be_read() -> None:
    entries = tuple((f"2026-11-{n:02}T09:00:00+00:00", f"Event {n}.") for n in range(1, 30))
    screen = Screen("T", "S", (History(entries),))
    said = read(blocks(screen))
    assert "Event 29." in said
    assert "Event 1." not in said
    assert one(blocks(screen), "whole")
    assert "Event 1." in read(render.modal(screen, "k", 1, button=None))


def test_what_a_card_has_no_room_for_is_said_to_be_cut_and_can_all_be_read() -> None:
    story = " ".join(f"word{n}" for n in range(1_500))
    screen = Screen("T", "S", (Text(story), Citations((Citation("Policy", "2.7", story),))))
    assert "…" in read(blocks(screen))
    assert one(blocks(screen), "whole")["accessibility_label"]
    assert "word1499" in read(render.modal(screen, "k", 1, button=None)["blocks"])


def test_a_card_that_is_shown_whole_offers_no_more_to_read() -> None:
    assert "whole" not in [e["action_id"] for e in pressable(blocks(APPROVAL))]


def test_sections_and_the_past_stand_below_a_line_in_small_letters() -> None:
    drawn = kinds(blocks(APPROVAL))
    assert drawn.count("divider") == 1
    assert set(drawn[drawn.index("divider") + 1 : -1]) == {"context"}


def test_what_to_do_is_a_list_with_numbers_and_points_are_not() -> None:
    drawn = blocks(Screen("T", "S", (Steps(("One", "Two"), "First"), Steps(("A",), numbered=False))))
    assert [e.get("style") for b in of_kind("rich_text", drawn) for e in b["elements"]] == [None, "ordered", "bullet"]


def test_a_press_brings_the_token_and_names_the_card_and_its_version() -> None:
    (row,) = of_kind("actions", blocks(APPROVAL))
    assert row["block_id"].startswith("case-1:3:")
    assert one(row, "press.0")["value"] == "approve"


def test_buttons_that_ask_for_a_reason_open_a_window_first() -> None:
    actions = {e["action_id"]: e["text"]["text"] for e in pressable(blocks(APPROVAL))}
    assert actions == {"press.0": "Approve", "open.1": "Ask for changes", "open.2": "Decline"}


def test_what_cannot_be_undone_is_asked_once_more() -> None:
    stop = one(blocks(QUESTION), "press.3")
    assert stop["style"] == "danger"
    assert stop["confirm"]["text"]["text"] == QUESTION.buttons[3].confirm
    assert stop["confirm"]["style"] == "danger"


def test_a_short_button_says_to_screen_readers_what_it_is_about() -> None:
    assert one(blocks(APPROVAL), "press.0")["accessibility_label"] == f"Approve: {APPROVAL.title}"


def test_at_most_five_buttons_stand_in_a_row_and_none_is_lost() -> None:
    rows = of_kind("actions", blocks(SCREENS["many buttons"]))
    assert all(len(row["elements"]) <= ROWS for row in rows)
    assert len(pressable(rows)) == len(SCREENS["many buttons"].buttons)


def test_ways_out_stand_in_a_row_of_their_own_below_the_answers() -> None:
    screen = Screen("T", "S", buttons=(Button("Yes", "y"), Button("Back", "b", "quiet"), Button("No", "n")))
    rows = of_kind("actions", blocks(screen))
    assert [[e["text"]["text"] for e in row["elements"]] for row in rows] == [["Yes", "No"], ["Back"]]
    assert [e["action_id"] for e in pressable(rows)] == ["press.0", "press.2", "press.1"]


def test_answers_that_can_be_changed_stand_in_one_list_that_knows_their_tokens() -> None:
    (facts,) = [p for p in RECEIPT.blocks if isinstance(p, Facts)]
    listed = one(blocks(RECEIPT), "change")
    assert {o["text"]["text"]: o["value"] for o in listed["options"]} == {
        label: digest(token) for label, token in facts.changes.items()
    }


def test_a_short_field_stands_in_the_message_with_its_hint() -> None:
    (field,) = of_kind("input", blocks(QUESTION))
    assert field["block_id"] == "case-1:3:in.cost"
    assert field["element"]["action_id"] == "field"
    assert read(field["hint"]) == QUESTION.inputs[0].hint


def test_what_is_wrong_stands_right_below_its_field_in_words() -> None:
    wrong = replace(QUESTION, inputs=(replace(QUESTION.inputs[0], value="lots", error="Write figures."),))
    drawn = blocks(wrong)
    field = kinds(drawn).index("input")
    assert drawn[field]["element"]["initial_value"] == "lots"
    assert read(drawn[field + 1]) == "⚠️ Write figures."


def test_a_long_form_waits_behind_a_button_that_says_so() -> None:
    drawn = blocks(WITH_ERRORS)
    assert not of_kind("input", drawn)
    fill = one(drawn, "open.0")
    assert (fill["value"], fill["style"]) == ("answer-code", "primary")
    assert all(i.label in read(drawn) for i in WITH_ERRORS.inputs)
    assert WITH_ERRORS.inputs[0].error in read(drawn)


def test_the_window_of_a_form_has_its_fields_and_its_other_ways() -> None:
    view = render.modal(WITH_ERRORS, "case-1", 3, button=WITH_ERRORS.buttons[0], metadata="sealed")
    assert [b["block_id"] for b in of_kind("input", view["blocks"])] == ["case-1:3:in.code", "case-1:3:in.note"]
    assert [b["optional"] for b in of_kind("input", view["blocks"])] == [False, True]
    assert read(view["submit"]) == "Continue"
    assert view["private_metadata"] == "sealed"
    assert [e["action_id"] for e in pressable(view) if e["type"] == "button"] == ["press.1"]


def test_the_window_of_a_button_asks_only_what_that_button_needs() -> None:
    view = render.modal(APPROVAL, "case-1", 3, button=APPROVAL.buttons[2])
    assert [b["block_id"] for b in of_kind("input", view["blocks"])] == [f"case-1:3:in.{REASON.id}"]
    assert (read(view["title"]), read(view["submit"])) == ("Decline", "Decline")
    assert APPROVAL.title in read(view["blocks"])


def test_a_window_to_read_in_can_only_be_closed() -> None:
    view = render.modal(APPROVAL, "case-1", 3, button=None)
    assert "submit" not in view
    assert not pressable(view)
    assert all(said in read(view) for said in ("£80.00", "Grace Okafor approved it.", "communications strategy"))


def test_a_home_page_never_has_fields_of_its_own() -> None:
    view = render.home(QUESTION, "home", 1)
    assert view["type"] == "home"
    assert not of_kind("input", view["blocks"])
    assert one(view, "open.0")["value"] == QUESTION.buttons[0].token


@pytest.mark.parametrize(("count", "kind"), [(3, "radio_buttons"), (10, "radio_buttons"), (11, "static_select")])
def test_a_choice_is_seen_at_a_glance_unless_it_is_long(count: int, kind: str) -> None:
    options = tuple(Option(str(n), f"Option {n}") for n in range(count))
    screen = replace(CHOICE, inputs=(replace(CHOICE.inputs[0], options=options, value="2"),))
    element = of_kind("input", blocks(screen))[0]["element"]
    assert element["type"] == kind
    assert element["initial_option"]["value"] == "2"


def test_no_option_of_a_very_long_list_is_lost() -> None:
    options = tuple(Option(str(n), f"Option {n}") for n in range(450))
    screen = replace(CHOICE, inputs=(replace(CHOICE.inputs[0], options=options),))
    groups = of_kind("input", render.modal(screen, "k", 1, button=screen.buttons[0])["blocks"])[0]["element"]
    assert [o["value"] for g in groups["option_groups"] for o in g["options"]] == [o.value for o in options]


@pytest.mark.parametrize(("typed", "day"), [("2026-05-31", "2026-05-31"), ("31/05/2026", "2026-05-31"), ("soon", None)])
def test_a_day_is_picked_from_a_calendar_that_opens_where_it_was(typed: str, day: str | None) -> None:
    screen = SCREENS["kind day"]
    (field,) = of_kind("input", blocks(replace(screen, inputs=(replace(screen.inputs[0], value=typed),))))
    assert field["element"].get("initial_date") == day


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_as_it_was_written_and_never_stands_in_markup(name: str) -> None:
    drawn = blocks(SCREENS[f"hostile {name}"])
    assert " ".join(HOSTILE[name].split())[:50] in " ".join(read(drawn).split())
    assert "<!channel>" not in str([t["text"] for t in _markup(drawn)])


def _markup(drawn: list[Json]) -> list[Json]:
    return [e for b in drawn for e in [*b.get("elements", ()), *b.get("fields", ())] if e.get("type") == "mrkdwn"]
