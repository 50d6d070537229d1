"""Files: uploading in three steps (ask for an address, send the bytes, say that it is complete), and what is known."""

from tests.fakes.slack.calls import Call, method
from tests.fakes.slack.state import Json, Message, SlackError, Upload


@method("files.getUploadURLExternal", "files:write")
async def upload_url(call: Call) -> Json:
    """An address for a file of that length; `invalid_arguments` without name or length."""
    name, length = call.needs("filename", "length")
    upload = Upload(call.slack.mint.id("F"), str(name), int(length), call.team)
    call.slack.state.uploads[upload.id] = upload
    return {"upload_url": f"{call.slack.root}/upload/{upload.id}", "file_id": upload.id}


@method("files.completeUploadExternal", "files:write")
async def complete(call: Call) -> Json:
    """Share the files in a conversation: `file_not_found`, `channel_not_found`, and no file is half sent."""
    (files,) = call.needs("files")
    found = [_whole(call, str(f.get("id", ""))) for f in files]
    named = str(call.args.get("channel_id") or call.args.get("channels") or "")
    for channel in [c for c in named.split(",") if c]:
        _share(call, channel, found)
    return {"files": [{"id": f.id, "title": f.name, "name": f.name, "size": f.length} for f in found]}


@method("files.info", "files:read")
async def info(call: Call) -> Json:
    """What Slack tells of a file; `file_not_found`, `file_deleted`."""
    (named,) = call.needs("file")
    upload = call.slack.state.uploads.get(str(named))
    if upload is None or upload.team != call.team:
        raise SlackError("file_not_found")
    if upload.standing == "deleted":
        raise SlackError("file_deleted")
    url = upload.elsewhere or call.slack.private(upload)
    mode = "hosted" if upload.standing == "there" else upload.standing
    told = {"id": upload.id, "name": upload.name, "mimetype": upload.mimetype, "size": len(upload.body), "mode": mode}
    return {"file": told | {"url_private": url, "url_private_download": url}}


def _whole(call: Call, file: str) -> Upload:
    upload = call.slack.state.uploads.get(file)
    if upload is None or upload.team != call.team or len(upload.body) != upload.length:
        raise SlackError("file_not_found")
    return upload


def _share(call: Call, channel: str, uploads: list[Upload]) -> None:
    where = call.slack.state.conversation(channel)
    if call.token.user not in where.members:
        raise SlackError("channel_not_found")
    files = [{"id": u.id, "name": u.name, "title": u.name, "size": u.length} for u in uploads]
    text = str(call.args.get("initial_comment", ""))
    bot = call.slack.bot_id(call.team)
    where.messages.append(Message(call.slack.mint.ts(), channel, call.token.user, text, bot_id=bot, files=files))
    for upload in uploads:
        upload.channels = (*upload.channels, channel)
