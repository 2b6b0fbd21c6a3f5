"""Answers to "may they come?": "同意", "拒绝，当天有审计"."""

from datetime import datetime

from models.conversations import Message
from services.conversations.decisions import decision


def command(text: str, visit_no: str) -> str | None:
    """The command of the button that a text stands for; a no may say why."""
    return decision(text, {"visit_no": visit_no}, yes="approve_visit", no="deny_visit")


def answer(text: str, asked: Message, _now: datetime) -> str | None:
    """The same, as an answer to our asking whether a visit may be."""
    visit_no = asked.data.get("visit_no")
    return command(text, visit_no) if isinstance(visit_no, str) else None
