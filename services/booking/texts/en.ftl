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
