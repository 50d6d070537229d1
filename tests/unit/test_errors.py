"""The errors: a stable code and a safe sentence each."""

from bot.errors import ChannelError, CommsDeskError, InvalidAnswer, Refused, Stale, StartError


def test_every_error_carries_its_code_and_a_sentence_to_show() -> None:
    for kind in (InvalidAnswer, Refused, Stale):
        error = kind("some-code", "What to do.")
        assert (error.code, error.sentence) == ("some-code", "What to do.")
        assert isinstance(error, CommsDeskError)


def test_a_channel_error_says_whether_and_when_to_try_again() -> None:
    later = ChannelError("busy", "Try later.", permanent=False, retry_after=2.5)
    never = ChannelError("gone", "The conversation is closed.", permanent=True)
    assert (later.permanent, later.retry_after) == (False, 2.5)
    assert (never.permanent, never.retry_after) == (True, None)


def test_a_start_error_lists_every_fault_on_a_line_of_its_own() -> None:
    error = StartError("settings", ["one", "two"])
    assert error.faults == ("one", "two")
    assert error.sentence == "one\ntwo"
