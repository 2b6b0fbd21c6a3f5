"""The conversations of one park for the page of all parks: who waits, and one's own."""

from collections.abc import Sequence

from desk.frame.call import Call
from desk.frame.elsewhere import Merged, Row
from desk.inbox import counts, lists, words
from desk.inbox.reading import today

_TONES = {"critical": "bad", "complaint": "warn", "bot_failed": "warn", "bot_down": "warn"}


async def rows(call: Call, limit: int) -> Sequence[Row]:
    found = []
    for tab in ("queue", "mine"):
        wanted = lists.Wanted(tab, limit=limit)
        listing = await lists.listing(
            call.session, call.park.id, call.staff, wanted, today=today(call)
        )
        found += [_row(call, tab, one) for one in listing.rows]
    return found


async def waiting(call: Call) -> int:
    counted = await counts.counts(
        call.session, call.park.id, call.staff, now=call.now, today=today(call)
    )
    return counted.queue + counted.waiting


def _row(call: Call, tab: str, one: lists.Row) -> Row:
    reason = one.handoff.reason if one.handoff and one.handoff.reason != "taken" else ""
    said = one.preview
    return Row(
        column=tab,
        order=_queued(one) if tab == "queue" else _newest(one),
        path=f"/inbox/{one.conversation.id}",
        title=words.called(call, one.person),
        words=words.last_words(call, said) if said else call.text("inbox-nothing-said"),
        detail=words.waited(call, one.since) if one.since else "",
        badge=call.text(f"inbox-reason-{reason}") if reason else "",
        tone=_TONES.get(reason, ""),
    )


def _queued(one: lists.Row) -> tuple[bool, float]:
    """As the queue of one park: danger first, then who has waited longest."""
    assert one.handoff is not None
    return one.handoff.reason != "critical", one.handoff.queued_at.timestamp()


def _newest(one: lists.Row) -> tuple[float]:
    return (-one.last.created_at.timestamp() if one.last else 0.0,)


MERGED = Merged("inbox", "inbox.read", ("queue", "mine"), rows, waiting)
