"""What bookings bring to the conversation."""

from actions.booking import asking, draft, following, view
from actions.kit import hooks
from actions.kit.forms import Form

RANK = 27
BRINGS = (
    hooks.Actions(
        (
            asking.Book,
            asking.FindRoom,
            asking.ValidateBooking,
            asking.AskWhat,
            asking.AskWhen,
            asking.LeaveBooking,
            following.TrackBooking,
            following.CancelBooking,
            following.PickBooking,
            following.WaitBooking,
            following.TakeBooking,
            following.LeaveOffer,
            following.CheckIn,
        )
    ),
    hooks.Intents(business=frozenset({"book", "find_room", "track_booking", "cancel_booking"})),
    Form(
        name=draft.FORM,
        flag=draft.GOES_ON,
        under_way=draft.is_under_way,
        openers=draft.OPENERS,
        closer=draft.LEAVER,
        clear=draft.BookingDraft.cleared,
        goes_on="booking-waits-for-answer",
    ),
    hooks.Settles(following.SETTLES),
    hooks.Drops(place=5, drop=draft.drop),
    hooks.UnderWay("booking", view.lines_under_way),
)
