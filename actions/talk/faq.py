"""Questions about the park, answered from the rows that an operator edits."""

from sqlalchemy import bindparam, select

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn, button
from models.base import table_of
from models.knowledge import Faq
from services.conversations.commands import command
from services.kit.kept import kept
from services.kit.plain_rows import Plain

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
        sure = pressed or float(found.get("score") or 0) >= SURE
        if sure and await answered(turn, str(pressed or found["id"])):
            return []
        await _offer(turn, list(found.get("nearest") or []))
        return []


async def answered(turn: Turn, faq_id: str) -> bool:
    """Tell the answer of an entry; False if the park has none by that id."""
    answer = await _row(turn, faq_id)
    if answer is not None:
        turn.tell(turn.named(answer, "answer"), faq=f"faq/{answer.slug}")
    return answer is not None


async def _row(turn: Turn, faq_id: str) -> Faq | None:
    """To be looked at only."""

    async def read() -> Faq | None:
        found = await turn.session.execute(_ROW, {"park": turn.park_id, "slug": slug})
        row = found.first()
        return _ROWS.of(row) if row is not None else None

    slug = faq_id.removeprefix("faq/")
    return await kept(turn.session, turn.park_id, ("faq", slug), read)


_ROWS = Plain(Faq)
_ROW = select(*_ROWS.columns(table_of(Faq))).where(
    Faq.park_id == bindparam("park"), Faq.slug == bindparam("slug"), Faq.active
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
