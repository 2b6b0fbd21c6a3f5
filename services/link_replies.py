"""What is said of linking outside the turn of who links: a question, and word to the other side."""

import json
from collections.abc import Sequence
from typing import Any

from models import Company
from services.conversations import Reply
from services.texts import has, say

EXPECTS = "link_company"
"""What the question which company somebody belongs to expects."""
UNLINK = '/unlink_account{"confirmed": true}'


def channel_name(language: str, channel: str) -> str:
    """A channel as people call it; one that has no text has a name of its own."""
    key = f"channel-{channel}"
    return say(language, key) if has(key) else channel.capitalize()


def linked_elsewhere(language: str, channel: str) -> Reply:
    """To who asked for the code, when it was used on `channel`: it may have been somebody else."""
    text = say(language, "link-elsewhere", channel=channel_name(language, channel))
    return Reply(text, buttons=[{"title": say(language, "button-not-me"), "payload": UNLINK}])


def which_company(language: str, companies: Sequence[Company], code: str) -> Reply:
    """After the code was typed."""
    return _question(language, "link-which-company", companies, {"code": code})


def which_company_found(language: str, companies: Sequence[Company], other_id: int) -> Reply:
    """After WeChat said that this person and another one are one."""
    about = {"about": f"person:{other_id}"}
    return _question(language, "link-which-company-found", companies, about)


def _question(
    language: str, key: str, companies: Sequence[Company], about: dict[str, Any]
) -> Reply:
    names = [str(getattr(company, f"name_{language}")) for company in companies]
    buttons = [
        {"title": name, "payload": "/link_account" + json.dumps(about | {"company": company.id})}
        for name, company in zip(names, companies, strict=True)
    ]
    no = "/link_account" + json.dumps(about | {"confirmed": False})
    buttons.append({"title": say(language, "button-not-link"), "payload": no})
    said = say(language, key, first=names[0], second=names[1])
    return Reply(said, buttons=buttons, data={"expects": EXPECTS})
