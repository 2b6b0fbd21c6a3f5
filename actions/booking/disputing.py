"""Others in the room that somebody has now: who is told, and where there is another."""

from actions.booking import being_there, moving, offering, recurring, view
from actions.booking.goals import Goal
from actions.kit.turn import Turn, button
from models.booking import Booking
from services.booking import disputes, naming, reading
from services.booking.free import Wish

GO_THERE = "booking_go_there"
"""What a yes to another room settles."""


async def ask_elsewhere(turn: Turn) -> bool:
    """Whether they have a room now; then another for what is left of the time, the smallest that
    suits, is named, and a yes moves them there."""
    near = await being_there.near(turn)
    if not near or near[0].starts_at > turn.now:
        return False
    booking, words = near[0], await view.words(turn)
    wish = Wish(naming.headcount_in(words) or naming.bare_count_in(words) or booking.headcount)
    found = await disputes.elsewhere(turn.session, turn.park, booking, now=turn.now, wish=wish)
    if found is None:
        turn.tell(turn.text("booking-nothing-else", phone=turn.park.desk_phone))
        return True
    goal = Goal(thing=found.resource.code).stored()
    payload = recurring.deed(do="move", numbers=[booking.booking_no], to=goal)
    what = turn.named(found.resource)
    when = (await view.about(turn, booking))["when"]
    turn.tell(
        turn.text("booking-elsewhere-ask", what=what, when=when),
        buttons=[button(turn.text("button-booking-go-there", what=what), payload)],
        settles=GO_THERE,
        booking_deed=payload.about["booking_deed"],
        **offering.offered(
            turn, booking, booking.starts_at, booking.ends_at, people=wish.headcount
        ),
        **view.data(booking),
    )
    return True


async def dispute(turn: Turn) -> bool:
    """Somebody else is in their room: the other party is told kindly, and the desk is told. False
    where they have none near now."""
    near = await being_there.near(turn)
    if not near:
        return False
    booking = near[0]
    about = await view.about(turn, booking)
    found = await disputes.dispute(
        turn.session, turn.park, booking, conversation=turn.conversation, now=turn.now
    )
    match found.how:
        case "early":
            assert found.until is not None
            until = f"{found.until.astimezone(turn.zone):%H:%M}"
            text = turn.text("booking-others-until", until=until, **about)
        case "asked":
            text = turn.text("booking-others-asked", **about)
        case _:
            text = turn.text("booking-others-unknown", **about)
    buttons = [
        button(
            turn.text("button-booking-elsewhere"),
            recurring.deed(do="elsewhere", booking_no=booking.booking_no),
        )
    ]
    told = text + "\n" + turn.text("booking-others-desk", phone=turn.park.desk_phone)
    offers = offering.offered(turn, booking, booking.starts_at, booking.ends_at)
    turn.tell(told, buttons=buttons, **offers, **view.data(booking))
    if reading.wants_other_room(turn.said.text):
        await elsewhere(turn, booking)
    return True


async def elsewhere(turn: Turn, booking: Booking) -> None:
    """Another thing of the kind for the time that is left, for as many as are said to come."""
    wish = Wish(naming.headcount_in(await view.words(turn)) or booking.headcount)
    found = await disputes.elsewhere(turn.session, turn.park, booking, now=turn.now, wish=wish)
    if found is None:
        turn.tell(turn.text("booking-nothing-else", phone=turn.park.desk_phone))
        return
    goal = Goal(thing=found.resource.code)
    if booking.status == "confirmed":
        await moving.move_one(turn, booking, goal)
        return
    text = turn.text("booking-free-elsewhere", what=turn.named(found.resource))
    turn.tell(text, **view.data(booking))
