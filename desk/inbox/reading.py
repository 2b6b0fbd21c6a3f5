"""What the inbox shows: the list, a conversation, and what is new in either."""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.danger import queries as dangers
from desk.danger import words as danger_words
from desk.frame import looking
from desk.frame.call import Visit
from desk.inbox import counts, entries, lists, words
from desk.inbox.area import area
from desk.inbox.context import context
from desk.inbox.entries import Timeline
from desk.inbox.lists import MOST, PAGE, TABS
from models import Conversation
from services.conversations import conversations
from services.handoffs import canned
from services.staff import staff


class Wanted(BaseModel):
    tab: Literal["queue", "mine", "open", "bot", "done"] = "queue"
    q: str = Field("", max_length=100)
    cursor: str = Field("", max_length=80)
    rows: int = Field(PAGE, ge=1, le=MOST)


class After(BaseModel):
    after: int = Field(0, ge=0, le=2**53)


class Before(BaseModel):
    before: int = Field(ge=1, le=2**53)


@area.get("/inbox", allows="inbox.read")
async def inbox(visit: Visit) -> web.Response:
    wanted = visit.query(Wanted)
    return visit.render("inbox/page.html", opened=None, **await _list(visit, wanted))


@area.get("/inbox/list", allows="inbox.read")
async def rows(visit: Visit) -> web.Response:
    """The list anew, or with a cursor the rows that follow."""
    wanted = visit.query(Wanted)
    if wanted.cursor:
        return visit.fragment("inbox/_rows.html", opened=None, **await _rows(visit, wanted))
    return visit.fragment("inbox/_list.html", opened=None, **await _list(visit, wanted))


@area.get("/inbox/{conversation}", allows="inbox.read")
async def conversation(visit: Visit) -> web.Response:
    """A page of its own, or the side beside the list that stands already."""
    found = await conversations.find(visit.session, visit.park.id, visit.id("conversation"))
    await looking.note(visit, "conversation.look", f"conversation:{found.id}")
    timeline = await entries.newest(visit.session, found, zone_of(visit))
    shown = await _conversation(visit, found, timeline)
    if visit.is_htmx:
        return visit.fragment("inbox/_conversation.html", **shown)
    listed = await _list(visit, visit.query(Wanted))
    return visit.render("inbox/page.html", **(listed | shown | {"opened": found.id}))


@area.get("/inbox/{conversation}/news", allows="inbox.read")
async def news(visit: Visit) -> web.Response:
    """What came after a message, with the head and the side panel as they are now."""
    found = await conversations.find(visit.session, visit.park.id, visit.id("conversation"))
    after = visit.query(After).after
    timeline = await entries.since(visit.session, found, after, zone_of(visit))
    return visit.fragment("inbox/_news.html", **await _facts(visit, found, timeline))


@area.get("/inbox/{conversation}/older", allows="inbox.read")
async def older(visit: Visit) -> web.Response:
    found = await conversations.find(visit.session, visit.park.id, visit.id("conversation"))
    seq = visit.query(Before).before
    timeline = await entries.before(visit.session, found, seq, zone_of(visit))
    return visit.fragment(
        "inbox/_timeline.html",
        conversation=found,
        timeline=timeline,
        **await _signs(visit, timeline),
        **words.of(visit),
    )


@area.get("/inbox/{conversation}/replies", allows="inbox.reply")
async def replies(visit: Visit) -> web.Response:
    """Canned replies in the tenant's language, filled as far as can be."""
    found = await conversations.find(visit.session, visit.park.id, visit.id("conversation"))
    values = await canned.values_for(visit.session, found, visit.staff, visit.park)
    kept = await canned.all_of(visit.session, visit.park.id)
    filled = [canned.fill(one, found.language, values) for one in kept]
    return web.json_response(
        [{"code": one.code, "text": one.text, "open": one.open} for one in filled]
    )


def zone_of(visit: Visit) -> ZoneInfo:
    return ZoneInfo(visit.park.timezone)


def _today(visit: Visit) -> datetime:
    local = visit.now.astimezone(zone_of(visit))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


async def _list(visit: Visit, wanted: Wanted) -> dict[str, Any]:
    counted = await counts.counts(
        visit.session, visit.park.id, visit.staff, now=visit.now, today=_today(visit)
    )
    return {
        "counts": counted,
        "alarms": await counts.alarms(visit.session, visit.park.id),
        "tabs": TABS,
        **await _rows(visit, wanted),
    }


async def _rows(visit: Visit, wanted: Wanted) -> dict[str, Any]:
    asked = lists.Wanted(wanted.tab, wanted.q.strip(), wanted.cursor, wanted.rows)
    listing = await lists.listing(
        visit.session, visit.park.id, visit.staff, asked, today=_today(visit)
    )
    if asked.search and listing.rows:
        seen = [row.conversation.id for row in listing.rows]
        day = f"conversations:{_today(visit).date().isoformat()}"
        await looking.note(visit, "conversation.search", day, conversations=sorted(seen))
    presence = visit.deps.live.presence
    others = {
        row.conversation.id: [
            one for one in presence.of(row.conversation.id) if one.staff != visit.staff.id
        ]
        for row in listing.rows
    }
    return {"listing": listing, "wanted": wanted, "others": others, **words.of(visit)}


async def _conversation(visit: Visit, found: Conversation, timeline: Timeline) -> dict[str, Any]:
    """With what the dialogs need."""
    agents = []
    if visit.may("tickets.dispatch"):
        agents = await staff.roster(visit.session, visit.park, now=visit.now, role="agent")
    return {**await _facts(visit, found, timeline), "agents": agents}


async def _facts(visit: Visit, found: Conversation, timeline: Timeline) -> dict[str, Any]:
    return {
        "conversation": found,
        "timeline": timeline,
        "about": await context(visit.session, found),
        **await _signs(visit, timeline),
        **words.of(visit),
    }


async def _signs(visit: Visit, timeline: Timeline) -> dict[str, Any]:
    """What of the messages was heard as danger, by message."""
    ids = [one.message.id for one in timeline.entries if one.message is not None]
    signs = await dangers.of_messages(visit.session, visit.park.id, ids) if ids else {}
    return {"signs": signs, **danger_words.of(visit)}
