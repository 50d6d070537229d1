"""Which scope each method and each event of Slack's needs. The manifest asks for these and no others; a test looks."""

from collections.abc import Mapping

# The methods that the channel calls with a bot's token, by the names of Slack's client. Where there are two scopes,
# the first is for the call, or for a public channel; the other for the address, or for a private one.
METHODS: Mapping[str, tuple[str, ...]] = {
    "auth_test": (),
    "auth_revoke": (),
    "chat_postEphemeral": ("chat:write",),
    "chat_postMessage": ("chat:write",),
    "chat_update": ("chat:write",),
    "conversations_history": ("im:history",),
    "conversations_info": ("channels:read", "groups:read"),
    "conversations_open": ("im:write",),
    "files_info": ("files:read",),
    "files_upload_v2": ("files:write",),
    "users_info": ("users:read", "users:read.email"),
    "views_open": (),
    "views_publish": (),
    "views_push": (),
    "views_update": (),
}
# Methods that take no bot's token.
WITHOUT_BOT = frozenset({"apps_connections_open", "oauth_v2_access"})
# The events that are listened to, by the names of the manifest.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "message.im": ("im:history",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
# What commands and shortcuts need, and the field of a form into which people put files.
FEATURES = ("commands", "files:read")
# All that the app asks for, in the order of the alphabet.
BOT = tuple(sorted({s for needed in (*METHODS.values(), *EVENTS.values()) for s in needed} | set(FEATURES)))
