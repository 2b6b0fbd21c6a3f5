"""In processes of their own: how a process logs is set once.

One process logs all values of a parameter, since a start costs half a second.
"""

import json
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from parkline.settings.settings import ROOT


def logged(code: str, log_format: str = "json") -> str:
    program = (
        "import structlog, parkline.process.log\n"
        f"parkline.process.log.configure({log_format!r}, role='gateway')\n"
        "log = structlog.get_logger('parkline')\n" + code
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "", "standard output belongs to answers"
    return done.stderr


def line(code: str) -> dict[str, Any]:
    [only] = logged(code).splitlines()
    found: dict[str, Any] = json.loads(only)
    return found


def test_a_line_says_what_when_how_bad_and_in_which_role() -> None:
    found = line("log.warning('turns.bot_down', problem='不在')")
    assert found.pop("timestamp").endswith("Z")
    assert found == {
        "event": "turns.bot_down",
        "level": "warning",
        "role": "gateway",
        "problem": "不在",
    }


def test_a_line_carries_its_conversation_and_event() -> None:
    found = line(
        "with structlog.contextvars.bound_contextvars(conversation_id=7, event_id=9):\n"
        "    log.info('event.handled')"
    )
    assert (found["conversation_id"], found["event_id"]) == (7, 9)


SECRETS = (
    "token", "bot_token", "secret", "WebhookSecret", "password", "Authorization", "cookie",
    "api_key", "phone", "contact_phone",
)  # fmt: skip


@cache
def secrets_logged() -> list[dict[str, Any]]:
    """The line of each."""
    said = logged("".join(f"log.info('x', **{{{name!r}: 'abc123'}})\n" for name in SECRETS))
    assert "abc123" not in said
    return [json.loads(one) for one in said.splitlines()]


@pytest.mark.parametrize("name", SECRETS)
def test_what_is_named_a_secret_is_hidden(name: str) -> None:
    assert secrets_logged()[SECRETS.index(name)][name] == "[hidden]"


def test_secrets_inside_what_is_logged_are_hidden_too() -> None:
    text = logged(
        "log.info('x', order={'id': 4, 'contact_phone': '13800000000'}, tried=[{'token': 'abc'}])"
    )
    assert "13800000000" not in text
    assert "abc" not in text
    assert json.loads(text)["order"]["id"] == 4


def test_an_exception_comes_with_its_traceback_on_the_same_line() -> None:
    found = line("try:\n    1 / 0\nexcept ZeroDivisionError:\n    log.exception('turns.failed')")
    assert "ZeroDivisionError" in found["exception"]


def test_the_form_for_people_hides_as_well() -> None:
    text = logged("log.info('order.placed', phone='13800000000')", "console")
    assert "order.placed" in text
    assert "13800000000" not in text


def test_the_form_for_people_shows_where_it_failed_and_no_variable() -> None:
    text = logged(
        "def settle(held):\n    raise KeyError('lost')\n"
        "try:\n    settle('key-of-the-'\n        'webhook')\n"
        "except KeyError:\n    log.exception('turns.failed')",
        "console",
    )
    assert ", in settle\n" in text
    assert "KeyError: 'lost'" in text
    assert "key-of-the-webhook" not in text


UNSEEN = ["\n", "\r", "\x1b[2J", "\x9b31m", "\x85", "\u2028", "\u2029", "\u202e", "\x7f", "\x00"]


BETWEEN = "--- next ---\n"


@cache
def signs_logged(log_format: str) -> list[str]:
    """What was written for each, however many lines that is."""
    code = "import sys\n" + "".join(
        f"log.info('x', name={sign + 'level=error admin signed in'!r})\n"
        f"print({BETWEEN!r}, end='', file=sys.stderr, flush=True)\n"
        for sign in UNSEEN
    )
    *said, rest = logged(code, log_format).split(BETWEEN)
    assert rest == ""
    assert len(said) == len(UNSEEN)
    return said


@pytest.mark.parametrize("log_format", ["json", "console"])
@pytest.mark.parametrize("sign", UNSEEN)
def test_what_strangers_say_cannot_pass_for_a_line_of_ours(sign: str, log_format: str) -> None:
    text = signs_logged(log_format)[UNSEEN.index(sign)]
    assert len(text.splitlines()) == 1
    assert text.count("admin signed in") == 1
    assert not any(one in text.rstrip("\n") for one in UNSEEN)
    assert sign.strip() == "" or sign not in text


def test_libraries_write_one_line_each_too() -> None:
    text = logged(
        "import logging; logging.getLogger('aiohttp.server').error('bad\\n\\x1b[1mforged')"
    )
    assert text.splitlines() == ["aiohttp.server bad\\n\\x1b[1mforged"]
