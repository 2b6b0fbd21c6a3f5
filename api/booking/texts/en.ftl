### Bookings, as the API speaks of them. Key for key with zh.ftl.

shortcut-book = Book a room
notices-booking = Bookings
problem-time-taken = Somebody else has that time. Please choose another.
problem-booking-closed = It can't be booked at present.
problem-booking-off-step = Bookings begin and end on steps of { $step } minutes.
problem-booking-too-short = A booking lasts { $minutes } minutes at least.
problem-booking-too-long = A booking lasts { $minutes } minutes at most.
problem-booking-too-late = Please book it { $minutes } minutes ahead at least.
problem-booking-past = That time is over.
problem-booking-too-early = You can book { $days } days ahead at most.
problem-booking-out-of-hours = It isn't open for all of that time.
problem-booking-too-many-people = It holds { $capacity } people at most.
problem-booking-appeal-over = Nothing is noted here that you could appeal against, or it has been answered already.
problem-booking-allowance-spent = Not enough is left of your hours: { $left } minutes.
problem-booking-costs-more = { $minutes } minutes of it are no longer free. Please say that you agree to pay for them.
problem-too-many-bookings = You can have { $limit } bookings ahead of you at most.
problem-booking-companies-only = Only people of the park's companies can book it.
problem-booking-strikes = Nobody came { $strikes } times lately, so nothing more can be booked for now. The service desk can help.
problem-booking-hold-over = It's no longer kept for you.
problem-booking-not-yet = It's too early to check in.
problem-too-many-waits = You can wait for { $limit } times at once.
problem-too-many-series = You can have { $limit } series at once.
problem-booking-series-approval = What the service desk has to approve is booked one time at a time.
problem-too-many-feeds = You can have { $limit } calendars at once.
problem-booking-no-company = You are of no company.
