tickets-title = Tickets
tickets-views = View
tickets-view-board = Board
tickets-view-list = List
tickets-mine = My work
tickets-new = New ticket
tickets-more = Show more
tickets-next = Next ticket
tickets-previous = Previous ticket
tickets-next-column = Column to the right
tickets-previous-column = Column to the left
tickets-back = Back
tickets-cancel = Cancel
tickets-save = Save

## Filters
tickets-search = Search number, text, place, phone
tickets-filter = Filter
tickets-filter-state = Which
tickets-state-open = Open
tickets-state-done = Done
tickets-state-all = All
tickets-filter-whose = Assignee
tickets-whose-all = Everybody
tickets-whose-mine = Mine
tickets-whose-nobody = Unassigned
tickets-all-categories = All categories
tickets-all-urgencies = Any urgency
tickets-all-buildings = All buildings
tickets-all-kinds = All kinds
tickets-filter-breached = Overdue only
tickets-filter-clear = Clear filters
tickets-filter-assignee = Anybody's
tickets-filter-label = Label
tickets-since-reported = Reported from
tickets-since-resolved = Resolved from
tickets-until = until
tickets-all-places-unknown = Building unknown
tickets-all-labels = All labels

## Views, and a list as a file
tickets-kept-views = Saved views
tickets-view-keep = Save this view
tickets-view-hint = The filters and the order that you see now are kept under a name.
tickets-view-name = Name
tickets-view-share = Colleagues see it, too
tickets-view-shared = Seen by everybody at the desk
tickets-view-kept = View “{ $name }” saved
tickets-view-remove = Remove view “{ $name }”
tickets-view-remove-sure = Remove the view “{ $name }”?
tickets-view-removed = View removed
tickets-error-name = A name is needed, up to 40 characters; you may keep 30 views.
tickets-error-query = These filters are too long to be kept.
tickets-export = Export
tickets-export-csv = CSV
tickets-export-xlsx = Excel (XLSX)
tickets-column-of-number = Number
tickets-column-of-kind = Kind
tickets-column-of-category = Category
tickets-column-of-urgency = Urgency
tickets-column-of-status = Status
tickets-column-of-description = Description
tickets-column-of-building = Building
tickets-column-of-floor = Floor
tickets-column-of-room = Room
tickets-column-of-place = Place
tickets-column-of-reporter = Reporter
tickets-column-of-phone = Phone
tickets-column-of-assignee = Assignee
tickets-column-of-labels = Labels
tickets-column-of-reported = Reported
tickets-column-of-respond_by = Respond by
tickets-column-of-responded = Responded
tickets-column-of-resolve_by = Resolve by
tickets-column-of-resolved = Resolved
tickets-column-of-breached = Overdue clocks
tickets-column-of-reopened = Times reopened
tickets-column-of-urges = Times urged
tickets-column-of-rating = Rating
tickets-column-of-rating_comment = Comment on the rating

## Several at once
tickets-several = Selected tickets
tickets-several-do = Action
tickets-several-assign = Assign
tickets-several-urgency = Set urgency
tickets-several-label = Add label
tickets-several-unlabel = Remove label
tickets-several-close = Close
tickets-several-cancel = Cancel
tickets-several-reason = Reason, which the tenant is told
tickets-several-go = Apply
tickets-several-done = { $n } changed
tickets-several-not = Not possible for { $numbers }
tickets-error-staff = Choose to whom.
tickets-error-urgency = Choose how urgent.
tickets-error-label = Choose a label.
tickets-error-reason = Say why.
tickets-pick = Select { $number }
tickets-pick-all = Select all shown
tickets-pick-none = Clear selection
tickets-picked = { $n } selected
tickets-sort-by = Sort by { $what }
tickets-urgency-of = Urgency of { $number }
tickets-assignee-of = Assignee of { $number }
tickets-urgency-set = Urgency of { $number } changed

