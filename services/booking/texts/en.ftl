### Bookings, as tenants are told. The same keys as zh.ftl.

## How far it is
booking-held-approval = waiting for the service desk's yes
booking-held-offer = kept for you, waiting for your answer
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
} { $period ->
    [month] this month
    [week] this week
   *[day] today
}.

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
booking-check-in-hint = Please check in within { $minutes } minutes of the start, or the room goes to somebody else.
booking-free = { $count ->
    [one] One is free { $when }. Do you want it?
   *[other] { $count } are free { $when }. Which one would you like?
}
booking-offer = { $what } · { $when }
booking-taken = { $what } is taken { $when }. These come nearest:
booking-taken-all = { $what } is taken { $when }, and so is everything near it.
booking-none-there = The park has nothing like that to book. Try fewer people or fewer extras.
booking-costs = { $left } of it are still free for your company at { $what }; { $over } would have to be paid. Book it all the same?
booking-waits = All right: as soon as it's free { $when }, I'll ask you first and keep it for 15 minutes.
booking-too-many-waits = You already wait for { $limit } times. Please give one up first.
booking-offer-over = That's no longer available. Tell me when you'd like a room, and I'll look again.
booking-no-series = I can book one time at a time. For bookings that recur, please call the service desk at { $phone }.
booking-guest-limit = You have asked for a lot within the hour. Please try again later, or call { $phone }.
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
button-booking-pays = Book and pay
button-booking-cancel = Cancel it
button-booking-wait = Tell me when it's free
cannot-booking-closed = It can't be booked at present.
cannot-booking-off-step = Please choose times on steps of { $step } minutes, such as 14:00 or 14:30.
cannot-booking-too-short = A booking lasts { $minutes } minutes at least.
cannot-booking-too-long = A booking lasts { $minutes } minutes at most.
cannot-booking-too-late = That has to be booked { $minutes } minutes ahead at least.
cannot-booking-past = That time is over. When would suit you instead?
cannot-booking-too-early = That's too far ahead: you can book up to { $days } days before.
cannot-booking-out-of-hours = It isn't open for all of that time.
cannot-booking-too-many-people = That's too many people: { $capacity } fit in.
cannot-booking-allowance-spent = Not enough of your hours is left for that: { $left } minutes.
cannot-booking-invalid = I didn't get from when until when. Please tell me again.
cannot-booking-companies-only = Only people of the park's companies can book that. Questions: { $phone }.
cannot-booking-strikes = Nobody came to { $strikes } of your bookings lately, so I can't book another just now. The service desk can help: { $phone }.
cannot-too-many-bookings = You have { $limit } bookings ahead of you already. Please cancel one first.

## Notices
notice-booking-confirmed = { $what } is yours: { $when } ({ $booking_no }).
notice-booking-moved = The service desk moved your booking { $booking_no }: it's now { $what }, { $when }. Doesn't suit you? Call { $phone }.
notice-booking-declined = Sorry, you can't have { $what } for { $when } ({ $booking_no }). { $reason }
notice-booking-cancelled = Sorry, the service desk had to cancel { $what }, { $when } ({ $booking_no }). { $reason } Questions: { $phone }.
notice-booking-expired = { $what } for { $when } is free again: nobody said yes in time ({ $booking_no }).
notice-booking-offered =
    What you waited for is free: { $what }, { $when }.
    It's kept for you for { $minutes } minutes. Do you want it?
notice-booking-missed = Nobody checked in to { $what } ({ $when }), so the rest of the time went back. If you were there, tell the service desk: { $phone }.
button-booking-take = Yes, I want it
button-booking-leave = No, leave it

## Alarms for staff
alarm-booking-requested = Booking { $number } waits for a yes or a no
alarm-calendar-failed = A calendar that closes a room has not been read for an hour
alarm-calendar-met =
    { $count ->
        [one] A calendar closes a room that is booked; the booking stays
       *[other] A calendar closes a room that is booked; { $count } bookings stay
    }
