"""What bookings bring to the conversation."""

from actions.booking import (
    asking,
    being_there,
    changing,
    deeds,
    draft,
    following,
    holding,
    overhearing,
    view,
)
from actions.kit import hooks
from actions.kit.forms import Form
from actions.kit.gatherings import Holds

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
            changing.CancelBooking,
            changing.ChangeBooking,
            deeds.BookingDeed,
            following.PickBooking,
            following.WaitBooking,
            following.TakeBooking,
            following.LeaveOffer,
            being_there.CheckIn,
        )
    ),
    hooks.Intents(
        business=frozenset(
            {"book", "find_room", "track_booking", "cancel_booking", "change_booking"}
        )
    ),
    Form(
        name=draft.FORM,
        flag=draft.GOES_ON,
        under_way=draft.is_under_way,
        openers=draft.OPENERS,
        closer=draft.LEAVER,
        clear=draft.BookingDraft.cleared,
        goes_on="booking-waits-for-answer",
    ),
    hooks.Settles(following.SETTLES | deeds.SETTLES),
    hooks.Understands(overhearing.OVERHEARD, overhearing.overhear),
    hooks.Understands(overhearing.BESIDE, overhearing.take_elsewhere),
    hooks.Understands(frozenset({"action_faq", "action_out_of_scope"}), holding.take_broken),
    hooks.Understands(
        frozenset({"validate_checkout_form", "validate_repair_form"}), holding.hear_place
    ),
    Holds(holding.meant, holding.going_on, holding.is_kind),
    hooks.Drops(place=5, drop=draft.drop),
    hooks.UnderWay("booking", view.lines_under_way),
)
