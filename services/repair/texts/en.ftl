### Repairs: what tenants read. The same keys as zh.ftl.

## Repairs
emergency = Get to safety first and call the park's emergency number { $emergency } now (fire { $fire }, ambulance { $ambulance }).
repair-ask-problem = All right. What is broken, and how? One sentence will do, such as "the AC isn't cooling" or "the tap is dripping".
repair-corrected =
    Changed. { $ticket_no } now says:
    { $category } · { $where }
repair-stands =
    { $ticket_no } says so already:
    { $category } · { $where }
repair-raised = { $ticket_no } is marked { $urgency ->
    [critical] as an emergency, and the staff on duty know at once
   *[other] as urgent
 } now.
repair-calmer = All right, I've noted on { $ticket_no } that there's no rush; when it is done is up to staff.
repair-prefers = Preferred time: { $when }
repair-phone = Phone: { $phone }
repair-urgency = { $urgency ->
    [low] no rush
    [normal] as usual
    [urgent] urgent
   *[critical] emergency
 }
repair-brought-back = All right, let's go on with the report from before.
repair-restored =
    All right, ticket { $ticket_no } is on again, and an engineer is being found.
    { $category } · { $where }
repair-restore-late = Ticket { $ticket_no } is "{ $status }" now and can't be brought back. If it still needs repairing, just report it again.
repair-draft = { $category } (not reported yet)
repair-correct-late = { $ticket_no } is { $status }; I've added what you said, so the engineer sees it.
repair-begun = And a repair, then: { $category }.
repair-ask-location = Where is it? For example "A-301", "the lobby of building B" or "garage B2". If you can't say exactly, just tell me so.
repair-ask-location-critical = Where are you? Building and floor, as far as you can tell.
repair-ask-building = Which building is that in ({ $where })?
repair-ask-room = Which floor and room or spot in { $building }? If it's everywhere, say "the whole building".
repair-floor-unknown = { $building } has no floor { $floor }.
repair-where-open = place to be confirmed with you
repair-reported =
    Your repair is reported: { $ticket_no }
    { $category } · { $where }
repair-time-over = { $clock } has already passed today, so I noted no preferred time.
repair-preferred = Your preferred time: { $when }. We'll do our best.
repair-appointment = { $who } will come { $when }.
repair-appointment-moved = Done: { $who } will come about { $ticket_no } { $when }, and has been told.
repair-appointment-stays = The visit for { $ticket_no } is { $when }; it can't be moved any more. If that doesn't suit you, please call the service desk on { $phone }.
repair-windows = The visit for { $ticket_no } is { $when }. { $who } could also come:
repair-windows-other = { $who } can't come then. The visit for { $ticket_no } is { $when }; these times are free:
repair-windows-none = { $who } has no other time in the next few days, so the visit for { $ticket_no } stays { $when }. To change it, please call the service desk on { $phone }.
repair-photos = You can send photos right here, so the engineer sees them beforehand.
repair-joined = Somebody has reported this already: { $ticket_no }, { $status }. You'll hear what becomes of it, too.
repair-known = You have reported this already: { $ticket_no }, { $status }. I've added what you just said.
repair-only-reporter = Somebody else reported { $ticket_no }: you can follow it and urge it, but only who reported it can cancel, confirm or reopen it.
repair-passed-on = Thanks, I've passed that on to whoever is working on { $ticket_no }.
repair-noted = Thanks, I've added that to { $ticket_no }.
repair-critical =
    Emergency ticket { $ticket_no } is open and the staff on duty have been alarmed.
    { $category } · { $where }
