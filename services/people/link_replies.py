"""What is said of linking outside the turn of who links: a question, and word to the other side."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.people import Company
from services.conversations.conversations import Reply
from services.conversations.questions import expects_yes
from services.people.link_codes import ANSWER_LASTS
from services.texts import has, say

EXPECTS = "link_company"
"""What the question which company somebody belongs to expects."""
EXPECTS_YES = "link_answer"
"""What the question whether to be linked settles."""
CODE = "link:"
"""Begins what buttons say that they are about, where that is a code."""
UNLINK = '/unlink_account{"confirmed": true}'


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a link, as the other one is shown it."""

    channel: str
    since: date
    """When they first came by it, in the park's time zone."""
    name: str | None
    """Masked; what they call themselves."""


def channel_name(language: str, channel: str) -> str:
    """A channel as people call it; one that has no text has a name of its own."""
    key = f"channel-{channel}"
    return say(language, key) if has(key) else channel.capitalize()


def offer(language: str, code_id: int, asked: Side) -> Reply:
    """To who typed a code: who asked for it, and whether to be one with them."""
    return _yes_or_no(say(language, "link-offer", **_shown(language, asked)), language, code_id)


def is_it_you(language: str, code_id: int, typed: Side, company: Company | None) -> Reply:
    """To who asked for a code: who typed it, and what comes of a yes. `company`: which one they
    would belong to, if that is another than now."""
    minutes = int(ANSWER_LASTS.total_seconds()) // 60
    said = say(language, "link-is-it-you", minutes=minutes, **_shown(language, typed))
    if company is not None:
        name = str(getattr(company, f"name_{language}"))
        said += "\n" + say(language, "link-is-it-you-company", company=name)
    return _yes_or_no(said, language, code_id)


def linked(language: str) -> Reply:
    """To who typed the code, when the other side has agreed."""
    return Reply(
        say(language, "link-done"),
        buttons=[{"title": say(language, "button-not-me"), "payload": UNLINK}],
    )


def refused(language: str) -> Reply:
    """To who typed the code, when the other side has not."""
    return Reply(say(language, "link-refused"))


def about(code_id: int) -> str:
    """How buttons name the code that is answered about."""
    return f"{CODE}{code_id}"


def _shown(language: str, side: Side) -> dict[str, str]:
    return {
        "channel": channel_name(language, side.channel),
        "since": side.since.isoformat(),
        "name": side.name or say(language, "link-nameless"),
    }


def _yes_or_no(said: str, language: str, code_id: int) -> Reply:
    titles = {True: "button-link", False: "button-not-link"}
    buttons = [
        {"title": say(language, key), "payload": _answer(code_id, confirmed=confirmed)}
        for confirmed, key in titles.items()
    ]
    return Reply(said, buttons=buttons, data=expects_yes(EXPECTS_YES))


def _answer(code_id: int, *, confirmed: bool) -> str:
    return "/link_account" + json.dumps({"about": about(code_id), "confirmed": confirmed})


def which_company(language: str, companies: Sequence[Company], code_id: int) -> Reply:
    """After who typed the code said yes."""
    return _question(language, "link-which-company", companies, {"about": about(code_id)})


def which_company_found(language: str, companies: Sequence[Company], other_id: int) -> Reply:
    """After WeChat said that this person and another one are one."""
    found = {"about": f"person:{other_id}"}
    return _question(language, "link-which-company-found", companies, found)


def _question(
    language: str, key: str, companies: Sequence[Company], asked: dict[str, Any]
) -> Reply:
    names = [str(getattr(company, f"name_{language}")) for company in companies]
    buttons = [
        {"title": name, "payload": "/link_account" + json.dumps(asked | {"company": company.id})}
        for name, company in zip(names, companies, strict=True)
    ]
    no = "/link_account" + json.dumps(asked | {"confirmed": False})
    buttons.append({"title": say(language, "button-not-link"), "payload": no})
    said = say(language, key, first=names[0], second=names[1])
    return Reply(said, buttons=buttons, data={"expects": EXPECTS})
