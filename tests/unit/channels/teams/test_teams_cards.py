"""What a card looks like in Teams: what stands where, what can be pressed, and what is said without colours."""

from dataclasses import replace

import pytest

from bot.channels.teams.drawing import Json, card, dialog, line, message, reading
from bot.messages import (
    Button,
    Citation,
    Citations,
    Facts,
    History,
    Input,
    Progress,
    Screen,
    Stage,
    Steps,
    Text,
    Tone,
)
from tests.contracts.gallery import HOSTILE, SCREENS
from tests.contracts.office_cards import APPROVAL, CHOICE, DECIDED, HAPPENED, QUESTION, RECEIPT, WITH_ERRORS
from tests.unit.channels.teams.cards import bare, fields, of_kind, parts, read, sends, tokens


def drawn(screen: Screen) -> Json:
    return card(screen, "case-1", 3)


def test_a_card_is_one_that_old_clients_and_screen_readers_understand() -> None:
    made = drawn(APPROVAL)
    assert (made["type"], made["version"]) == ("AdaptiveCard", "1.5")
    assert APPROVAL.summary in made["fallbackText"]
    assert made["speak"] == APPROVAL.summary
    assert message(made, APPROVAL.summary)["summary"] == APPROVAL.summary


def test_a_card_begins_with_its_title_as_a_heading_and_where_it_stands() -> None:
    title, label = drawn(APPROVAL)["body"][0]["items"]
    assert (title["style"], title["text"]) == ("heading", APPROVAL.title)
    assert read(label) == f"👉 {APPROVAL.label}"


@pytest.mark.parametrize("tone", ["good", "warn", "bad"])
def test_how_good_the_news_is_is_said_by_a_colour_a_sign_and_in_words(tone: Tone) -> None:
    head = drawn(Screen("Title", "Summary", tone=tone))["body"][0]
    sign, words = read(head["items"][1]).split(" ", 1)
    assert head["style"] in {"good", "warning", "attention"}
    assert sign in {"✅", "⚠️", "⛔"}
    assert words.replace(" ", "").isalpha()


def test_each_step_of_a_case_has_its_sign_and_its_state_in_a_word() -> None:
    stages = (
        Stage("A", "waiting"), Stage("B", "now"), Stage("C", "done"),
        Stage("D", "refused"), Stage("E", "returned"), Stage("F", "stopped"),
    )  # fmt: skip
    rows = of_kind("ColumnSet", drawn(Screen("T", "S", (Progress(stages),))))
    assert len({read(row["columns"][0]) for row in rows}) == len(stages)
    assert len({read(row["columns"][1]).partition(" · ")[2] for row in rows}) == len(stages)


def test_moments_are_given_in_the_readers_own_time_and_stand_apart_from_what_people_wrote() -> None:
    macros = [p["text"] for p in of_kind("TextBlock", drawn(DECIDED)) if "{{" in p["text"]]
    assert macros[0] == "{{DATE(2026-11-20T09:12:00Z, SHORT)}} {{TIME(2026-11-20T09:12:00Z)}}"
    assert len(macros) == 3 + len(HAPPENED.entries)


def test_a_moment_of_another_zone_is_written_in_utc() -> None:
    found = read(drawn(Screen("T", "S", (History((("2026-06-01T09:00:00+01:00", "It began."),)),))))
    assert "TIME(2026-06-01T08:00:00Z)" in found


def test_a_date_that_somebody_typed_is_no_macro() -> None:
    typed = "{{DATE(2026-11-20T09:12:00Z, SHORT)}}"
    made = drawn(replace(SCREENS["kind text"], title=typed, blocks=(Text(typed),)))
    assert not [p for p in parts(made) if "{{" in str(p.get("text"))]
    assert read(made).count(typed) == 2


