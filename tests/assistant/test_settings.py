"""Settings: defaults < config.toml < environment < flags; secrets only from the environment."""

import pytest

from assistant.settings import Settings, load_settings, variable_of
from corpus.errors import SettingsError


def write(tmp_path, text):
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    return {"ASSISTANT_HOME": str(tmp_path)}


def test_each_source_beats_the_one_before(tmp_path):
    environment = write(tmp_path, "retention_days = 7\nuser_rate_per_minute = 5\nint8 = false\n")
    assert load_settings(environment).retention_days == 7
    environment["ASSISTANT_RETENTION_DAYS"] = "9"
    environment["ASSISTANT_INT8"] = "on"
    settings = load_settings(environment, int8=None, user_rate_per_minute=0)
    assert (settings.retention_days, settings.int8, settings.user_rate_per_minute) == (9, True, 0)


def test_lists_of_user_ids(tmp_path):
    assert load_settings({"ASSISTANT_ALLOWED_USERS": "12, 34,"}).allowed_users == (12, 34)
    assert load_settings(write(tmp_path, "admins = [5, 6]\n")).admins == (5, 6)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 'red'\n", "unknown setting 'colour'; known: "),
        (
            "telegram_bot_token = 'x'\n",
            "telegram_bot_token is a secret and belongs in the environment variable TELEGRAM_BOT_TOKEN",
        ),
        ("retention_days = 'many'\n", "retention_days must be a whole number, not 'many'"),
        ("retention_days = true\n", "retention_days must be a whole number, not True"),
        ("int8 = 1\n", "int8 must be on or off, not 1"),
        ("= 3\n", "is not valid TOML"),
        ("retention_days = 0\n", "retention_days must be at least 1, not 0"),
        ("log_level = 'LOUD'\n", "log_level must be DEBUG, INFO, WARNING or ERROR, not 'LOUD'"),
    ],
)
def test_bad_values_are_named(tmp_path, text, message):
    with pytest.raises(SettingsError) as error:
        load_settings(write(tmp_path, text))
    assert message in str(error.value)


def test_bad_environment_value_names_its_variable():
    with pytest.raises(SettingsError, match="ASSISTANT_ADMINS must be whole numbers separated by commas, not 'me'"):
        load_settings({"ASSISTANT_ADMINS": "me"})


def test_secrets_come_from_the_environment_and_never_show():
    settings = load_settings({"TELEGRAM_BOT_TOKEN": "123:abc", "ASSISTANT_DATABASE_URL": "postgresql://u:p@h/d"})
    assert settings.telegram_bot_token == "123:abc"
    assert "123:abc" not in repr(settings)
    assert "u:p@h" not in repr(settings)


def test_variables_are_named_after_the_settings():
    assert variable_of("retention_days") == "ASSISTANT_RETENTION_DAYS"
    assert variable_of("telegram_api_base_url") == "TELEGRAM_API_BASE_URL"


def test_the_default_home_is_the_checkout():
    assert (Settings().home / "pyproject.toml").is_file()