repair-critical-where = Thanks, the staff on duty know where it is: { $where }.
repair-critical-lost = Understood. The staff on duty will contact you here right away; if you can, call { $emergency } and say what is around you.
repair-dropped = All right, I won't report it.
repair-stays = All right. Emergency ticket { $ticket_no } goes on as it is.
repair-visit-waits = Your visitor isn't registered yet; let's go on with that.
repair-cart-waits = Your order is still here; let's go on with it.
promise-soon = Someone will take care of it as soon as possible.
promise-within = Someone will respond within { $minutes } minutes.
promise-from = We're outside service hours; it will be taken up from { $when }.
promise-call = If it can't wait, please call the park's emergency number { $emergency }.
button-somebody-now = Somebody has to come now
repair-alarmed = Everybody who can come has been alerted. I'll tell you who takes it, and whom it goes on to if nobody does. Until then, call { $emergency }; where there is fire or smoke, { $fire }.
promise-by = Someone will respond by { $when }.
category-electrical = power and lighting
category-plumbing = plumbing
category-hvac = air conditioning
category-elevator = lift
category-network = network
category-access_control = access control
category-fire_safety = fire safety
category-security = security
category-cleaning = cleaning
category-furniture = doors and furniture
category-landscaping = landscaping
category-parking = parking
category-pest = pests
category-other = other repairs
ticket-engineer = an engineer
ticket-status-reported = reported, waiting to be assigned
ticket-status-triaged = accepted, an engineer is being found
ticket-status-assigned = assigned to { $who }
ticket-status-accepted = taken on by { $who }
ticket-status-in_progress = { $who } is working on it
ticket-status-waiting_materials = waiting for parts
ticket-status-waiting_tenant = waiting for your answer
ticket-status-resolved = done, waiting for you to confirm
ticket-status-confirmed = done and confirmed by you
ticket-status-closed = closed
ticket-status-cancelled = cancelled
ticket-status-reopened = open again, an engineer is being found
ticket-subject = { $what } · { $where }
ticket-line =
    { $ticket_no } · { $subject }
    { $status } (since { $since })
ticket-not-found = I can't find ticket { $ticket_no }. Could you check the number?
repair-also = All right, I'll report the { $category } as well, right after this.
repair-not-yet =
    { $missing ->
        [place] This isn't reported yet. Tell me where it is and I'll send somebody.
       *[all] This isn't reported yet. Please tell me what is broken first.
    }
track-repair-none = You have no open repairs. If something is broken, just tell me.
track-repair-last = You have no open repairs. The latest one:
repair-urged = I've chased { $ticket_no } for you, and the desk will put it first. Right now: { $status }.
repair-urged-already = { $ticket_no } was chased within the last hour; they know that you're waiting. Right now: { $status }.
repair-cancel-sure =
    Shall I really cancel this ticket?
    { $ticket }
repair-cancel-sure-all =
    Shall I really cancel all of these tickets?
    { $tickets }
repair-cancelled = Ticket { $ticket_no } is cancelled.
repair-comes-back = If it is needed after all, tell me within 30 minutes and it is on again.
repair-not-changed = { $ticket_no } isn't changed yet: I couldn't make that out. Could you say it more exactly, such as "tomorrow after 2pm" or "B-305"?
repair-kept = All right, { $ticket_no } goes on as it is.
repair-cancel-late = Ticket { $ticket_no } is "{ $status }" now and can't be cancelled any more. If something's wrong, say "talk to a person".
repair-cancel-none = You have no repair that could be cancelled.
repair-confirmed = Good to hear that it works. Thank you for confirming!
repair-reopened = I'm sorry it wasn't fixed the first time. { $ticket_no } is open again and somebody will come back.
repair-reopen-late = { $ticket_no } was closed more than 7 days ago, so I'm taking this as a new report.
photo-attached = The photo is attached to { $ticket_no }; the engineer will see it.
photo-kept = Got the photo; it goes along with this report.
photo-waits = Got the photo. What is broken, and where? Tell me, and I'll report it together with the photo.
photo-too-many = { $ticket_no } has plenty of photos already, so I didn't add this one.
button-repair = Report a repair
button-cancel-repair = Yes, cancel it
button-cancel-repairs = Yes, cancel them all
button-keep-repairs = Keep them
button-keep-repair = Keep it

repair-at-meeting = A meeting is going on: booking { $number }, until { $until }.
