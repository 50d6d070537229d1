"""Several questions on one page, and drafts of them that outlast whatever comes between."""

from collections.abc import Mapping

import pytest

from bot.messages import Reply, Screen
from bot.storage import models
from tests.office import ANSWERS, Office

PAGE = ("answer", "aim", "audience")
WRITTEN = {"answer": ANSWERS["post_link"], "aim": ANSWERS["aim"], "audience": ANSWERS["audience"]}


@pytest.fixture
async def written(office: Office) -> Office:
    """Nadia is asked for the link, the aim and the audience of a boost on one page."""
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await office.nadia.press("Yes")
    await office.nadia.press("Continue", answer="LIB-2041")
    await office.nadia.press("No")
    return office


async def form(office: Office) -> Screen:
    return await office.nadia.card("conversation")


async def filled(office: Office, fields: Mapping[str, str], label: str = "Continue") -> Reply:
    return await office.nadia.press(label, **fields)


async def answers(office: Office) -> set[str]:
    return set((await models.Conversation.get(flow="boost")).answers)


async def test_questions_that_follow_whatever_is_written_stand_on_one_page(written: Office) -> None:
    screen = await form(written)
    assert tuple(i.id for i in screen.inputs)[: len(PAGE)] == PAGE
    assert screen.label.startswith("Questions ")


async def test_a_filled_page_answers_all_of_it_in_one_turn(written: Office) -> None:
    before = (await models.Conversation.get(flow="boost")).version
    assert await filled(written, WRITTEN) == Reply()
    assert {"post_link", "aim", "audience"} <= await answers(written)
    assert (await models.Conversation.get(flow="boost")).version == before + 1


async def test_what_was_left_out_is_asked_on_the_next_page(written: Office) -> None:
    await filled(written, {**WRITTEN, "aim": ""})
    assert "post_link" in await answers(written)
    assert not {"aim", "audience"} & await answers(written)
    assert [i.label for i in (await form(written)).inputs][:1] == [
        i.label for i in (await form(written)).inputs if i.id == "answer"
    ]


async def test_every_wrong_field_is_named_and_nothing_written_is_lost(written: Office) -> None:
    reply = await filled(written, {**WRITTEN, "answer": "not a link", "aim": "x" * 100_000})
    assert set(reply.errors) == {"answer", "aim"}
    assert not {"post_link", "aim", "audience"} & await answers(written)
    there = {i.id: i.value for i in (await form(written)).inputs}
    assert there["answer"] == "not a link"
    assert there["audience"] == WRITTEN["audience"]


async def test_a_draft_is_kept_and_does_not_make_the_open_form_stale(written: Office) -> None:
    open_form = (await form(written)).buttons[0]
    reply = await filled(written, {"answer": "", "aim": "More fam"}, "Save for later")
    assert reply.tone == "good"
    assert {i.id: i.value for i in (await form(written)).inputs}["aim"] == "More fam"
    assert await written.nadia.send(open_form.token, **WRITTEN) == Reply()


async def test_a_draft_outlasts_other_things_and_is_there_on_carrying_on(written: Office) -> None:
    await filled(written, {"aim": "More fam\0ilies"}, "Save for later")
    await written.nadia.says("help")
    await written.nadia.says("carry on")
    assert {i.id: i.value for i in (await form(written)).inputs}["aim"] == "More families"


async def test_a_draft_of_fields_that_are_not_asked_is_not_kept(written: Office) -> None:
    await filled(written, {"elsewhere": "x"}, "Save for later")
    assert (await models.Conversation.get(flow="boost")).view == {"draft": {}}


async def test_stopping_drops_the_draft(written: Office) -> None:
    await filled(written, {"aim": "More families"}, "Save for later")
    await written.nadia.press("Stop")
    assert (await models.Conversation.get(flow="boost")).view == {}


async def test_a_question_that_may_change_the_way_stands_alone(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await office.nadia.press("Yes")
    assert [i.id for i in (await form(office)).inputs] == ["answer"]
