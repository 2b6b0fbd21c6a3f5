### Visitors: what tenants read. The same keys as zh.ftl.

## Visitors
visit-ask-time = All right. Which day and what time will they arrive? For example "tomorrow at 3pm" or "Wednesday to Friday".
visit-ask-hour = What time will they arrive ({ $day })? If it isn't settled yet, say "not sure" and I'll register 9:00–18:00.
visit-ask-day = At { $clock }, on which day?
visit-repeats = Every visit is registered by itself; let's start with the next one.
visit-ask-names = Who is coming? If it's several people, you can say so too, such as "John Smith, 3 people".
visit-ask-plate = "{ $plate }" doesn't look like a complete plate (usually 7 characters, 8 for new energy). Is one missing? Please send it again, or say "no car".
visit-ask-headcount = How many people are coming in all?
visit-each = { $names ->
    [none] The guests are
   *[other] { $names }:
} registered for { $count ->
    [one] one date
   *[other] { $count } dates
}. Each has a pass of its own to forward:
visit-each-time = { $day } { $number } { $url ->
    [none] waits for approval
   *[other] { $url }
}
visit-unnamed = Visitor
name-self-given = { $name } (self-given name)
visit-host = your colleague
visit-approver = your company's approver
visit-registered = Your visitor is registered: { $visit_no }
visit-asks-approval = Visit { $visit_no } is waiting for { $approver } to approve it. I'll tell you as soon as there's an answer.
visit-asks-desk = Visit { $visit_no } has been sent to the park's reception. There is no pass until they say yes; I'll tell you as soon as there's an answer. If it's urgent, call { $phone }.
visit-asks-desk-join = If your company in the park gave you a code, send "join company CODE", and your next visitors need not wait for reception.
visit-who-when = { $who } · { $when }
visit-who-party = { $names } (party of { $headcount })
visit-who-erased = party of { $headcount }
visit-hours-daily = { $first } to { $last }, { $hours } each day
visit-where = Visiting: { $where }
visit-which-car = This visit has several cars: { $known }. Which one does { $plate } replace?
visit-which-car-this = Instead of { $plate }
visit-which-car-further = One more car
visit-too-many-cars = I can register at most { $limit } cars for one visit. For more, please call reception on { $phone }.
visit-plate = Plate: { $plate }
visit-plates = Plates: { $plates }
visit-phone = Phone: { $phone }
visit-company = From: { $company }
visit-reason = Reason: { $reason }
visit-pass =
    Please forward the pass to your guest; its QR code opens the gate:
    { $url }
visit-change-hint = To change something, just say so ("make it 4pm", "one more person"), or say "cancel the visit".
visit-change = Visit { $visit_no } isn't changed yet: I couldn't make that out. Please tell me the change in full, such as the whole plate.
visit-amended = All right, it's changed. Visit { $visit_no } keeps its number.
visit-amended-pass = The pass from before no longer works; please forward the new one to your guest:
visit-amended-same-pass = The pass stays good as it is.
visit-amended-asks = { $approver } has to approve the change. Until then there is no pass, and the one from before no longer works; I'll tell you as soon as there's an answer.
visit-amended-asks-desk = The park's reception has to approve the change. Until then there is no pass, and the one from before no longer works; I'll tell you as soon as there's an answer. If it's urgent, call { $phone }.
visit-amended-waits = It is still waiting for { $approver }.
visit-amended-waits-desk = It is still waiting for the park's reception.
visit-already-so = Visit { $visit_no } says so already:
visit-changed-too-often = Visit { $visit_no } has been changed { $limit } times, so I can't change it here any more. Please call the service desk on { $phone }.
visit-changed-meanwhile =
    The host has changed this visit since, so your answer was to how it stood before; you'll be asked about the change separately. It now says:
    { $visit }
visit-restored = All right, visit { $visit_no } is on again.
visit-restore-late = Visit { $visit_no } is "{ $status }" now and can't be brought back. If they're coming after all, just register them again.
act-draft-visit = { $names ->
    [none] the visitor not registered yet
   *[other] the visit of { $names } (not registered yet)
 }
