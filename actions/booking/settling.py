"""Booking what is known, saying why it cannot be, and offering what comes nearest."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from actions.booking import choosing, guests, paying, prices, recurring, view
from actions.booking.draft import BookingDraft
from actions.booking.refusals import SAID, why
from actions.booking.view import NOBODY, Come
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import booking as bookings
from services.booking import conditions, features, free, rules, telling
from services.booking.booking import Asked
from services.booking.costs import CostsMore
from services.booking.free import Offer
from services.booking.shelf import Thing
from services.booking.words import OFFERED
from services.claims.claims import Taken
from services.conversations.commands import command
from services.kit.actors import tenant
from services.kit.errors import ParkError
from services.people.guest_limits import GuestLimit

COST = "booking_cost"
"""What a yes to "so many minutes of it cost something" settles."""
WISHED = "booking_wish"
"""Where a message of ours holds what was wished (`BookingDraft.kept`)."""
SHOWN = 4
CATERED = frozenset({"room", "hall"})
"""Kinds of pools in which people sit together."""


async def settle(turn: Turn, draft: BookingDraft) -> None:
    """Book it, or show what is free if that was asked; one way or the other it is answered."""
    if draft.recurs is not None:
        await recurring.show(turn, draft)
        return
    things = await view.all_things(turn)
    suited = draft.suited(things)
    if draft.starts is None:
        await choosing.first_free(turn, draft, suited)
    starts_at, ends_at = draft.span()
    rounded = False
    if suited:
        starts_at, ends_at, rounded = _on_steps(suited[0], starts_at, ends_at, turn.now)
    found = await free.free(
        turn.session, suited, starts_at, ends_at, wish=draft.wish(), now=turn.now
    )
    if not found:
        await _none_free(turn, draft, things, starts_at, ends_at)
    elif draft.looks:
        offers = [Offer(one, starts_at, ends_at) for one in found[:SHOWN]]
        when = view.when(turn, offers[0])
        text = turn.text("booking-free", when=when, count=len(found))
        come = Come(draft.guests, draft.guest_count)
        buttons = view.offers(turn, offers, draft.headcount, come)
        turn.tell(text, buttons=buttons, expects=OFFERED, booking_wish=draft.kept())
    else:
        come = Come(draft.guests, draft.guest_count)
        offer = Offer(found[0], starts_at, ends_at)
        await take(turn, offer, draft.headcount, come=come, rounded=rounded, wished=draft.kept())


def _on_steps(
    thing: Thing, starts_at: datetime, ends_at: datetime, now: datetime
) -> tuple[datetime, datetime, bool]:
    """Beginning and end on steps, around what was asked for, which is said. "Now" is the step that
    goes on, or the next one, where there is more of that; "in ten minutes" is the nearest one."""
    step = timedelta(minutes=thing.pool.step_min)
    begins = rules.on_step(thing, starts_at)
    soon = starts_at - now < step and begins < starts_at
    if soon and begins <= now - step / 2:
        begins += step
    ends = begins + (ends_at - starts_at) if soon else ends_at
    ends = begins - (begins - ends) // step * step
    asked = (begins if soon else starts_at, ends_at - starts_at)
    return begins, ends, (begins, ends - begins) != asked


async def take(
    turn: Turn,
    offer: Offer,
    headcount: int | None,
    *,
    pays: int = 0,
    amount: int | None = None,
    payment: str | None = None,
    come: Come = NOBODY,
    rounded: bool = False,
    wished: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Book one offer, and register who comes to it with it; say what came of both. `pays` and
    `amount` are the minutes and the sum that they have agreed to, `payment` how they pay;
    `rounded`: it is on steps, and not as was asked."""
    asked = Asked(
        offer.thing,
        offer.starts_at,
        offer.ends_at,
        headcount,
        pays_min=pays,
        pays=amount,
        payment=payment,
    )
    person = await view.me(turn)
    try:
        booking = await bookings.book(
            turn.session,
            turn.park,
            person,
            asked,
            conversation=turn.conversation,
            by=tenant(turn.conversation.person_id),
            now=turn.now,
        )
    except Taken:
        await _nearest(turn, offer.thing, offer, headcount, come, wished=wished)
    except CostsMore as more:
        minutes, amount = int(more.details["minutes"]), more.details.get("amount")
        agreed = view.pick(offer, headcount, pays=minutes, amount=amount, come=come)
        buttons = [button(turn.text("button-booking-pays"), agreed)]
        if amount and await paying.can_pay(turn):
            by_wechat = view.pick(
                offer, headcount, pays=minutes, amount=amount, payment=paying.WECHAT_PAY, come=come
            )
            buttons.append(button(turn.text("button-booking-wechat"), by_wechat))
        text = view.costs(turn, offer, more)
        turn.tell(
            text,
            buttons=buttons,
            settles=COST,
            booking_offer=agreed.about["booking_offer"],
        )
    except GuestLimit:
        turn.tell(turn.text("booking-guest-limit", phone=turn.park.desk_phone))
    except SAID as refused:
        turn.tell(why(turn, refused, offer.starts_at), booking_wish=dict(wished))
    else:
        await _tell_booked(turn, booking, offer, come, rounded=rounded)


