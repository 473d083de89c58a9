"""Every setting, from the environment (12-factor; `.env` is read in development).

A channel whose settings are missing is simply off; a setting that is there and wrong stops the start with
one sentence. `wasshoi check` shows the same list with what to do (`bot/check.py`).
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from community.errors import WasshoiError


class ConfigurationError(WasshoiError):
    """A setting is missing or wrong; raised at start only."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name and default, and for whoever sets it up: what it is for, where to get it."""

    name: str
    default: str
    hint: str
    secret: bool = False


GROWN_UP = 20  # years: nobody older needs a guardian anywhere in Japan
_LINE = "LINE Developersコンソール → チャネル →"
_SLACK = "api.slack.com/apps → アプリ →"

SETTINGS: tuple[Setting, ...] = (
    Setting("DATABASE_URL", "", "市のPostgreSQL(postgresql://…)。空なら内蔵を使います", secret=True),
    Setting("WASSHOI_DATA", "var", "内蔵データベースなどを置くフォルダー"),
    Setting("PORT", "8000", "待ち受けるポート番号"),
    Setting("WASSHOI_HOST", "127.0.0.1", "待ち受けるアドレス。外から受けるときは 0.0.0.0"),
    Setting("LINE_CHANNEL_SECRET", "", f"{_LINE} チャネル基本設定 → チャネルシークレット", secret=True),
    Setting("LINE_CHANNEL_ACCESS_TOKEN", "", f"{_LINE} Messaging API設定 → 長期のトークン", secret=True),
    Setting("LINE_API_BASE_URL", "https://api.line.me", "LINEのAPI。試験のときだけ変えます"),
    Setting(
        "LINE_DATA_API_BASE_URL", "https://api-data.line.me", "LINEの画像などのAPI。試験のときだけ変えます"
    ),
    Setting("SLACK_BOT_TOKEN", "", f"{_SLACK} OAuth & Permissions → xoxb-…", secret=True),
    Setting("SLACK_SIGNING_SECRET", "", f"{_SLACK} Basic Information → Signing Secret", secret=True),
    Setting("SLACK_APP_TOKEN", "", f"{_SLACK} Basic Information → App-Level Tokens → xapp-…", secret=True),
    Setting("SLACK_API_BASE_URL", "https://slack.com/api/", "SlackのAPI。試験のときだけ変えます"),
    Setting("SLACK_SHARED_CHANNEL", "", "全団体の催しと結果が流れるチャンネルのID(C…)。空なら流しません"),
    Setting("PUBLIC_BASE_URL", "", "外から見えるhttpsのアドレス(例 https://wasshoi.example.jp)"),
    Setting("SECRET_KEY", "", "フォームのリンクに署名する鍵。64文字ほどの無作為な文字", secret=True),
    Setting("GUARDIAN_AGE", "18", "この年齢より若い人だけの申込みには、保護者の同意をもらいます"),
    Setting("ASSISTANT_URL", "", "質問の言いかえなどを手伝う言語モデル(OpenAI互換、…/v1)。空なら使いません"),
    Setting("ASSISTANT_KEY", "", "その言語モデルの鍵", secret=True),
    Setting("ASSISTANT_MODEL", "", "その言語モデルの名前"),
    Setting("TIMEZONE", "Asia/Tokyo", "日付と時刻の地域"),
    Setting("LOG_LEVEL", "INFO", "記録の細かさ:DEBUG INFO WARNING ERROR"),
    Setting("WASSHOI_DEMO", "", "1 でデモのデータとお試し画面を使います"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service runs with. Empty strings mean: not set."""

    database_url: str
    data: Path
    host: str
    port: int
    line_secret: str
    line_token: str
    line_api: str
    slack_token: str
    slack_signing_secret: str
    slack_app_token: str
    slack_api: str
    slack_shared_channel: str
    public_url: str
    secret_key: str
    guardian_age: int
    assistant_url: str
    assistant_key: str
    assistant_model: str
    timezone: ZoneInfo
    log_level: str
    demo: bool

    @property
    def cache(self) -> Path:
        """Where what can be reckoned again is kept, beside the embedded database."""
        return self.data / "cache"

    @property
    def line(self) -> bool:
        """Whether LINE is set up."""
        return bool(self.line_secret and self.line_token)

    @property
    def slack(self) -> bool:
        """Whether Slack is set up."""
        return bool(self.slack_token and (self.slack_signing_secret or self.slack_app_token))

    @property
    def console(self) -> bool:
        """Whether the try-it console is served: with demo data, or to this machine only."""
        return self.demo or self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback

    @property
    def trial(self) -> bool:
        """Whether somebody tries the service, so that it shall have something to show."""
        return self.demo or (self.console and not self.database_url)

    @property
    def offices_for_all(self) -> bool:
        """Whether whoever comes to the console holds an office there: never where real people write to us."""
        return self.trial and not self.line and not self.slack


def read_environment() -> dict[str, str]:
    """The settings as given: the environment, else `.env` in the current folder, else the defaults."""
    given = {**dotenv_values(".env"), **os.environ}
    return {each.name: (given.get(each.name) or each.default).strip() for each in SETTINGS}


def load(given: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings.

    Raises:
        ConfigurationError: a value that can't be used, with the setting's name and what it should be.
    """
    values = dict(read_environment() if given is None else given)
    return Settings(
        database_url=_database(values["DATABASE_URL"]),
        data=Path(values["WASSHOI_DATA"]).resolve(),
        host=_host(values["WASSHOI_HOST"]),
        port=_port(values["PORT"]),
        line_secret=values["LINE_CHANNEL_SECRET"],
        line_token=values["LINE_CHANNEL_ACCESS_TOKEN"],
        line_api=_address("LINE_API_BASE_URL", values),
        slack_token=values["SLACK_BOT_TOKEN"],
        slack_signing_secret=values["SLACK_SIGNING_SECRET"],
        slack_app_token=values["SLACK_APP_TOKEN"],
        slack_api=_address("SLACK_API_BASE_URL", values),
        slack_shared_channel=values["SLACK_SHARED_CHANNEL"].strip(),
        public_url=values["PUBLIC_BASE_URL"].rstrip("/"),
        secret_key=values["SECRET_KEY"],  # none: `bot/secret_key.py` keeps one
        guardian_age=_age(values["GUARDIAN_AGE"]),
        assistant_url=_address("ASSISTANT_URL", values) if values["ASSISTANT_URL"] else "",
        assistant_key=values["ASSISTANT_KEY"],
        assistant_model=values["ASSISTANT_MODEL"],
        timezone=_zone(values["TIMEZONE"]),
        log_level=_level(values["LOG_LEVEL"]),
        demo=values["WASSHOI_DEMO"] not in {"", "0"},
    )


def _database(value: str) -> str:
    if not value:
        return ""
    scheme, separator, rest = value.partition("://")
    if not separator or scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise ConfigurationError("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    return f"postgresql://{rest}"


def _host(value: str) -> str:
    if value == "localhost":
        return value
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ConfigurationError(f"WASSHOI_HOST must be an address like 127.0.0.1, not {value!r}") from None


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:  # noqa: PLR2004 - the range of ports
        raise ConfigurationError(f"PORT must be a number from 1 to 65535, not {value!r}")
    return int(value)


def _age(value: str) -> int:
    if not value.isdecimal() or not int(value) <= GROWN_UP:
        raise ConfigurationError(f"GUARDIAN_AGE must be a number from 0 to {GROWN_UP}, not {value!r}")
    return int(value)


def _address(name: str, values: Mapping[str, str]) -> str:
    parts = urlsplit(values[name])
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ConfigurationError(f"{name} must be an address like https://…, not {values[name]!r}")
    return values[name]


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigurationError(f"TIMEZONE must be a name like Asia/Tokyo, not {value!r}") from None


def _level(value: str) -> str:
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ConfigurationError(f"LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not {value!r}")
    return value.upper()