## Board and list
tickets-column-new = To assign
tickets-column-assigned = Assigned
tickets-column-working = In progress
tickets-column-waiting = Waiting
tickets-column-done = Resolved in 7 days
tickets-column-empty = No tickets
tickets-column-rest = { $n } more: filter, or use the list
tickets-list-empty = No tickets
tickets-list-filtered = No ticket matches
tickets-list-filtered-hint = Try other filters, or clear them.
tickets-look-only = You can look, and write notes; dispatchers and engineers change this.
tickets-head-clock = Clock
tickets-head-ticket = Ticket
tickets-head-words = Description
tickets-head-place = Place
tickets-head-assignee = Assignee
tickets-head-status = Status
tickets-head-age = Age
tickets-nobody = Unassigned
tickets-me = Me
tickets-place-unknown = Place unknown
tickets-guest = Tenant #{ $number }
tickets-urged = Urged { $n }×
tickets-photos-count = Photos: { $n }
tickets-rated = { $rating } of 5 stars
tickets-age-minutes = { $n } min
tickets-age-hours = { $n } h
tickets-age-days = { $n } d

## Clocks
tickets-clock-respond = Respond
tickets-clock-resolve = Resolve
tickets-clock-title = { $clock } by { $moment }
tickets-clock-by = by { $moment }
tickets-clock-paused = Paused
tickets-clock-left-now = under 1 min left
tickets-clock-left-minutes = { $n } min left
tickets-clock-left-hours = { $n } h { $rest } m left
tickets-clock-over-now = just overdue
tickets-clock-over-minutes = { $n } min overdue
tickets-clock-over-hours = { $n } h { $rest } m overdue
tickets-clock-over-days = { $n } d overdue
tickets-span-minutes = { $n } min
tickets-span-hours = { $n } h
tickets-span-hours-minutes = { $n } h { $rest } min

## Keyboard
tickets-key-move = Next or previous ticket
tickets-key-column = Column to the left or right
tickets-key-column-to = Move the ticket to another column
tickets-key-open = Open the ticket
tickets-key-view = Switch between board and list
tickets-key-step = Take the next step

## One ticket
tickets-facts = Facts
tickets-people = People
tickets-history = History
tickets-edit = Edit
tickets-more-actions = More actions
tickets-reported-at = Reported
tickets-appointment = Visit promised
tickets-appointment-nobody = Nobody is assigned to it
tickets-appointment-overlaps = Overlaps another visit of the same colleague:
tickets-preferred = Preferred time
tickets-rating = Rating
tickets-reporter = Reporter
tickets-reporter-unknown = Not recorded
tickets-tenant = Tenant
tickets-reports = Reported
tickets-reports-times = { $count } times
tickets-observer-called = calls it { $urgency }
tickets-observers = Also reported by
tickets-order-not-accepted = The vendor has not accepted order { $number }
tickets-vendor = Vendor
tickets-order = Order
tickets-message = Message the tenant
tickets-thread = Messages with the tenant
tickets-thread-none = No messages yet
tickets-message-to = to { $name }
tickets-message-whom = To
tickets-message-unreached = no chat
tickets-message-unreached-hint = They have never written in a chat, so no message reaches them. Please call.
tickets-message-nobody = Nobody is recorded as the reporter, so there is nobody to write to. Please call.
tickets-message-words = Message to the tenant
tickets-message-hint = Write to the tenant; they get it in the chat that they use
tickets-message-photos = Photos for the tenant
tickets-message-send = Send
tickets-message-sent = Message sent
tickets-message-state-pending = Waiting to be sent; at night it goes out in the morning
tickets-message-state-waiting = Being sent
tickets-message-state-sent = Sent
tickets-message-state-undelivered = Not delivered; please call
tickets-waits-for-us = The tenant has written
tickets-merged-ones = Merged into this
tickets-conversation = See the conversation
tickets-call = Call
tickets-escalated = Escalated to { $role }
tickets-reopened-times = Reopened { $n }×
tickets-merged-into = Merged into { $number }
tickets-reason-of = { $status }:
tickets-note = Private note
tickets-note-hint = A note for colleagues; the tenant does not see it
tickets-note-save = Add note
tickets-photos = Photos
tickets-photos-before = Before
tickets-photos-after = After
tickets-photos-none = None yet
tickets-photo-add = Add photos
tickets-joiner = somebody who joined
tickets-photo-of-joiner = From somebody who joined; the reporter does not see it
tickets-photo-shared = From somebody who joined; the reporter sees it
tickets-photo-share = Show the reporter
tickets-photo-unshare = Hide from the reporter
tickets-photo-of = Photo by { $who }, { $when }
tickets-shoot = Photo

