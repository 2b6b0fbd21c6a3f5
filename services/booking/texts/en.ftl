### Bookings, as tenants are told. The same keys as zh.ftl.

## How far it is
booking-held-approval = waiting for the service desk's yes
booking-calendar-closed = Not available
booking-held-offer = kept for you, waiting for your answer
booking-held-payment = kept for you until it's paid
booking-status-confirmed = booked
booking-status-checked_in = in use
booking-status-completed = over
booking-status-declined = declined
booking-status-cancelled = cancelled
booking-status-expired = lapsed
booking-status-no_show = nobody came
booking-status-skipped = taken by somebody else
booking-lasts = { $which ->
    [both] { $hours } h { $minutes } min
    [hours] { $hours } h
   *[minutes] { $minutes } min
}
booking-left = { $pool }: { $left } of { $amount } left for { $scope ->
    [company] your company
   *[person] you
} { $then ->
    [yes] { $period ->
        [month] in that month
        [week] in that week
       *[day] on that day
    }
   *[no] { $period ->
        [month] this month
        [week] this week
       *[day] today
    }
}.
booking-cost = { $then ->
    [free] { $left } free for { $scope ->
        [company] your company
       *[person] you
    } that { $period ->
        [month] month
        [week] week
       *[day] day
    }; this takes { $needs }.
   *[beyond] { $none ->
        [yes] No free time left for { $scope ->
            [company] your company
           *[person] you
        } that { $period ->
            [month] month
            [week] week
           *[day] day
        }
       *[no] { $left } free for { $scope ->
            [company] your company
           *[person] you
        } that { $period ->
            [month] month
            [week] week
           *[day] day
        }
    }{ $then ->
        [charge] ; { $over } more is charged.
        [ask] ; staff have to agree to { $over } more.
       *[refuse] , not enough for { $needs }.
    }
}

booking-dates-more = { $dates } … { $count } days in all
booking-rhythm = { $freq ->
    [daily] { $interval ->
        [1] every day
       *[other] every { $interval } days
    }
    [monthly] { $nth ->
        [none] on day { $day } of every month
        [-1] on the last { $days } of every month
        [1] on the first { $days } of every month
        [2] on the second { $days } of every month
        [3] on the third { $days } of every month
       *[other] on the fourth { $days } of every month
    }
   *[weekly] { $interval ->
        [1] every { $days ->
            [none] week
           *[other] { $days }
        }
       *[other] every { $interval } weeks on { $days }
    }
}

booking-price = Beyond that { $price } an hour: { $amount } in all.
booking-price-each = Beyond that { $price } an hour.

## In the chat
booking-ask-what = What would you like to book?
booking-ask-when = When would you like it, and for how long? For example “tomorrow 2 to 4pm”.
booking-ask-hours = From when until when? For example “2 to 4pm”.
booking-made =
    { $what } is yours: { $when }
    { $booking_no }
booking-held =
    { $what } is kept for you: { $when }
    { $booking_no }. The service desk has to say yes, and I'll tell you as soon as they do.
booking-unpaid =
    { $what } is kept for you: { $when } ({ $booking_no }).
    It costs { $sum }. Please pay before { $until }; it's yours as soon as you have.
booking-unpaid-elsewhere =
    { $what } is kept for you: { $when } ({ $booking_no }).
    It costs { $sum }. WeChat Pay works inside WeChat: please open the park's mini-program before { $until } and pay under "My bookings". It's yours as soon as you have.