async def _tell_booked(
    turn: Turn, booking: Booking, offer: Offer, come: Come, *, rounded: bool
) -> None:
    opens: dict[str, Any] = {}
    if booking.held_for == "payment":
        text, opens = await paying.unpaid(turn, booking)
        lines = [text]
    else:
        key = "booking-held" if booking.status == "held" else "booking-made"
        lines = [turn.text(key, **await view.about(turn, booking))]
        lines += await prices.told(turn, booking)
    if rounded:
        step = telling.minutes(offer.thing.pool.step_min, turn.language)
        begins, until = (
            f"{one.astimezone(turn.zone):%H:%M}" for one in (booking.starts_at, booking.ends_at)
        )
        lines.append(turn.text("booking-rounded", step=step, begins=begins, until=until))
    if offer.thing.pool.grace_min:
        lines.append(turn.text("booking-check-in-hint", minutes=offer.thing.pool.grace_min))
    if come.count:
        lines += await guests.invite(turn, booking, come.names, come.count)
    cancel = command("cancel_booking", booking_no=booking.booking_no)
    buttons = [button(turn.text("button-booking-cancel"), cancel)]
    if offer.thing.pool.kind in CATERED:
        coffee = recurring.deed(do="coffee", booking_no=booking.booking_no)
        buttons.append(button(turn.text("button-booking-coffee"), coffee))
    turn.tell("\n".join(lines), buttons=buttons, **view.data(booking), **opens)


async def _none_free(
    turn: Turn,
    draft: BookingDraft,
    things: list[Thing],
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    """Why nothing suits: a rule, where all that is meant breaks it; else it is taken."""
    suited = draft.suited(things)
    wished = draft.kept()
    if not suited:
        turn.tell(turn.text("booking-none-there"), booking_wish=wished)
        return
    refusals: list[ParkError] = []
    for one in suited:
        try:
            rules.check(one, starts_at, ends_at, headcount=draft.headcount, now=turn.now)
        except ParkError as refused:
            refusals.append(refused)
    if len(refusals) == len(suited):
        turn.tell(why(turn, refusals[0], starts_at), booking_wish=wished)
        return
    if not any(draft.wish().suits(one) for one in suited):
        if not await _offer_nearly(turn, draft, suited, starts_at, ends_at):
            turn.tell(turn.text("booking-none-there"), booking_wish=wished)
        return
    fit = [
        one
        for one in suited
        if draft.wish().suits(one) and rules.fits(one, starts_at, ends_at, now=turn.now)
    ] or suited
    named = fit[0] if len(fit) == 1 else None
    come = Come(draft.guests, draft.guest_count)
    wanted = Offer(fit[0], starts_at, ends_at)
    alone = named is not None and len(suited) > 1
    await _nearest(turn, named, wanted, draft.headcount, come, wished=wished, alone=alone)


async def _offer_nearly(
    turn: Turn, draft: BookingDraft, suited: list[Thing], starts_at: datetime, ends_at: datetime
) -> bool:
    """Where nothing has all that is wanted: what is free then and lacks the least of it."""
    there = [one for one in suited if free.Wish(draft.headcount).suits(one)]
    found = await free.free(
        turn.session, there, starts_at, ends_at, wish=free.Wish(draft.headcount), now=turn.now
    )
    lacking = {one.id: features.lacking(draft.features, one.resource.features) for one in found}
    least = min((len(those) for those in lacking.values()), default=len(draft.features))
    if least >= len(draft.features):
        return False
    nearly = [one for one in found if len(lacking[one.id]) == least][:SHOWN]
    offers = [Offer(one, starts_at, ends_at) for one in nearly]
    named = conditions.features(sorted(draft.features), turn.language)
    lines = [turn.text("booking-nearly", features=named, when=view.when(turn, offers[0]))]
    for one in nearly:
        lacks = conditions.features(sorted(lacking[one.id]), turn.language)
        lines.append(turn.text("booking-nearly-line", what=turn.named(one.resource), lacks=lacks))
    kept = {**draft.kept(), "features": sorted({*draft.features} - lacking[nearly[0].id])}
    buttons = view.offers(turn, offers, draft.headcount, Come(draft.guests, draft.guest_count))
    turn.tell("\n".join(lines), buttons=buttons, expects=OFFERED, booking_wish=kept)
    return True


async def _nearest(
    turn: Turn,
    named: Thing | None,
    wanted: Offer,
    headcount: int | None,
    come: Come,
    *,
    wished: Mapping[str, Any],
    alone: bool = False,
) -> None:
    """What comes nearest, and waiting for what was wanted. `alone`: nothing else suits."""
    things = [one for one in await view.all_things(turn) if one.pool.id == wanted.thing.pool.id]
    found = await free.alternatives(
        turn.session,
        things,
        named,
        wanted.starts_at,
        wanted.ends_at,
        wish=free.Wish(headcount),
        now=turn.now,
    )
    what = named.resource if named is not None else wanted.thing.pool
    about = view.pick(wanted, headcount).about["booking_offer"] | {"any": named is None}
    wait = button(turn.text("button-booking-wait"), command("wait_booking", booking_offer=about))
    taken = turn.text(
        "booking-taken" if found else "booking-taken-all",
        what=turn.named(what),
        when=view.when(turn, wanted),
    )
    only = f"{turn.text('booking-only', what=turn.named(what))}\n" if alone else ""
    turn.tell(
        f"{only}{taken}",
        buttons=[*view.offers(turn, found, headcount, come), wait],
        booking_wish=dict(wished),
        expects=OFFERED,
    )