## Service levels
tickets-sla = Service level
tickets-sla-within = within { $span }
tickets-sla-met = met { $moment }
tickets-sla-late = { $moment }, late
tickets-sla-due = due { $moment }
tickets-sla-since = since { $moment }
tickets-sla-counts = Counted in
tickets-sla-always = All hours of the day
tickets-sla-hours = Business hours
tickets-sla-none = Nothing is promised for tickets of this kind

## Actions
tickets-do-triage = Triage
tickets-do-appoint = Arrange a visit
tickets-do-appoint-again = Another time
tickets-appoint-do = Promise it
tickets-appoint-hint = The tenant is told at once, and may choose another window of those below.
tickets-appointed = The tenant is told of the visit
tickets-appoint-anyway = Promise it although it overlaps
tickets-offers = Free by the rota of { $name }
tickets-also-promised = Already promised of { $name }
tickets-offers-none = No free window in the next seven days.
tickets-do-assign = Assign
tickets-do-take = Take it
tickets-do-accept = Accept
tickets-do-decline = Decline
tickets-do-start = Start work
tickets-do-wait_materials = Wait for material
tickets-do-wait_tenant = Wait for tenant
tickets-do-resume = Resume work
tickets-do-resolve = Resolve
tickets-do-confirm = Confirm for the tenant
tickets-do-close = Close
tickets-do-reopen = Reopen
tickets-do-cancel = Cancel ticket
tickets-do-restore = Bring the ticket back
tickets-do-merge = Merge into another
tickets-why-decline = Why do you decline it?
tickets-why-wait_materials = What is missing, and when will it come?
tickets-why-wait_tenant = What does the tenant have to do?
tickets-why-reopen = Why is it reopened?
tickets-why-cancel = Why is it cancelled?
tickets-tenant-reads = The tenant is sent these words.
tickets-resolve-note = What was done (optional)
tickets-resolve-example = For example: replaced the compressor, runs fine
tickets-resolve-photos = Photos of the work (optional, up to 3)
tickets-assign-best = Assign automatically: { $name }
tickets-on-duty = On duty
tickets-off-duty = Off duty
tickets-skilled = Has the skill
tickets-unskilled = Not their skill
tickets-load = { $n } open
tickets-load-of = { $n } of { $most } open
tickets-full = Full
tickets-no-candidates = There is nobody to assign it to
tickets-merge-title = Merge into which ticket?
tickets-merge-hint = This ticket ends; its reporter, observers and photos move to the one that you choose.
tickets-merge-sure = Merge { $number } into { $into }?
tickets-others-none = There is no ticket to merge into
tickets-assigned = Assigned to { $name }
tickets-merged = Merged into { $number }
tickets-resolved = { $number } is resolved
tickets-created = { $number } is created

## History
tickets-by-itself = System
tickets-nothing = nothing
tickets-change-report = reported it
tickets-change-triage = triaged it
tickets-change-assign = assigned it to { $to }
tickets-change-take = took it
tickets-change-accept = accepted it
tickets-change-decline = declined it
tickets-change-start = started work
tickets-change-wait_materials = is waiting for material
tickets-change-wait_tenant = is waiting for the tenant
tickets-change-resume = resumed work
tickets-change-resolve = resolved it
tickets-change-confirm = confirmed that it is done
tickets-change-close = closed it
tickets-change-restore = took the cancelling back
tickets-change-reopen = reopened it
tickets-change-cancel = cancelled it
tickets-change-merge = merged it into { $into }
tickets-change-merged-here = merged { $number } into it
tickets-change-edit = edited it
tickets-change-appoint = arranged a visit: { $window }
tickets-change-note = left a note
tickets-change-message = wrote a message
tickets-change-join = reported the same
tickets-change-urge = urged it (time { $n })
tickets-change-rate = rated it { $rating } of 5
tickets-change-join-called = reported the same and called it { $urgency }
tickets-change-share = showed the reporter a photo
tickets-change-unshare = hid a photo from the reporter
tickets-change-photo = added photos: { $n }
tickets-change-warn = warns: three quarters of the “{ $clock }” clock are spent
tickets-change-breach = warns: the “{ $clock }” clock has run out
tickets-change-heard = heard no danger in the words after all
tickets-change-heard-alarm = heard danger in the words and called staff
tickets-change-heard-ask = heard what may be danger in the words and asks
tickets-change-heard-staff = heard what may be danger in the words; nobody can be asked in a chat
tickets-change-unheard = could not listen to the words: the bot was down
tickets-change-escalate = escalated it to { $role }
tickets-change-call = called { $role }, because nobody has taken it
tickets-change-call-phone = has the people in charge phoned, because nobody has taken it
tickets-change-acknowledge = sees to it
tickets-change-cover =
    { $coverage ->
        [included] said that the park pays
        [warranty] said that it is under warranty
        [chargeable] said that the tenant pays
       *[other] took back who pays
    }
