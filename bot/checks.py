"""What `wasshoi check` looks at: each finding says what is wrong and what to do. Changes nothing."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot import database
from bot.settings import ConfigurationError, Settings
from handlers.doors import ChannelError
from handlers.line.client import LineClient
from handlers.slack.client import SlackClient


class Verdict(StrEnum):
    """off: not set up, which is fine."""

    GOOD = "good"
    OFF = "off"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in words for whoever sets it up."""

    what: str
    verdict: Verdict
    words: str


def offline(settings: Settings) -> list[Finding]:
    """What the settings themselves tell."""
    return [_line_settings(settings), _slack_settings(settings), _public(settings), _key(settings)]


async def everything(settings: Settings) -> list[Finding]:
    """The settings, the database, and what LINE and Slack say to the tokens."""
    found = offline(settings)
    found.append(await asyncio.to_thread(_database, settings))
    if settings.line:
        found += await _line(settings)
    if settings.slack:
        found += await _slack(settings)
    return found


def _line_settings(settings: Settings) -> Finding:
    return _pair(
        "LINE",
        {
            "LINE_CHANNEL_SECRET": settings.line_secret,
            "LINE_CHANNEL_ACCESS_TOKEN": settings.line_token,
        },
    )


def _slack_settings(settings: Settings) -> Finding:
    needed = {"SLACK_BOT_TOKEN": settings.slack_token}
    if not settings.slack_app_token:  # Socket Mode needs no signing secret
        needed["SLACK_SIGNING_SECRET"] = settings.slack_signing_secret
    return _pair("Slack", needed)


def _pair(channel: str, values: dict[str, str]) -> Finding:
    missing = [name for name, value in values.items() if not value]
    if len(missing) == len(values):
        return Finding(channel, Verdict.OFF, "使いません(設定がありません)")
    if missing:
        return Finding(channel, Verdict.BAD, f"{'、'.join(missing)} がありません。上の ← の場所で取れます")
    return Finding(channel, Verdict.GOOD, "設定がそろっています")


def _public(settings: Settings) -> Finding:
    if not settings.public_url:
        words = "PUBLIC_BASE_URL がありません。LINEやSlackに登録するWebhookの住所が分かりません"
        needs = settings.line or (settings.slack and not settings.slack_app_token)
        return Finding("Webhook", Verdict.BAD if needs else Verdict.OFF, words)
    if not settings.public_url.startswith("https://"):
        return Finding("Webhook", Verdict.BAD, "PUBLIC_BASE_URL は https:// で始まる必要があります")
    hooks = [f"{settings.public_url}/line/webhook"] if settings.line else []
    hooks += [f"{settings.public_url}/slack/events"] if settings.slack else []
    return Finding("Webhook", Verdict.GOOD, "登録する住所: " + ("、".join(hooks) or "なし"))


def _key(settings: Settings) -> Finding:
    if settings.secret_key:
        return Finding("リンクの署名", Verdict.GOOD, "SECRET_KEY を使います")
    if settings.database_url:
        words = "SECRET_KEY がありません。プロセスごとに鍵が変わると、フォームのリンクがひらけません"
        return Finding("リンクの署名", Verdict.BAD, f"{words}。64文字ほどの無作為な文字を入れてください")
    return Finding("リンクの署名", Verdict.GOOD, f"作った鍵を {settings.data} に置いて使います")


def _database(settings: Settings) -> Finding:
    if not settings.database_url:
        return Finding(
            "データベース", Verdict.GOOD, f"内蔵のPostgreSQLを使います({settings.data / 'postgres'})"
        )
    try:
        database.wait_until_reachable(settings.database_url, 0)
    except ConfigurationError as error:
        return Finding("データベース", Verdict.BAD, str(error))
    return Finding("データベース", Verdict.GOOD, "DATABASE_URL のサーバーにつながりました")


async def _line(settings: Settings) -> list[Finding]:
    client = LineClient(settings.line_token, settings.line_api)
    try:
        about = await client.about()
        found = [
            Finding("LINEのトークン", Verdict.GOOD, f"「{about.get('displayName', '?')}」として使えます")
        ]
        return [*found, _webhook(settings, await client.webhook())]
    except ChannelError as error:
        words = f"{error}。LINE_CHANNEL_ACCESS_TOKEN を取り直してください"
        return [Finding("LINEのトークン", Verdict.BAD, words)]
    finally:
        await client.close()


def _webhook(settings: Settings, registered: Mapping[str, Any]) -> Finding:
    wanted, found = f"{settings.public_url}/line/webhook", str(registered.get("endpoint", ""))
    if found != wanted:
        words = f"LINEには {found or '何も'} が登録されています。{wanted} に直してください"
        return Finding("LINEのWebhook", Verdict.BAD, words)
    if registered.get("active") is not True:
        return Finding("LINEのWebhook", Verdict.BAD, "「Webhookの利用」がオフです。オンにしてください")
    return Finding(
        "LINEのWebhook", Verdict.GOOD, "登録され、オンになっています(再送もオンか確かめてください)"
    )


async def _slack(settings: Settings) -> list[Finding]:
    found = [await _slack_token("SLACK_BOT_TOKEN", settings.slack_token, settings.slack_api)]
    if settings.slack_app_token:
        found.append(await _slack_token("SLACK_APP_TOKEN", settings.slack_app_token, settings.slack_api))
    return found


async def _slack_token(name: str, token: str, api: str) -> Finding:
    client = SlackClient(token, api)
    try:
        if name == "SLACK_APP_TOKEN":
            await client.open_socket()
            return Finding(name, Verdict.GOOD, "Socket Modeで使えます")
        about = await client.about()
    except ChannelError as error:
        return Finding(name, Verdict.BAD, f"{error}。{name} を取り直してください")
    finally:
        await client.close()
    return Finding(name, Verdict.GOOD, f"{about.get('team', '?')} の {about.get('user', '?')} として使えます")
