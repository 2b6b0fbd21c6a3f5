"""Secrets are compared in constant time, and stand in no argument of a process and in no repr."""

import ast
from collections.abc import Iterator

import pytest

from parkline.bot import bot
from parkline.settings import secrets
from parkline.settings.settings import ROOT, Settings

PACKAGES = (
    "actions",
    "api",
    "connectors",
    "desk",
    "edge",
    "parkline",
    "services",
    "bot/components",
)
SECRET = (
    "password",
    "secret",
    "token",
    "signature",
    "mac",
    "digest",
    "hash",
    "bearer",
    "code_hash",
)
PLAIN = {
    # A column in a query: what is looked up is a hash of what was shown.
    "services/people/app_sessions.py", "services/people/access_tokens.py",
    "services/visits/gates.py",
    "services/booking/calendars.py", "services/booking/panels.py",
    "services/people/company_codes.py", "services/accounts/tokens.py",
    "services/people/phone_codes.py",
    "services/people/link_codes.py", "services/people/logins.py", "services/staff/sessions.py",
    "services/staff/sign_in_tries.py", "services/vendors/member_sessions.py",
    "services/vendors/members.py",
    # Leases: they say who works, and open nothing.
    "connectors/bot/answering.py", "services/handoffs/troubles.py",
    "services/conversations/turns.py", "services/conversations/taking_rows.py",
    "services/channels/outbox.py",
    "services/channels/tokens.py", "services/channels/cursors.py",
    # Two answers of the platform to ourselves.
    "connectors/channels/wechat/tokens.py",
    # What an operator entered against what everybody knows; nobody waits for the answer.
    "parkline/settings/secret_settings.py", "parkline/settings/wechat_settings.py",
    # Whether a request came before: a hash of its body.
    "services/kit/idempotency.py",
    # Whether a file that a training keeps is whole.
    "bot/components/reading/kept.py", "bot/components/training/kept_folder.py",
}  # fmt: skip
CANARY = "canary-" + "c" * 40


def comparisons(source: str) -> Iterator[str]:
    """`==` and `!=` between what is called a secret and anything but a constant."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
                sides = [ast.unparse(side) for side in (left, right)]
                named = [side for side in sides if side.lower().rpartition(".")[2].endswith(SECRET)]
                plain = any(isinstance(side, ast.Constant) for side in (left, right))
                if named and not plain:
                    yield ast.unparse(node)


def test_no_secret_is_compared_sign_by_sign() -> None:
    found = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            if "simulate" in path.parts or "demo" in path.parts or name in PLAIN:
                continue
            if bad := list(comparisons(path.read_text("utf-8"))):
                found[name] = bad
    assert found == {}


def test_such_a_comparison_would_be_found() -> None:
    assert list(comparisons("if shown.password == self.password: pass"))
    assert list(comparisons("token != given"))
    assert not list(comparisons("token == ''"))


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(bot, "_need_environment", lambda: None)
    return Settings(
        secret_key=CANARY + "key",
        bot_token=CANARY + "bot",
        telegram_token="1:" + CANARY,
        public_url="https://park.example",
    )


def test_the_bots_process_is_given_its_secrets_where_others_cannot_read_them(
    settings: Settings,
) -> None:
    given = bot.environment(settings, actions_url=settings.actions_url)
    assert given["PARKLINE_BOT_TOKEN"] == secrets.bot_token(settings)
    assert CANARY not in " ".join(bot.command(settings.bot_port))
    assert CANARY + "key" not in " ".join(given.values())


def test_settings_tell_nothing_in_a_repr_or_an_error(settings: Settings) -> None:
    assert CANARY not in f"{settings!r} {settings}"
    assert CANARY not in settings.model_dump_json()
