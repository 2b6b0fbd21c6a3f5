reports-title = Reports
reports-range = Period
reports-range-today = Today
reports-range-7 = 7 days
reports-range-30 = 30 days
reports-range-custom = Custom
reports-from = From
reports-until-day = To
reports-show = Show
reports-until = { $days }, until { $time }
reports-against = compared with { $days }
reports-refresh = Refresh
reports-news = New data, refresh
reports-csv = CSV
reports-csv-of = CSV of { $title }
reports-csv-comments = All comments as CSV
reports-csv-summary = Key figures as CSV
reports-as-table = Show as table
reports-numbers = Key figures
reports-nothing = Nothing in this period
reports-invalid-days = Choose a first and a last day
reports-invalid-period = A period begins today or earlier, ends no earlier than it begins, and lasts a year at most.

## Key figures
reports-before = before: { $value }
reports-points = { $change } pts
reports-tile-first-response = First response, median
reports-tile-first-response-detail =
    { $any ->
        [yes] 90% within { $p90 } · { $answered } of { $queued } answered
       *[no] { $answered } of { $queued } answered
    }
reports-tile-resolution = Ticket resolution, median
reports-tile-resolution-detail =
    { $any ->
        [yes] 90% within { $p90 } · { $tickets } resolved
       *[no] { $tickets } resolved
    }
reports-tile-kept = Targets met
reports-tile-kept-detail = { $kept } of { $clocks } clocks
reports-tile-breaches = Breaches
reports-tile-breaches-detail = { $respond } response · { $resolve } resolution
reports-tile-rating = Average rating
reports-tile-rating-detail =
    { $count ->
        [0] no ratings yet
        [one] median { $median } · { $ratings } rating
       *[other] median { $median } · { $ratings } ratings
    }
reports-tile-containment = Bot containment
reports-tile-containment-detail = { $contained } of { $conversations } conversations without a person
reports-tile-orders = Orders
reports-tile-orders-detail = { $orders } of them rejected, cancelled or expired
reports-tile-revenue = Revenue ({ $currency })
reports-tile-revenue-detail = without rejected, cancelled and expired orders

## Charts
reports-queue = Queue and first response by hour
reports-queue-note = By the hour in which the wait began. Waits are in working time, critical ones by the clock; conversations that staff took unasked are left out.
reports-queue-queued = Conversations queued
reports-queue-median = Median first response (minutes)
reports-breaches = Breaches over time
reports-breaches-note = When the time ran out. The response and the resolution clock of a ticket count once each.
reports-clock-respond = Response
reports-clock-resolve = Resolution
reports-categories = Tickets by category and urgency
reports-categories-note = Tickets opened in this period; one that was merged is not counted twice. Repairs by category, the rest by kind.
reports-containment = Containment over time
reports-containment-note = Of the conversations in which a tenant wrote, those that neither waited for a person nor were taken by one.
reports-ratings = Ratings
reports-ratings-note = Ratings of conversations and tickets received in this period.
reports-stars = { $stars } ★
reports-conversations = Conversations
reports-tickets = Tickets
reports-worst = Comments to look into
reports-no-worst = No comments with one or two stars
reports-orders = Orders by outlet and slot
reports-orders-note = Orders placed in this period, by the half hour that they are for; the darker, the more.
reports-no-slot = No slot
reports-total = Total
reports-agents = Agents
reports-agents-note = Handoffs that began in this period, under whoever had them last.
reports-engineers = Engineers
reports-engineers-note = Tickets resolved in this period, in working time since the report, waiting included.
reports-by-category = How long tickets took, by category
reports-by-category-note = Tickets resolved in this period, in working time since the report: until somebody accepted them, and until they were resolved. Half took less than the median, nine of ten less than the next figure. The number leads to the tickets.
reports-by-building = How long tickets took, by building
reports-by-building-note = The same tickets by where they were.
reports-by-person = How long tickets took, by person
reports-by-person-note = The same tickets by who had them last.
reports-by-week = How long tickets took, by week
reports-by-week-note = The same tickets by the week, from Monday, in which they were resolved.
reports-no-building = Building unknown
reports-nobody = Unassigned
reports-column-by-category = Category
reports-column-by-building = Building
reports-column-by-person = Assignee
reports-column-by-week = Week from
reports-column-responded-median = Response, median
reports-column-responded-p90 = Response, 90th percentile
reports-column-took-median = Resolution, median
reports-column-took-p90 = Resolution, 90th percentile
reports-comments = Comments
reports-comments-note = What tenants wrote with their stars.
reports-chart-greatest = Highest: { $label }, { $value }

