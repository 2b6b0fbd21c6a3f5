"""What stands of a conversation between two turns, read as the bot would, and as text."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from actions.kit.links import Links
from actions.kit.said import Said
from actions.kit.standing import state_of
from actions.kit.turn import Turn
from models.conversations import Conversation, DialogueMemory
from models.park import Park
from parkline.process.clock import Clock
from services.acts.state import StandingLine, State, Thing


async def standing(session: AsyncSession, conversation: Conversation, now: Clock) -> State:
    """What the next message would be read against."""
    memory = await session.get(DialogueMemory, (conversation.park_id, conversation.id))
    slots, form = _remembered(memory.memory if memory is not None else None)
    turn = Turn(
        session=session,
        park=await session.get_one(Park, conversation.park_id),
        conversation=conversation,
        message_id="0",
        now=now(),
        language=conversation.language,
        said=Said.of({}),
        slots=slots,
        active_form=form,
        links=Links(lambda _visit, _held: ""),
        events_of_turn=[],
    )
    return await state_of(turn)


def _remembered(memory: str | None) -> tuple[dict[str, Any], str | None]:
    """The slots and the form as the bot's memory has them."""
    slots: dict[str, Any] = {}
    form: str | None = None
    for event in json.loads(memory)["events"] if memory else ():
        match event:
            case {"event": "session_started" | "restart"}:
                slots, form = {}, None
            case {"event": "slot", "name": name}:
                slots[name] = event.get("value")
            case {"event": "active_loop"}:
                form = event.get("name")
    return slots, form


def described(state: State) -> str:
    """In lines, as `:state` prints it. Times are the park's."""
    return "\n".join(_lines(state))


def _lines(state: State) -> Iterator[str]:
    now = state.now.astimezone(state.zone)
    yield f"{now:%a %Y-%m-%d %H:%M}, {state.language}" + (
        ", with people" if state.with_people else ""
    )
    if (asked := state.asked) is not None:
        about = f" of {asked.thing}" if asked.thing else ""
        field = f", answered by {asked.field_name}" if asked.field_name else ""
        yield f"asked: {asked.expects}{about}{field}"
        for offer in asked.offered:
            yield f"    [{offer.get('title')}] {offer.get('command')}"
    for thing in state.things:
        yield from _thing(thing, state)
    if not state.things:
        yield "nothing stands"


def _thing(thing: Thing, state: State) -> Iterator[str]:
    number = f" {thing.number}" if thing.number else ""
    since = f", {thing.touched_at.astimezone(state.zone):%H:%M}" if thing.touched_at else ""
    status = f" ({thing.status})" if thing.status else ""
    yield f"{thing.what} {thing.standing}{status}{number} {thing.id}{since}"
    for i, line in enumerate(thing.lines, start=1):
        yield f"    {i}. {_line(line)}"
    for line in thing.removed:
        yield f"    taken out: {_line(line)}"
    for name, value in thing.fields.items():
        if value not in (None, "", (), {}):
            yield f"    {name}: {_value(value)}"
    if thing.missing:
        yield f"    missing: {', '.join(thing.missing)}"
    yield f"    may: {', '.join(sorted(thing.may)) or 'nothing'}"


def _line(line: StandingLine) -> str:
    more = [*line.options, *([line.note] if line.note else [])]
    return f"{line.name_zh} / {line.name_en} ×{line.quantity}" + (
        f" ({', '.join(more)})" if more else ""
    )


def _value(value: Any) -> str:
    if hasattr(value, "model_dump"):
        said = value.model_dump(mode="json", exclude_defaults=True)
        return ", ".join(f"{name} {one}" for name, one in said.items())
    return str(value)