booking-go-pay = Pay { $sum }
booking-check-in-hint = Please check in within { $minutes } minutes of the start, or the room goes to somebody else.
booking-free = { $count ->
    [one] One is free { $when }. Do you want it?
   *[other] { $count } are free { $when }. Which one would you like?
}
booking-offer = { $what } · { $when }
booking-enough = That's enough for { $people }.
booking-not-enough = That's not enough for { $people }.
booking-decided-by = { $what }, { $when }: the service desk answers by { $until }. I'll tell you as soon as I know.
booking-other-without = Nothing else with { $features } is free { $when }. These are, without it. Which one?
booking-only = Only { $what } suits.
booking-taken = { $what } is taken { $when }. These come nearest:
booking-taken-all = { $what } is taken { $when }, and so is everything near it.
booking-nearly = No room has all of this: { $features }. Free { $when } and nearest to it:
booking-nearly-line = { $what }: no { $lacks }
booking-free-on = Free { $when }:
booking-free-line = { $what } { $times }
booking-none-there = The park has nothing like that to book. Try fewer people or fewer extras.
booking-costs = { $what }: { $left } are still free; { $over } would have to be paid. { $does ->
    [change] Shall I change it?
   *[book] Book it all the same?
}
booking-costs-priced = At { $what } { $left } of that is still free, after that it's { $price } an hour: { $over } for { $amount }. { $does ->
    [change] Shall I change it?
   *[book] Book it all the same?
}
booking-waits = All right: as soon as it's free { $when }, I'll ask you first and keep it for 15 minutes.
booking-too-many-waits = You already wait for { $limit } times. Please give one up first.
booking-offer-over = That's no longer available. Tell me when you'd like a room, and I'll look again.
booking-guest-limit = You have asked for a lot within the hour. Please try again later, or call { $phone }.
booking-not-now = All right, I haven't booked anything. Tell me when you know.
booking-no-room = All right, no room then. Everything else stays as it is.
booking-price-of = { $pool }, { $when }: { $free ->
    [yes] it costs nothing.
   *[no] not all of it is free.
}
booking-price-unknown = What hours beyond the free ones cost, the service desk knows: { $phone }.
booking-how-early = { $pool }: up to { $days } days ahead. { $opens ->
    [now] { $day } can be booked now.
   *[other] { $day } can be booked from { $opens } on.
}
booking-not-yours = { $what } isn't booked for you any more, so it's free for others already.
booking-place = It is here: { $place }.
booking-dropped = All right, I won't book it.
dropped-booking = the booking
booking-waits-for-answer = Your booking isn't finished yet, so let's go on with it.
booking-line =
    { $booking_no } · { $what }
    { $when } · { $status }
booking-track-none = You have nothing booked. Tell me what you'd like and when, for example “a meeting room tomorrow 2 to 4pm”.
booking-not-found = I can't find { $booking_no }. Please check the number.
booking-cancel-which = Which one shall I cancel?
booking-cancelled = { $what }, { $when } is cancelled ({ $booking_no }).
booking-cancelled-late = { $what }, { $when } is cancelled ({ $booking_no }). It's so close to the start that it still counts towards your hours.
booking-cannot-cancel = { $booking_no } ({ $what }) is “{ $status }” and can't be cancelled.
booking-check-in-none = There's no booking of yours to check in to just now.
booking-checked-in = You're checked in to { $what }, { $when }.
booking-rounded = It goes by { $step } here, so it is { $begins }–{ $until }.
booking-to-come = { $what }: { $count ->
        [one] one time is
       *[other] { $count } times are
    } still to come. { $dates }
booking-there-is = It has: { $features }.
booking-there-is-no = It hasn't: { $features }.
booking-series-suits = { $which ->
        [features] { $what } has { $features }
       *[people] { $what } has room for { $count }
    }, so the dates stay as booked.
