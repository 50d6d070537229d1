"""Posts that somebody reports from their message, as Teams hands them over."""

import pytest

from bot.channels.teams.reading.wire import Author, Extension, Post, of

AUTHOR = "ABCDEF01-0000-4000-8000-000000000002"


def reported(author: object) -> tuple[Post, Author]:
    """The post that the extension was opened on, and who wrote it."""
    used = of(Extension, {"commandId": "report", "messagePayload": {"id": "1", "from": {"user": {"id": author}}}})
    post = used.post if used else None
    wrote = post.sender.user if post and post.sender else None
    assert post
    assert wrote
    return post, wrote


def test_the_author_is_known_by_their_id_in_entra() -> None:
    assert reported(AUTHOR)[1].id == AUTHOR.lower()


@pytest.mark.parametrize("author", ["29:nadia", "live:.cid.1", "", 7, None, AUTHOR + "\n"])
def test_a_post_of_somebody_who_is_in_no_directory_can_be_reported_too(author: object) -> None:
    post, wrote = reported(author)
    assert (post.id, wrote.id) == ("1", None)