tickets-change-quote =
    { $quote ->
        [sent] sent quote { $version }
        [accepted] accepted quote { $version }
        [declined] declined quote { $version }
        [expired] let quote { $version } expire
        [replaced] replaced quote { $version }
       *[other] took back quote { $version }
    }

## Fields
tickets-field-kind = Kind
tickets-field-category = Category
tickets-field-urgency = Urgency
tickets-field-description = Description
tickets-field-building = Building
tickets-field-floor = Floor
tickets-field-room = Room
tickets-field-place = Exact place
tickets-field-phone = Phone
tickets-field-preferred_from = Earliest time
tickets-field-appointment_from = Comes from
tickets-field-appointment_until = until
tickets-field-preferred_until = Latest time
tickets-unknown = Unknown
tickets-place-example = e.g. lobby, men's room
tickets-invalid-until = The end has to be after the beginning
tickets-invalid-appointment = It has to end after it begins and after now, within 60 days, and last 12 hours at most
tickets-invalid-past = That is over already
tickets-invalid-floor = Write the floor as 3 or B1

## A ticket by hand
tickets-caller = Who called
tickets-description-example = For example: the air conditioning is noisy and does not cool
tickets-phone-hint = If the phone is that of a known tenant, they are told how it goes on.
tickets-create = Create

## My work
tickets-mine-open = To do: { $n }
tickets-mine-empty = Nothing to do
tickets-to-take = To take: { $n }

## When something goes wrong
tickets-error-not-yours = A colleague has this ticket, or your role does not allow it
tickets-error-cannot-take = This colleague does not work on such tickets
tickets-error-nobody-free = Nobody who has the skill is on duty now; please choose somebody
tickets-error-illegal-transition = The ticket has just changed; that is not possible any more
tickets-error-assigned-meanwhile = A colleague has just assigned this ticket to { $name }
tickets-error-appointed-meanwhile = Another time has just been chosen for the visit; please open the form again
tickets-error-nobody-comes = Assign the ticket first: a visit is somebody’s
tickets-error-overlapping-windows = The same colleague has another visit then: { $windows }. The tenant is not told yet. Choose another time, or tick “Promise it although it overlaps”.
tickets-error-room-unknown = The building has no such room
tickets-error-text = Write something, or add a photo
tickets-error-edited-meanwhile = A colleague has just edited this ticket; please open the form again
tickets-error-merges-into-itself = A ticket cannot be merged into itself
tickets-error-merge-target-ended = That ticket is over, nothing can be merged into it
tickets-error-too-late = A ticket closed more than 7 days ago stays closed; please create a new one
tickets-error-too-many-photos = Too many photos: 3 at once, 6 before and 6 after the work
tickets-error-no-photo = Please choose a photo
tickets-error-photo-type = Only JPEG, PNG and WebP photos can be added
tickets-error-photo-too-large = The photo is too large; at most 10 MB
tickets-error-photo-broken = The photo cannot be opened, please choose another
tickets-error-too-large = The photos are too large, please add them one by one
tickets-error-building-unknown = The park has no such building
tickets-error-floor-unknown = The building has no such floor
tickets-alike = { $count ->
    [one] This may have been reported already: an open ticket
   *[other] This may have been reported already: { $count } open tickets
}

## Moving a card
tickets-move-title = Move { $number }
tickets-move-none = { $number } is “{ $status }” and cannot be moved there from this state, or a colleague has it.
tickets-move-nowhere = There is nothing that you can do with { $number } now.
tickets-move-to-whom = Assign to
tickets-moved = { $number }: { $status }
tickets-error-moved-meanwhile = { $who } was faster: { $number } is “{ $status }” now.