booking-has = { $what } has { $features }, so it stays as booked: { $when }.
booking-has-not = { $what } has no { $features }. These have, { $when }:
booking-has-not-all = { $what } has no { $features }, and nothing else is free { $when }. { $what } stays yours.
booking-fits = { $what } has room for { $count }, so it stays as booked: { $when }.
booking-fits-not = { $what } takes { $capacity } people at most. These have room, { $when }:
booking-fits-not-all = { $what } takes { $capacity } people at most, and nothing larger is free { $when }. { $what } stays yours.
booking-elsewhere-ask = { $what } is free { $when }. Shall I move you there?
button-booking-go-there = Move to { $what }
booking-terms-things = { $pool }: { $things }
booking-terms-thing = { $what }{ $capacity ->
    [0] { "" }
   *[other] { " " }(for { $capacity }{ $features ->
        [none] { "" }
       *[other] : { $features }
    })
}
booking-terms-hours = Open { $hours }.
booking-terms-open = { $days }{ $holidays ->
    [yes] { " " }and holidays
   *[no] { "" }
} { $hours }
booking-terms-days = { $first } to { $last }
booking-terms-rules = A booking lasts { $shortest } to { $longest }, up to { $days } days ahead{ $lead ->
    [none] { "" }
   *[other] { " " }and { $lead } ahead at least
}{ $approval ->
    [yes] , and the service desk has to agree
   *[no] { "" }
}{ $audience ->
    [companies] ; for people of the park's companies
   *[anybody] { "" }
}. { $cancel ->
    [none] You can cancel free of charge until it begins.
   *[other] You can cancel free of charge until { $cancel } before.
}
booking-terms-free = { $beyond ->
    [refuse] { $scope ->
        [company] Each company may have
       *[person] Each person may have
    } { $amount } { $period ->
        [month] a month
        [week] a week
       *[day] a day
    } at most.
   *[other] { $amount } { $period ->
        [month] a month
        [week] a week
       *[day] a day
    } are free for each { $scope ->
        [company] company
       *[person] person
    }; { $beyond ->
        [ask] beyond that the service desk has to agree.
       *[charge] { $price ->
            [none] beyond that it costs something; the service desk tells you how much.
           *[other] beyond that it is { $price } an hour.
        }
    }
}
booking-terms-gratis = It costs nothing.
booking-terms-how = Tell me when and for how many, and I'll book it.
booking-feature = { $code ->
    [projector] projector
    [screen] screen
    [whiteboard] whiteboard
    [video] video conferencing
    [phone] speakerphone
    [window] window
    [quiet] quiet
    [step_free] step-free way
    [sound] sound system
    [stage] stage
   *[shows] projector or screen
}
booking-which = There are several. Which one would you like?
booking-series-shown = { $what }, { $rhythm } { $hours }, { $count } times:
booking-series-dates = { $state ->
    [free] Free ({ $count }): { $dates }
    [taken] Taken ({ $count }): { $dates }
    [closed] Not open ({ $count }): { $dates }
   *[later] Too far ahead to book yet ({ $count }): { $dates }
}
booking-series-usual = You didn't say until when, so I took { $count } times. Tell me the last day if it's another.
booking-series-ask = Shall I book those that are free?
booking-series-none-free = Not one of them can be booked. Another time or room, perhaps?
booking-series-made = { $what }, { $rhythm } { $hours } is yours { $count } times:
booking-series-gaps = Not booked: { $dates }
booking-series-fills = Still missing: { $dates }. I'll book them as soon as they can be had, and tell you.
booking-series-filled = Booked now: { $dates }
booking-series-whole = There are no gaps in what you have booked.
booking-series-none = I can't find that series, or nothing of it is left.
booking-series-all = { $what } · all from now on
booking-dates-cancelled = Cancelled ({ $count }): { $dates }
booking-cancel-dates = Cancel { $what } on { $count } dates? { $dates }
booking-kept = All right, everything stays as it is.
booking-guests-off = { $count ->
    [one] The guest is called off as well, and the pass opens nothing any more.
   *[other] The { $count } guests are called off as well, and their passes open nothing any more.
}
booking-guests-follow = { $count ->
    [one] The guest's visit moves with it.
   *[other] The visits of the { $count } guests move with it.
}
booking-guests-of = Guests of { $what }, { $when }:
booking-series-guests = { $count ->
    [one] One guest
   *[other] { $count } guests
} each time, registered for every date once it is booked.
booking-guests-of-series = Guests of { $what } on each of the { $count } dates:
button-booking-guests-each = Every one ({ $count })
booking-guests-which = Which meeting are they coming to?
booking-moved =
    Moved: { $what }, { $when }
    { $booking_no }
