"""What the bot allows itself in Slack is no more than Slack does."""

import pytest

from bot.channels.slack.calling.rates import method
from tests.fakes.slack.rates import IN_ONE_CONVERSATION, IN_THE_WORKSPACE, MINUTE, TIER, TIERS

MESSAGE, PAGE = "T1/D1", "T1/U1#home"


@pytest.mark.parametrize(
    ("address", "edit", "name"),
    [
        (MESSAGE, False, "chat.postMessage"),
        (MESSAGE, True, "chat.update"),
        (PAGE, False, "views.publish"),
        (PAGE, True, "views.publish"),
    ],
)
def test_each_address_has_the_method_by_which_it_is_sent_to(address: str, edit: bool, name: str) -> None:
    assert method(address, edit=edit).name == name


@pytest.mark.parametrize(("address", "edit"), [(MESSAGE, True), (PAGE, False)])
def test_a_method_with_a_tier_keeps_to_it_in_each_workspace(address: str, edit: bool) -> None:
    found = method(address, edit=edit)
    (limit,) = found.limits
    assert limit.whole
    assert (limit.count, limit.seconds) == (TIER[TIERS[found.name]], MINUTE)


def test_posts_keep_to_the_rule_of_each_conversation_and_to_that_of_the_workspace() -> None:
    limits = {limit.whole: (limit.count, limit.seconds) for limit in method(MESSAGE, edit=False).limits}
    assert limits == {False: IN_ONE_CONVERSATION, True: IN_THE_WORKSPACE}
