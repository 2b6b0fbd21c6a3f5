### Tickets: what tenants read. The same keys as zh.ftl.

## Notices of repairs
ticket-kind-repair = repair request
ticket-kind-complaint = complaint
ticket-kind-question = question
notice-ticket-assigned =
    { $kind ->
        [repair] { $who } is coming to take care of your repair request { $ticket_no }.
       *[other] { $who } is looking after your { $what } { $ticket_no }.
    }
notice-ticket-started = Work on your { $what } { $ticket_no } is under way. We'll tell you as soon as it's done.
notice-ticket-waiting-materials = Your { $what } { $ticket_no } is waiting for parts. We'll go on as soon as they arrive.
notice-ticket-waiting-tenant = Your { $what } { $ticket_no } is on hold until the person who reported it first gets back to us.
notice-ticket-waiting-tenant-ask = We need something from you to go on with your { $what } { $ticket_no }. Please say "talk to a person", or call the service desk on { $phone }.
notice-ticket-resolved = Your { $what } { $ticket_no } has been dealt with.
notice-ticket-resolved-ask = Your { $what } { $ticket_no } has been dealt with. Is the problem solved?
notice-ticket-closed = Your { $what } { $ticket_no } has been closed. If the problem comes back, just tell me.
notice-ticket-cancelled = Your { $what } { $ticket_no } has been cancelled. If you have any questions, call the service desk on { $phone }.
notice-ticket-merged = Your { $what } { $ticket_no } is about the same thing as { $into }, so we're handling them together. To check on it, please use { $into } from now on.
notice-ticket-restored = Your { $what } { $ticket_no } was called off and is on again; we'll go on with it.
notice-ticket-reopened = Your { $what } { $ticket_no } has been reopened and we're on it again.
notice-ticket-message = { $who } about your { $what } { $ticket_no }: { $words }
notice-ticket-message-photos = { $who } sent you photos about your { $what } { $ticket_no }.
notice-ticket-wished = The time you asked for: { $when }. They can see it.
notice-ticket-appointment = { $who } will come about your repair request { $ticket_no }: { $when }.
notice-ticket-appointment-moved = The visit for your repair request { $ticket_no } has another time: { $who } will come { $when }.
button-another-window = Another time
notice-ticket-reason = Note: { $reason }
button-fixed = Yes, it's solved
button-not-fixed = No, not yet

## Alerts of staff
alert-what-order = order not accepted
alert-ticket-danger = Danger: { $what }
alert-ticket-called = Danger that nobody has taken, now up to you: { $what }
alert-ticket-late-role = Overdue and escalated to you: { $number }
alert-ticket-late-respond = Your ticket is late for a response: { $number }
alert-ticket-late-resolve = Your ticket is overdue: { $number }
alert-ticket-assigned = Given to you: { $number }
alert-ticket-reply = The tenant wrote: { $number }
alert-ticket-appointed = Visit arranged for { $when }: { $number }
alert-ticket-put_off = The tenant chose another time, { $when }: { $number }
alert-ticket-mentioned = A colleague named you in a note: { $number }
alert-ticket-flagged = The rule “{ $rule }” tells you: { $number }
alert-spoken =
    { $where ->
        [nowhere] Emergency in the park: { $what }, place not known yet. Nobody has taken it. Please open the desk now.
       *[other] Emergency in the park: { $what }, { $where }. Nobody has taken it. Please open the desk now.
    }
