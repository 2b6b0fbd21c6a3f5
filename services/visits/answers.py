"""Answers to "may they come?": "同意", "拒绝，当天有审计"."""

from services.conversations.decisions import decision


def command(text: str, visit_no: str) -> str | None:
    """The command of the button that a text stands for; a no may say why."""
    return decision(text, {"visit_no": visit_no}, yes="approve_visit", no="deny_visit")