def test_sections_are_folded_where_they_are_long_or_a_form_waits() -> None:
    long = Citations((Citation("Policy", "2.7", "word " * 100),))
    short = Citations((Citation("Policy", "2.7", "A word."),))
    shown = {
        name: next(p for p in parts(drawn(screen)) if p.get("id") == "why.0")["isVisible"]
        for name, screen in {
            "short": Screen("T", "S", (short,)),
            "long": Screen("T", "S", (long,)),
            "form": Screen("T", "S", (short,), (Input("x", "X"),), (Button("Go", "go"),)),
        }.items()
    }
    assert shown == {"short": True, "long": False, "form": False}


def test_what_is_folded_opens_from_the_keyboard_and_says_what_it_is() -> None:
    long = Citations((Citation("Policy", "2.7", "word " * 100),))
    (toggle,) = of_kind("Action.ToggleVisibility", drawn(Screen("T", "S", (long,))))
    assert long.title in toggle["title"]
    assert toggle["targetElements"] == ["why.0.open", "why.0.closed", "why.0"]


def test_what_to_do_is_numbered_and_points_are_not() -> None:
    found = of_kind(
        "ColumnSet", drawn(Screen("T", "S", (Steps(("One", "Two"), "First"), Steps(("A",), numbered=False))))
    )
    assert [read(row).splitlines() for row in found] == [["1.", "One"], ["2.", "Two"], ["•", "A"]]


def test_short_facts_stand_in_two_columns_unless_many_of_the_others_are_long() -> None:
    short, long = ("Cost", "£80.00"), ("Aim", "word " * 30)

    def in_columns(*rows: tuple[str, str]) -> list[str]:
        found = of_kind("ColumnSet", drawn(Screen("T", "S", (Facts(rows),))))
        return [read(row["columns"][0]) for row in found]

    assert in_columns(short, short, long) == ["Cost", "Cost"]
    assert in_columns(short, long) == []


def test_an_address_can_be_followed_and_is_shown_whole() -> None:
    (link,) = of_kind("Action.OpenUrl", drawn(APPROVAL))
    assert link["url"] == "https://www.facebook.com/examplecouncil/posts/1234567890"
    assert link["url"] in read(drawn(APPROVAL))


def test_the_lines_of_what_people_wrote_are_kept() -> None:
    said = drawn(Screen("T", "S", (Text("One\nTwo\n\nThree"),)))["body"][1:]
    assert [(read(b), b["spacing"]) for b in said] == [("One", "default"), ("Two", "none"), ("Three", "default")]


def test_the_newest_of_a_long_past_is_shown_and_the_rest_can_be_read() -> None:
    entries = tuple((f"2026-11-{n:02}T09:00:00+00:00", f"Event {n}.") for n in range(1, 30))
    screen = Screen("T", "S", (History(entries),))
    assert "Event 29." in read(drawn(screen))
    assert "Event 1." not in read(drawn(screen))
    assert sends(drawn(screen))["Read all"]["verb"] == "whole"
    assert "Event 1." in read(reading(screen))


def test_an_entry_of_the_past_that_says_nothing_is_drawn_all_the_same() -> None:
    assert "–" in read(drawn(Screen("T", "S", (History((("", ""),)),))))


def test_what_a_card_has_no_room_for_is_said_to_be_cut_and_can_all_be_read() -> None:
    story = " ".join(f"word{n}" for n in range(1_500))
    screen = Screen("T", "S", (Text(story), Citations((Citation("Policy", "2.7", story),))))
    assert "…" in read(drawn(screen))
    assert "Read all" in sends(drawn(screen))
    assert "word1499" in read(reading(screen))


def test_what_is_folded_has_as_many_of_its_sections_as_there_is_room_for() -> None:
    sections = tuple(Citation("Policy", f"{n}.1", "word " * 380) for n in range(30))
    made = drawn(Screen("T", "S", (Citations(sections),)))
    assert "1.1 · Policy" in read(made)
    assert "29.1 · Policy" not in read(made)
    assert "Read all" in sends(made)


def test_what_was_filled_in_in_many_long_fields_leaves_room_for_the_buttons() -> None:
    asked = tuple(Input(f"x{n}", "X", "long_text", value="word " * 790) for n in range(12))
    made = drawn(Screen("T", "S", inputs=asked, buttons=(Button("Go on", "go"), Button("Back", "back", "quiet"))))
    assert tokens(made) == ["go", "back"]
    assert len(fields(made)) > 6


