"""What the inbox shows: the list, a conversation, and what is new in either."""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame import beside, looking
from desk.frame.call import Call
from desk.frame.forms import Id
from desk.frame.routing import Area
from desk.inbox import counts, entries, lists, words
from desk.inbox.context import context
from desk.inbox.entries import Timeline
from desk.inbox.lists import MOST, PAGE, TABS
from models.conversations import Conversation
from models.labels import Label
from services.conversations import conversations
from services.handoffs import canned, dispatch
from services.labels import labels, views
from services.park import places

area = Area("inbox")


class Wanted(BaseModel):
    tab: Literal["queue", "mine", "snoozed", "open", "bot", "done"] = "queue"
    q: str = Field("", max_length=100)
    cursor: str = Field("", max_length=80)
    rows: int = Field(PAGE, ge=1, le=MOST)
    label: Id | None = None


class After(BaseModel):
    after: int = Field(0, ge=0, le=2**53)


class Before(BaseModel):
    before: int = Field(ge=1, le=2**53)


@area.get("/inbox", allows="inbox.read")
async def inbox(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    listed = await _list(call, wanted)
    return call.render("inbox/page.html", opened=None, **listed, **await _tools(call))


@area.get("/inbox/list", allows="inbox.read")
async def rows(call: Call) -> web.Response:
    """The list anew, or with a cursor the rows that follow."""
    wanted = call.query(Wanted)
    if wanted.cursor:
        return call.fragment("inbox/_rows.html", opened=None, **await _rows(call, wanted))
    return call.fragment("inbox/_list.html", opened=None, **await _list(call, wanted))


@area.get("/inbox/{conversation}", allows="inbox.read")
async def conversation(call: Call) -> web.Response:
    """A page of its own, or the side beside the list that stands already."""
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    await looking.note(call, "conversation.look", f"conversation:{found.id}")
    timeline = await entries.newest(call.session, found, zone_of(call))
    shown = await _conversation(call, found, timeline)
    if call.is_htmx:
        return call.fragment("inbox/_conversation.html", **shown)
    listed = await _list(call, call.query(Wanted))
    tools = await _tools(call)
    return call.render("inbox/page.html", **(listed | shown | tools | {"opened": found.id}))


@area.get("/inbox/{conversation}/news", allows="inbox.read")
async def news(call: Call) -> web.Response:
    """What came after a message, with the head and the side panel as they are now."""
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    after = call.query(After).after
    timeline = await entries.since(call.session, found, after, zone_of(call))
    return call.fragment("inbox/_news.html", **await _facts(call, found, timeline))


@area.get("/inbox/{conversation}/older", allows="inbox.read")
async def older(call: Call) -> web.Response:
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    seq = call.query(Before).before
    timeline = await entries.before(call.session, found, seq, zone_of(call))
    return call.fragment(
        "inbox/_timeline.html",
        conversation=found,
        timeline=timeline,
        **await _beside(call, timeline),
        **words.of(call),
    )


@area.get("/inbox/{conversation}/replies", allows="inbox.reply")
async def replies(call: Call) -> web.Response:
    """Canned replies in the tenant's language, filled as far as can be."""
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    values = await canned.values_for(call.session, found, call.staff, call.park)
    kept = await canned.offered(call.session, call.staff)
    filled = [canned.fill(one, found.language, values) for one in kept]
    return web.json_response(
        [{"code": one.code, "text": one.text, "open": one.open} for one in filled]
    )


def zone_of(call: Call) -> ZoneInfo:
    return ZoneInfo(call.park.timezone)


def today(call: Call) -> datetime:
    local = call.now.astimezone(zone_of(call))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


async def _list(call: Call, wanted: Wanted) -> dict[str, Any]:
    counted = await counts.counts(
        call.session, call.park.id, call.staff, now=call.now, today=today(call)
    )
    loads = await dispatch.loads_of(call.session, call.park.id)
    return {
        "counts": counted,
        "own_load": loads.get(call.staff.id, 0),
        "alarms": await counts.alarms(call.session, call.park.id),
        "tabs": TABS,
        "filtered": await _filtered(call, wanted),
        **await _rows(call, wanted),
    }


async def _filtered(call: Call, wanted: Wanted) -> Label | None:
    """The label by which the list is filtered."""
    if wanted.label is None:
        return None
    return await call.session.get(Label, (call.park.id, wanted.label))


async def _tools(call: Call) -> dict[str, Any]:
    """What the page offers for its list: labels, views, and whom conversations can be given to."""
    givers = []
    if call.may("tickets.dispatch"):
        givers = await dispatch.suggest(call.session, call.park, call.now)
    return {
        "labels": await labels.listing(call.session, call.park.id),
        "kept_views": await views.offered(call.session, call.staff, "inbox"),
        "givers": givers,
    }


async def _rows(call: Call, wanted: Wanted) -> dict[str, Any]:
    asked = lists.Wanted(wanted.tab, wanted.q.strip(), wanted.cursor, wanted.rows, wanted.label)
    listing = await lists.listing(call.session, call.park.id, call.staff, asked, today=today(call))
    if asked.search and listing.rows:
        seen = [row.conversation.id for row in listing.rows]
        day = f"conversations:{today(call).date().isoformat()}"
        await looking.note(call, "conversation.search", day, conversations=sorted(seen))
    presence = call.deps.live.presence
    others = {
        row.conversation.id: [
            one for one in presence.of(row.conversation.id) if one.staff != call.staff.id
        ]
        for row in listing.rows
    }
    names = await places.building_names(call.session, call.park.id, call.language)
    badges = await beside.badges_of_conversations(
        call, [row.conversation.id for row in listing.rows]
    )
    return {
        "listing": listing,
        "badges": badges,
        "wanted": wanted,
        "others": others,
        "where": lambda ticket: places.describe(ticket, names, call.language),
        **words.of(call),
    }


async def _conversation(call: Call, found: Conversation, timeline: Timeline) -> dict[str, Any]:
    """With what the dialogs need."""
    agents = []
    if call.may("tickets.dispatch"):
        agents = await dispatch.suggest(call.session, call.park, call.now, but=found.id)
    return {**await _facts(call, found, timeline), "agents": agents}


async def _facts(call: Call, found: Conversation, timeline: Timeline) -> dict[str, Any]:
    return {
        "conversation": found,
        "timeline": timeline,
        "about": await context(call.session, found),
        "sections": await beside.of_conversation(call, found),
        **await _beside(call, timeline),
        **words.of(call),
    }


async def _beside(call: Call, timeline: Timeline) -> dict[str, Any]:
    """What other areas show beside the messages."""
    messages = [one.message for one in timeline.entries if one.message is not None]
    return {"beside": await beside.of_messages(call, messages)}
