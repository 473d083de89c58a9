"""What our app asks of Slack, as Slack's app manifest: paste it, and all settings are made.

Pure. Every scope stands here with the call or event that needs it.
"""

from typing import Any

from handlers.slack.app import COMMAND

NEWS_SHORTCUT = "お知らせ 作成"  # what it says is its callback id
EVENT_SHORTCUT = "催し 作成"
# scope: what needs it
SCOPES = {
    "app_mentions:read": "app_mention",
    "channels:history": "conversations.history, when it is not known whether a post arrived",
    "channels:read": "the channel of a body is chosen in a form",
    "chat:write": "chat.postMessage, chat.update",
    "commands": f"{COMMAND}, shortcuts",
    "groups:history": "conversations.history in private channels",
    "groups:read": "private channels are chosen in a form",
    "im:history": "message.im",
    "im:write": "conversations.open",
    "users:read": "officers are chosen in a form",
}
EVENTS = ("app_home_opened", "app_mention", "message.im")


def manifest(base: str, *, socket: bool) -> dict[str, Any]:
    """The manifest for a service at `base` (https), or one that listens on Slack's socket."""
    where = {} if socket else {"request_url": f"{base}/slack/events"}
    command = {
        "command": COMMAND,
        "description": "催し・名簿・お知らせ・質問・使い方",
        "usage_hint": "催し 作成 | 名簿 12 | お知らせ | 質問 | 使い方",
        "should_escape": True,
        **({} if socket else {"url": f"{base}/slack/events"}),
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "わっしょい",
            "description": "一関市の地域協働をお手伝いする案内役",
            "background_color": "#0b5b3c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "わっしょい", "always_online": True},
            "slash_commands": [command],
            "shortcuts": [
                _shortcut("お知らせにする", NEWS_SHORTCUT, "このメッセージから活動だよりを書きます"),
                _shortcut("催しにする", EVENT_SHORTCUT, "このメッセージから催しをつくります"),
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**where, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(name: str, says: str, does: str) -> dict[str, str]:
    return {"name": name, "type": "message", "callback_id": says, "description": does}