def test_a_card_that_is_shown_whole_offers_no_more_to_read() -> None:
    assert "Read all" not in sends(drawn(APPROVAL))


def test_what_is_read_whole_has_nothing_to_press_and_nothing_folded() -> None:
    made = reading(APPROVAL)
    assert not sends(made)
    assert all(p.get("isVisible", True) for p in parts(made) if p["type"] == "Container")
    assert "Grace Okafor approved it." in read(made)


def test_a_press_brings_the_token_and_names_the_card_and_its_version() -> None:
    approve = sends(drawn(APPROVAL))["Approve"]
    assert (approve["verb"], approve["style"]) == ("press", "positive")
    assert approve["data"] == {"commsdesk": {"token": "approve", "key": "case-1", "version": 3}}


def test_an_old_client_sends_the_same_with_the_verb_in_it() -> None:
    for sent in sends(drawn(RECEIPT)).values():
        older, ours = sent["fallback"], sent["data"]["commsdesk"]
        assert (older["type"], older["title"]) == ("Action.Submit", sent["title"])
        assert older["data"] == {"commsdesk": {**ours, "verb": sent["verb"]}}


def test_buttons_that_ask_for_a_reason_unfold_its_field() -> None:
    asks = {p["title"]: p for p in of_kind("Action.ShowCard", drawn(APPROVAL))}
    assert list(asks) == ["Ask for changes", "Decline"]
    for title, unfolds in asks.items():
        assert list(sends(unfolds["card"])) == [title]
        assert len(fields(unfolds["card"])) == 1
        assert unfolds["fallback"]["type"] == "Action.Submit"


def test_what_cannot_be_undone_is_asked_once_more() -> None:
    (stop,) = of_kind("Action.ShowCard", drawn(QUESTION))
    assert stop["style"] == "destructive"
    assert read(stop["card"]) == f"⛔ {QUESTION.buttons[3].confirm}"
    assert tokens(stop["card"]) == [QUESTION.buttons[3].token]


def test_a_button_that_is_not_about_the_fields_leaves_them_alone() -> None:
    sent = sends(drawn(QUESTION))
    assert "associatedInputs" not in sent["Continue"]
    assert [sent[name]["associatedInputs"] for name in ("Back", "Why do you ask?", "Stop")] == ["none"] * 3


def test_at_most_six_buttons_stand_in_a_row_and_none_is_lost() -> None:
    made = drawn(SCREENS["many buttons"])
    assert [len(p["actions"]) for p in of_kind("ActionSet", made)] == [6, 6]
    assert tokens(made) == [b.token for b in SCREENS["many buttons"].buttons]


def test_ways_out_stand_in_a_row_of_their_own_below_the_answers() -> None:
    screen = Screen("T", "S", buttons=(Button("Yes", "y"), Button("Back", "b", "quiet"), Button("No", "n")))
    rows = of_kind("ActionSet", drawn(screen))
    assert [[a["title"] for a in row["actions"]] for row in rows] == [["Yes", "No"], ["Back"]]


def test_each_answer_that_can_be_changed_has_its_own_way_to() -> None:
    (facts,) = [p for p in RECEIPT.blocks if isinstance(p, Facts)]
    found = [p["selectAction"] for p in of_kind("Column", drawn(RECEIPT)) if "selectAction" in p]
    assert {a["title"]: a["data"]["commsdesk"]["token"] for a in found} == {
        f"Change: {label}": token for label, token in facts.changes.items()
    }
    assert {a["verb"] for a in found} == {"change"}


def test_a_still_card_has_nothing_to_press_or_to_fill_in_and_says_what_was_asked() -> None:
    made = card(WITH_ERRORS, "k", 1, still=True)
    assert not sends(made)
    assert not fields(made)
    assert "LIB-9999" in read(made)
    assert "Change" not in read(card(RECEIPT, "k", 1, still=True))