booking-may-stay = Nobody has { $what } after you until { $until }, so you can stay longer. It's yours { $when } now.
booking-stays-no-longer = { $what } can't be kept longer: somebody has it next, or that's as long as it goes. It's yours { $when }.
booking-will-tell = I will, as soon as I know.
booking-stays = { $what }, { $when } stays as it is.
booking-cannot-move = { $booking_no } ({ $what }) is “{ $status }” and can't be changed any more.
booking-move-where = { $what }, { $when }: which time would you like instead, or which room?
booking-move-where-all = { $what }: which time would you like for all of these, or which room?
booking-move-which = Which one shall I move?
booking-move-taken = { $what } is taken { $when }, so { $number } stays for now. It could move to:
booking-move-taken-all = { $what } is taken { $when }, and so is everything near it. { $number } stays as it is.
booking-move-dates = Move { $what } on { $count } dates? { $dates }
booking-dates-moved = { $what } moved { $count } times ({ $hours }): { $dates }
booking-dates-stay = { $count ->
    [one] One can't be moved and stays: { $dates }
   *[other] { $count } can't be moved and stay: { $dates }
}
booking-other-size = These are free { $when } as well. Which one instead?
booking-no-other-size = Nothing that suits is free { $when }, so { $what } stays as it is.
booking-extended =
    Extended: { $what }, { $when }
    { $booking_no }
booking-shortened =
    Shortened: { $what }, { $when }
    { $booking_no }
booking-longer-taken = Somebody has { $what } straight after you, so it stays at { $when }.
booking-longer-until = Somebody has { $what } from { $until }. You could stay until then. Shall I extend it to { $until }?
booking-none-of-it = You don't have that one any more, so there is nothing to give back.
booking-released = Thank you, { $what } is free for others now.
booking-none-now = You have no booking that is going on just now.
booking-others-until = { $what } still belongs to others until { $until }. I have asked them to leave on time.
booking-others-asked = { $what } is yours now ({ $when }). I have asked whoever is still in there to leave.
booking-others-unknown = { $what } is yours now ({ $when }), and whoever is in there has not booked it.
booking-others-desk = The service desk knows as well and will have a look. If it's urgent, call { $phone }.
booking-dispute-ticket = Somebody else is in { $what }; who booked it ({ $number }) cannot get in.
booking-nothing-else = No other room is free just now. Please call the service desk at { $phone }; they will find a way.
booking-free-elsewhere = { $what } is free now; you could go there.
booking-change-what = What shall I change about { $what }, { $when }? Tell me a time, a room, how much longer, or to cancel it.
booking-no-allowance = There is no limit of free hours for you. The service desk knows the prices: { $phone }.
booking-no-strikes = There's nothing: you came to all you had booked.
booking-strikes = { $count ->
    [one] Nobody came to one of your bookings
   *[other] Nobody came to { $count } of your bookings
} in the last { $days } days ({ $dates }). With { $most } nothing more can be booked for a while. If that's wrong, tell the service desk: { $phone }.
booking-waits-for = You wait for these times, and I'll ask you first when one is free:
booking-wait-line = { $what } · { $when }
booking-waits-none = You aren't waiting for any time.
booking-coffee = Something to drink for { $what }, { $when }? Pick one, and it goes into your cart with place and time filled in. Nothing is ordered before you say yes.
booking-no-coffee = Nothing can be brought to { $what } at that time ({ $when }).
button-booking-series = { $count ->
    [one] Book that one
   *[other] Book these { $count }
}
button-booking-series-fills = Book { $count }, fill the gaps later
button-booking-fill = Fill the gaps when free
button-booking-series-cancel = Cancel the whole series
button-booking-cancel-dates = { $count ->
    [one] Cancel that one
   *[other] Cancel these { $count }
}
button-booking-longer = Until { $until }
button-booking-move-dates = { $count ->
    [one] Move that one
   *[other] Move these { $count }
}
button-booking-elsewhere = Another room
button-booking-coffee = Coffee for it
button-booking-no-coffee = No thanks
booking-charged = { $over } of it go beyond the free hours and have to be paid.
booking-charged-sum = { $over } of it go beyond the free hours: { $amount }, { $payment ->
    [company_account] on the company's account
    [wechat_pay] by WeChat Pay
   *[other] to be paid at the service desk
}.
button-booking-change-pays = Change and pay
button-booking-pays = Book and pay
button-booking-wechat = Pay by WeChat Pay
button-booking-cancel = Cancel it
button-booking-wait = Tell me when it's free
cannot-booking-closed = It can't be booked at present.
cannot-booking-off-step = Please choose a start and a length on steps of { $step }.
cannot-booking-too-short = A booking lasts { $minutes } at least.
cannot-booking-too-long = A booking lasts { $minutes } at most.
cannot-booking-too-late = That has to be booked { $minutes } ahead at least.
cannot-booking-past = That time is over. When would suit you instead?
cannot-booking-too-early = That's too far ahead: you can book up to { $days } days before{ $opens ->
    [none] .
   *[other] , so from { $opens }.
}
cannot-booking-out-of-hours = It isn't open for all of that time{ $open ->
    [none] .
   *[other] : that day it's open { $open }.
}
cannot-booking-too-many-people = That's too many people: { $capacity } fit in.
cannot-booking-allowance-spent = Not enough of your hours is left for that: { $left }.
cannot-limit-reached = That goes above your company's limit for this month, so I haven't booked it. The service desk can help: { $phone }.
cannot-booking-invalid = I didn't get from when until when. Please tell me again.
cannot-booking-companies-only = Only people of the park's companies can book that. Questions: { $phone }.
cannot-booking-strikes = Nobody came to { $strikes } of your bookings lately, so I can't book another just now. The service desk can help: { $phone }.
cannot-too-many-bookings = You have { $limit } bookings ahead of you already. Please cancel one first.
cannot-too-many-series = You have { $limit } series already. Please cancel one first.
cannot-booking-series-approval = The service desk has to say yes each time, so it can only be booked one time at a time.

