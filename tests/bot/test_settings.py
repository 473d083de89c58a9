from typing import Any

import pytest

from bot.settings import SETTINGS, ConfigurationError, load

DEFAULTS = {each.name: each.default for each in SETTINGS}


def test_nothing_set_is_a_service_to_try_with_both_channels_off() -> None:
    settings = load(DEFAULTS)

    assert (settings.line, settings.slack, settings.console, settings.database_url) == (
        False,
        False,
        True,
        "",
    )
    assert settings.secret_key == ""


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "city.example"}, "DATABASE_URL"),
        ({"PORT": "80a"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"WASSHOI_HOST": "everywhere"}, "WASSHOI_HOST"),
        ({"TIMEZONE": "Asia/Ichinoseki"}, "TIMEZONE"),
        ({"TIMEZONE": "../../etc/passwd"}, "TIMEZONE"),
        ({"GUARDIAN_AGE": "adult"}, "GUARDIAN_AGE"),
        ({"GUARDIAN_AGE": "180"}, "GUARDIAN_AGE"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"LINE_API_BASE_URL": "api.line.me"}, "LINE_API_BASE_URL"),
        ({"SLACK_API_BASE_URL": "ftp://slack"}, "SLACK_API_BASE_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given: dict[str, str], name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        load({**DEFAULTS, **given})


def test_an_error_in_the_databases_address_does_not_tell_its_password() -> None:
    with pytest.raises(ConfigurationError) as raised:
        load({**DEFAULTS, "DATABASE_URL": "mysql://city:geheim@host/db"})

    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, True),
        ({"WASSHOI_HOST": "localhost"}, True),
        ({"WASSHOI_HOST": "::1"}, True),
        ({"WASSHOI_HOST": "0.0.0.0"}, False),
        ({"WASSHOI_HOST": "0.0.0.0", "WASSHOI_DEMO": "0"}, False),
        ({"WASSHOI_HOST": "0.0.0.0", "WASSHOI_DEMO": "1"}, True),
    ],
)
def test_the_console_is_for_this_machine_or_a_demo(given: dict[str, Any], *, shown: bool) -> None:
    assert load({**DEFAULTS, **given}).console is shown


@pytest.mark.parametrize(
    ("given", "given_out"),
    [
        ({}, True),
        ({"DATABASE_URL": "postgresql://db/name"}, False),
        ({"DATABASE_URL": "postgresql://db/name", "WASSHOI_DEMO": "1"}, True),
        ({"WASSHOI_HOST": "192.0.2.1"}, False),
        ({"WASSHOI_DEMO": "1", "LINE_CHANNEL_SECRET": "x", "LINE_CHANNEL_ACCESS_TOKEN": "y"}, False),
        ({"WASSHOI_DEMO": "1", "SLACK_BOT_TOKEN": "x", "SLACK_APP_TOKEN": "y"}, False),
    ],
)
def test_offices_for_all_are_given_only_where_nobody_real_writes(
    given: dict[str, Any], *, given_out: bool
) -> None:
    assert load({**DEFAULTS, **given}).offices_for_all is given_out


@pytest.mark.parametrize(
    ("given", "on"),
    [
        ({"SLACK_BOT_TOKEN": "x"}, False),
        ({"SLACK_BOT_TOKEN": "x", "SLACK_SIGNING_SECRET": "y"}, True),
        ({"SLACK_BOT_TOKEN": "x", "SLACK_APP_TOKEN": "y"}, True),
        ({"SLACK_SIGNING_SECRET": "y"}, False),
    ],
)
def test_slack_is_on_with_a_token_and_one_way_in(given: dict[str, str], *, on: bool) -> None:
    assert load({**DEFAULTS, **given}).slack is on