def test_a_card_is_drawn_anew_for_at_most_sixty_who_see_it() -> None:
    users = [f"29:{n}" for n in range(80)]
    again = card(APPROVAL, "case-1", 3, refresh=users)["refresh"]
    assert again["userIds"] == users[:60]
    assert (again["action"]["type"], again["action"]["verb"]) == ("Action.Execute", "refresh")
    assert again["action"]["data"] == {"commsdesk": {"key": "case-1", "version": 3}}
    assert card(APPROVAL, "k", 1, refresh=[])["refresh"]["userIds"] == []
    assert "refresh" not in drawn(APPROVAL)


def test_a_dialog_submits_and_is_never_refreshed() -> None:
    made = dialog(APPROVAL, "case-1", 3)
    assert not sends(made)
    assert [p["data"]["commsdesk"]["token"] for p in of_kind("Action.Submit", made)] == ["approve", "return", "decline"]


ROWS = Screen(
    "Comms Desk",
    "Your page",
    (Steps(("K7QX-M4TD: Boost a post. Waiting.",), "Waiting for you", numbered=False), Facts((("Boost", "Pay."),))),
    buttons=(Button("Show K7QX-M4TD", "show", "primary"), Button("Boost", "boost"), Button("Help", "help")),
)


def test_the_button_of_a_row_stands_beside_it_and_says_its_whole_label_to_screen_readers() -> None:
    made = drawn(ROWS)
    beside = [a for p in of_kind("ColumnSet", made) for a in of_kind("Action.Execute", p)]
    assert [(a["title"], a["tooltip"]) for a in beside] == [("Show", "Show K7QX-M4TD"), ("Open", "Boost")]
    assert sorted(tokens(made)) == ["boost", "help", "show"]


def test_a_button_that_unfolds_fields_stays_below_its_list() -> None:
    asks = replace(ROWS, buttons=(Button("Show K7QX-M4TD", "show", inputs=(Input("x", "X"),)),))
    assert not [a for p in of_kind("ColumnSet", drawn(asks)) for a in of_kind("Action.ShowCard", p)]
    assert tokens(drawn(asks)) == ["show"]


def test_where_a_list_has_no_room_its_buttons_stand_below_it() -> None:
    long = replace(ROWS, blocks=(*ROWS.blocks, *[Steps(("word " * 500,) * 20)] * 4))
    assert sorted(tokens(drawn(long))) == ["boost", "help", "show"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_as_it_was_written_and_never_stands_in_markdown(name: str) -> None:
    made = drawn(SCREENS[f"hostile {name}"])
    assert bare(HOSTILE[name])[:50] in bare(read(made))
    assert not [p for p in of_kind("TextBlock", made) if "**" in p["text"] or "](" in p["text"] or "<" in p["text"]]


def test_a_title_that_markdown_would_change_is_no_text_block() -> None:
    for title in (
        "- a list",
        "1. one",
        "*bold*",
        "[a](b)",
        "a <at>b</at>",
        "snake_case",
        "# one",
        "see www.x.uk",
        "\\",
    ):
        (head, *_) = drawn(Screen(title, "S"))["body"][0]["items"]
        assert (head["type"], read(head)) == ("RichTextBlock", title)


def test_a_sentence_is_a_message_of_words() -> None:
    assert line("Ask a.b@council.example.", "warn") == {
        "type": "message",
        "textFormat": "plain",
        "text": "⚠️ Ask a.b@council.example.",
    }
    assert line("")["text"]


@pytest.mark.parametrize("said", ["*Not* bold", "<at>Nobody</at>", "[a](http://b)", "One:\n- two", "1. one", "a\\b"])
def test_a_sentence_that_markdown_would_change_is_a_card_of_one_part(said: str) -> None:
    made = line(said, "info")
    assert "text" not in made
    assert made["summary"] == said
    assert read(made["attachments"][0]["content"]) == f"ℹ️ {said}"


def test_a_choice_is_seen_at_a_glance() -> None:
    (found,) = fields(drawn(CHOICE)).values()
    assert (found["style"], [c["value"] for c in found["choices"]]) == ("expanded", ["yes", "no", "unsure"])