## Notices
notice-booking-confirmed = { $what } is yours: { $when } ({ $booking_no }).
notice-booking-moved = The service desk moved your booking { $booking_no }: it's now { $what }, { $when }. Doesn't suit you? Call { $phone }.
notice-booking-declined = Sorry, you can't have { $what } for { $when } ({ $booking_no }). { $reason }
notice-booking-cancelled = Sorry, the service desk had to cancel { $what }, { $when } ({ $booking_no }). { $reason } Questions: { $phone }.
notice-booking-expired = { $what } for { $when } is free again: nobody said yes in time ({ $booking_no }).
notice-booking-appeal-granted = You were right about { $what }, { $when } ({ $booking_no }): the strike is taken back.
notice-booking-appeal-refused = We looked again at { $what }, { $when } ({ $booking_no }), and the strike stays: { $answer } Questions: { $phone }.
notice-booking-unpaid = { $what } for { $when } wasn't paid for in time, so it's free again ({ $booking_no }). You can book it anew.
notice-booking-paid = Paid: { $what } is yours, { $when } ({ $booking_no }).
notice-booking-requested = We've got your payment for { $what }, { $when } ({ $booking_no }). The service desk still has to say yes; if they don't, it all goes back.
notice-booking-offered =
    What you waited for is free: { $what }, { $when }.
    It's kept for you for { $minutes } minutes. Do you want it?
notice-booking-missed = Nobody checked in to { $what } ({ $when }), so the rest of the time went back. If you were there, tell the service desk: { $phone }.
notice-booking-filled = A gap of your series is booked now: { $what }, { $when } ({ $booking_no }).
notice-booking-disputed = { $company ->
    [none] The people who have the room next are here
   *[other] { $company }, who have the room next, are here
}: your time in { $what } was { $when }. Please leave it to them when your time is over; if you need longer, I'll find you another room.
notice-booking-troubled = Something in { $what } is still broken ({ $ticket_no }), and it's yours { $when }. If you'd rather have another room, tell me.
button-booking-take = Yes, I want it
button-booking-leave = No, leave it

## Alarms for staff
alarm-booking-requested = Booking { $number } waits for a yes or a no
alarm-booking-disputed = Booking { $number }: somebody else is in the room
alarm-booking-appealed = Booking { $number }: they say they did come
alarm-calendar-failed = A calendar that closes a room has not been read for an hour
alarm-calendar-met =
    { $count ->
        [one] A calendar closes a room that is booked; the booking stays
       *[other] A calendar closes a room that is booked; { $count } bookings stay
    }