visit-brought-back = All right, let's go on with the registration from before.
visit-who-drops-out = { $names } are all registered. Which of them isn't coming?
visit-begun = And a visitor, then: { $who }.
visit-approver-unreached = I can't reach { $approver }, though: they have never written here. Please let them know yourself. If your visitor comes first, reception can check and approve for them; the number is { $phone }.
visit-past = That time has already passed.
visit-backwards = Those times don't fit together.
visit-too-long = A visit can last { $days } days at most. For longer ones, please call the service desk on { $phone }.
visit-too-far = Visits can be registered up to { $days } days ahead. For later ones, please call the service desk on { $phone }.
visit-too-many-people = Up to { $limit } people can be registered at once. For more, please call the service desk on { $phone }.
visit-too-often = You can register { $limit } visits in 24 hours, so this one isn't registered. If it's urgent, please call the service desk on { $phone }.
visit-too-many-wait = { $limit } of your visits are still waiting for reception, so this one isn't registered. Please wait for an answer first, or call the service desk on { $phone }.
visit-refused = I can't register this visit here. Please call the service desk on { $phone }; they will help you.
visit-dropped = All right, I won't register it.
visit-repair-waits = Your repair report isn't finished yet; let's go on with it.
visit-line =
    { $visit_no } · { $who }
    { $when }: { $status }
visit-status-requested = waiting for approval
visit-status-needs-desk = waiting for reception to approve it
visit-status-approved = registered, not here yet
visit-status-denied = not approved
visit-status-checked_in = arrived at { $arrived }
visit-status-checked_out = has left
visit-status-cancelled = cancelled
visit-status-expired = never approved, expired
visit-status-no_show = didn't come
visit-not-found = I can't find visit { $visit_no }. Could you check the number?
track-visit-none = You haven't registered any visitors yet. Just tell me who is coming and when.
track-visit-last = You aren't expecting any visitors. The latest one:
visit-cancel-sure =
    Shall I really cancel this visit?
    { $visit }
visit-cancel-sure-all =
    Shall I really cancel all of these visits?
    { $visits }
visit-cancelled = Visit { $visit_no } ({ $who }) is cancelled and its pass no longer works.
visit-comes-back = If they are coming after all, tell me within 30 minutes and it is on again.
visit-kept = All right, visit { $visit_no } stays as it is.
visit-cancel-none = You have no visit that could be cancelled.
visit-settled = Visit { $visit_no } is "{ $status }" now, so that can't be changed any more.
visit-approved = Approved. The pass of { $visit_no } goes to { $host }.
visit-denied = Declined. I'll tell { $host } that { $visit_no } wasn't approved.
button-cancel-visit = Yes, cancel it
button-keep-visit = Keep it
button-cancel-visits = Yes, cancel them all
button-keep-visits = Keep them
button-drop-visit = Cancel this visit
button-approve-visit = Approve
button-deny-visit = Decline
button-visit-pass = Show the pass

## Notices of visitors
notice-visit-asks =
    { $host } is expecting a visitor and needs your approval: { $visit_no }
    { $who } · { $when }
notice-visit-asks-again =
    { $host } has changed this visit, and it needs your approval again: { $visit_no }
    { $who } · { $when }
notice-visit-asks-host =
    { $who } is at reception to see you. Shall we let them in?
    { $visit_no } · { $when }
notice-visit-approved = Your visit { $visit_no } is approved: { $who }, { $when }.
notice-visit-denied = Sorry, your visit { $visit_no } ({ $who }, { $when }) wasn't approved.
notice-visit-cancelled = Visit { $visit_no } ({ $who }, { $when }) has been cancelled and its pass no longer works. If you have any questions, call the service desk on { $phone }.
notice-visit-expired = Nobody approved visit { $visit_no } ({ $who }, { $when }) in time, so it has expired.
notice-visit-no-show = { $who } didn't come ({ $when }), so visit { $visit_no } is closed. If they come another day, just register them again.
notice-visit-arrived = { $who } has arrived ({ $visit_no }).
notice-visit-lost-right = Note: you no longer belong to the company for which you registered it.
notice-visit-reason = Note: { $reason }