## Column heads
reports-column-figure = Figure
reports-column-value = This period
reports-column-before = Period before
reports-column-hour = Hour
reports-column-day = Day
reports-column-week = Week from
reports-column-queued = Queued
reports-column-answered = Answered
reports-column-median = First response, median
reports-column-p90 = First response, p90
reports-column-kind = Kind
reports-column-category = Category
reports-column-urgency = Urgency
reports-column-tickets = Tickets
reports-column-stars = Stars
reports-column-conversations = Conversations
reports-column-contained = Contained
reports-column-share = Share
reports-column-outlet = Outlet
reports-column-slot = Slot
reports-column-orders = Orders
reports-column-fell-through = Fell through
reports-column-revenue = Revenue
reports-column-currency = Currency
reports-column-name = Name
reports-column-handoffs = Handoffs
reports-column-rating = Rating
reports-column-ratings = Ratings
reports-column-resolved = Resolved
reports-column-took = Resolution, median
reports-column-kept = Targets met
reports-column-clocks = Clocks
reports-column-time = Time
reports-column-about = About
reports-column-comment = Comment
reports-about-conversation = Conversation
reports-unit-minutes = minutes
reports-unit-percent = %

## Durations
reports-under-a-minute = under 1 min
reports-minutes = { $minutes } min
reports-hours = { $hours } h
reports-hours-minutes = { $hours } h { $minutes } min

## Chats behind a figure
reports-chats-queued = Chats that waited for a person
reports-chats-answered = Chats that a person answered
reports-chats-handoffs = Chats of one person
reports-chats-rated = Rated chats
reports-chats-needed = Chats that needed a person
reports-chats-contained = Chats that the bot held
reports-chats-count = { $count ->
    [one] 1 chat
   *[other] { $count } chats
}
reports-chats-first = the newest { $n }
reports-column-chat = Chat
reports-column-waited = Waited
reports-rooms = Use of rooms
reports-rooms-things = By room
reports-rooms-things-note = Bookings that began in these days. Booked is all time that was theirs; used is what somebody came to, or nobody had to check in to; given up is what was cancelled.
reports-rooms-companies = By company
reports-rooms-companies-note = Of who booked. Charged is what went beyond the free hours.
reports-rooms-hours = By hour of the week
reports-rooms-hours-note = Booked hours, by the park's clock; the more, the darker.
reports-rooms-taken = Booked
reports-rooms-used = Used
reports-rooms-missed = Nobody came
reports-rooms-released = Given up
reports-rooms-count = { $count ->
    [one] 1 booking
   *[other] { $count } bookings
  }
reports-no-company = No company
reports-column-room = Room
reports-column-company = Company
reports-column-booking = Booking
reports-column-bookings = Bookings
reports-column-taken = Booked
reports-column-used = Used
reports-column-missed = Nobody came
reports-column-released = Given up
reports-column-charged = Charged
reports-column-lasts = Lasts
reports-column-state = State
reports-column-weekday = Day
reports-weekday-1 = Mon
reports-weekday-2 = Tue
reports-weekday-3 = Wed
reports-weekday-4 = Thu
reports-weekday-5 = Fri
reports-weekday-6 = Sat
reports-weekday-7 = Sun
reports-booking-confirmed = Booked
reports-booking-checked_in = In use
reports-booking-completed = Over
reports-booking-no_show = Nobody came
reports-booking-cancelled = Given up
