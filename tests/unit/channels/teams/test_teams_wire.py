"""What is read of an activity: all that is needed must be there, all else may be as it likes."""

from typing import Any

import pytest

from bot.channels.teams.edge.answers import Malformed
from bot.channels.teams.reading import places
from bot.channels.teams.reading.wire import read
from bot.messages import Posting, Screen

TENANT, OBJECT = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def message(**parts: Any) -> dict[str, Any]:
    """A message of somebody's."""
    return {
        "type": "message", "id": "1", "serviceUrl": "https://smba.example/", "channelId": "msteams",
        "recipient": {"id": "28:bot"}, "from": {"id": "29:1", "aadObjectId": OBJECT},
        "conversation": {"id": "a:1", "conversationType": "personal"}, "channelData": {"tenant": {"id": TENANT}},
        **parts,
    }  # fmt: skip


@pytest.mark.parametrize(
    "parts",
    [
        {"conversation": None}, {"conversation": {}}, {"conversation": {"id": ""}}, {"conversation": {"id": "a b"}},
        {"conversation": {"id": "x" * 300}}, {"conversation": {"id": "a:1", "conversationType": "stage"}},
        {"from": None}, {"from": {}}, {"from": {"id": "29:1"}}, {"from": {"id": "29:1", "aadObjectId": "me"}},
        {"from": {"id": 1, "aadObjectId": OBJECT}}, {"recipient": None}, {"channelData": None}, {"channelData": {}},
        {"channelData": {"tenant": {"id": "home"}}}, {"type": None}, {"serviceUrl": None}, {"text": 1},
    ],
)  # fmt: skip
def test_what_lacks_a_part_that_is_needed_is_malformed(parts: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(message(**parts))


@pytest.mark.parametrize(
    "parts",
    [
        {"text": None, "entities": None, "attachments": None, "membersAdded": None, "value": None},
        {"entities": [{"type": "mention"}, {"mentioned": 1}, None, "x"], "attachments": [{}, None, {"name": 1}]},
        {"something": {"nobody": "knows"}, "channelData": {"tenant": {"id": TENANT}, "team": {"id": 1}}},
        {"channelData": None, "conversation": {"id": "a:1", "tenantId": TENANT}},
    ],
)
def test_what_is_not_needed_may_be_as_it_likes(parts: dict[str, Any]) -> None:
    activity = read(message(**parts))
    assert activity.tenant == TENANT
    assert [m.mentioned for m in activity.mentions if m.mentioned] == []


def test_somebody_needs_no_id_in_the_directory_where_nobody_did_anything() -> None:
    assert read(message(type="conversationUpdate", **{"from": {"id": "28:bot"}})).type == "conversationUpdate"


def test_ids_of_the_directory_are_read_the_same_whatever_their_capitals() -> None:
    activity = read(message(**{"from": {"id": "29:1", "aadObjectId": OBJECT.replace("2", "A")}}))
    assert activity.sender.object_id == OBJECT.replace("2", "a")


def test_a_channel_is_kept_as_a_whole_and_answered_in_its_thread() -> None:
    where = {"id": "19:x@thread.tacv2;messageid=5", "conversationType": "channel"}
    place = places.place(read(message(conversation=where)), f"{TENANT}/a:1")
    assert place.reference.conversation == "19:x@thread.tacv2"
    assert (place.reference.user, place.reference.object_id) == ("", "")
    assert place.in_thread.conversation == where["id"]
    assert place.given["channel"] == f"{TENANT}/19:x@thread.tacv2"


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ({"id": "a:1", "conversationType": "personal"}, "personal"),
        ({"id": "a:1"}, "personal"),
        ({"id": f"19:{OBJECT}_{TENANT}@unq.gbl.spaces", "conversationType": "personal"}, "groupChat"),
        ({"id": f"19:{OBJECT}_{TENANT}@unq.gbl.spaces"}, "groupChat"),
        ({"id": "19:x@thread.v2"}, "groupChat"),
        ({"id": "19:x@thread.tacv2;messageid=5"}, "channel"),
        ({"id": "19:x@thread.v2", "conversationType": "groupChat"}, "groupChat"),
        ({"id": "a:1", "isGroup": True}, "groupChat"),
        ({"id": f"19:{OBJECT}_99999999-9999-4999-8999-999999999999@unq.gbl.spaces"}, "personal"),
    ],
)
def test_only_a_chat_with_the_bot_alone_is_taken_for_a_persons_own(where: dict[str, Any], kind: str) -> None:
    bot = {"id": "28:99999999-9999-4999-8999-999999999999"}
    reference = places.reference(read(message(conversation=where, recipient=bot)))
    assert reference.kind == kind
    assert bool(reference.user) == (kind == "personal")


@pytest.mark.parametrize(
    ("address", "seen"),
    [("a:1", True), ("29:1", True), ("19:x@thread.tacv2", True), ("a:2", False), ("19:y@thread.tacv2", False)],
)
def test_a_card_is_seen_by_whoever_it_is_for_and_where_it_stands(address: str, seen: bool) -> None:
    where = {"id": "19:x@thread.tacv2;messageid=5", "conversationType": "channel"}
    place = places.place(read(message(conversation=where)), f"{TENANT}/a:1")
    assert place.sees(Posting(f"{TENANT}/{address}", "card-1", 1, Screen("A card", "A card."))) is seen
