"""What actions of a turn did, kept for when the turn is run again: nothing is done twice.

A result is a row of the same transaction as what the action wrote. An action that wrote nothing may
as well run again, unless one after it writes: then what came before is not as it was. So its result
waits in the turn that is under way, and is written with that of the next action that writes. Most
turns write nothing, and keep nothing.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Text, bindparam, text

from actions.kit.joint import Done, after
from actions.kit.turn import Turn
from models.base import UtcDateTime
from services.conversations.under_way import Going
from services.kit.written import has_written, tables_of
from services.ordering import taken_carts

KEEP = text("""
    insert into action_result (park_id, conversation_id, message_id, action, position, events,
        responses, created_at)
    select :park_id, :conversation_id, :message_id, action, position, events, responses, :now
    from jsonb_to_recordset(cast(:results as jsonb))
        as result (action text, position int, events jsonb, responses jsonb)
""").bindparams(
    bindparam("message_id", type_=Text),
    bindparam("results", type_=Text),
    bindparam("now", type_=UtcDateTime()),
)


async def keep(turn: Turn, action: str, events: list[dict[str, Any]], going: Going | None) -> None:
    """The last thing in an action. `going`: its turn, if that was taken by this process."""
    position = len(turn.events_of_turn)
    said = {"events": events, "responses": turn.utterances}
    this = {"action": action, "position": position, **said}
    results = {**(going.results if going is not None else {}), (action, position): this}
    if going is None or await has_written(turn.session):
        await _write(turn, results)
        if going is not None:
            tables = tables_of(turn.session)
            carts = taken_carts.as_left(turn.session, turn.conversation)
            brought = {} if carts is None else {"carts": carts}
            after(turn.session, lambda: _has_written(going, results, tables, brought))
    else:
        after(turn.session, lambda: going.results.update(results))


def of(going: Going, named: Mapping[str, Any]) -> Done | None:
    """What an action gave back in this turn already."""
    point = named["action"], named["position"]
    found = going.results.get(point) or going.kept.get(point)
    return (found["events"], found["responses"]) if found is not None else None


async def _write(turn: Turn, results: Mapping[Any, Mapping[str, Any]]) -> None:
    values = {
        "park_id": turn.park_id,
        "conversation_id": turn.conversation.id,
        "message_id": turn.message_id,
        "results": json.dumps([*results.values()]),
        "now": turn.now,
    }
    await turn.session.execute(KEEP, values)


def _has_written(
    going: Going,
    results: Mapping[Any, dict[str, Any]],
    tables: Collection[str],
    brought: Mapping[str, Any],
) -> None:
    going.results.update(results)
    going.has_written(tables, brought)
