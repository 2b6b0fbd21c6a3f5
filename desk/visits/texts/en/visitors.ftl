visitors-title = Visitors
visitors-one = Visit
visitors-search = Search name, phone, plate or visit number
visitors-new = Register walk-in
visitors-days = Choose a day
visitors-today = Today
visitors-day-before = Day before
visitors-day-after = Day after
visitors-back = Back to visitors
visitors-back-to-today = Back to today’s visitors
visitors-next = Next visitor
visitors-previous = Previous visitor
visitors-key-move = Next, previous visitor
visitors-key-open = Open visit

## The day
visitors-group-inside = On site
visitors-group-coming = Expected
visitors-group-done = Left or did not come
visitors-nobody-today = Nobody else is expected today
visitors-nobody = Nobody is expected on this day
visitors-found = { $n ->
    [one] 1 visit found
   *[other] { $n } visits found
}
visitors-found-none = No visit matches
visitors-and-others = { $names } and { $n ->
    [one] 1 other
   *[other] { $n } others
}
visitors-unnamed-host = Tenant #{ $number }
visitors-overstayed = Over time
visitors-erased-name = Erased
visitors-erased = This visit is past its retention time: personal details have been erased.

## Statuses
visitors-status-requested = Needs approval
visitors-status-approved = Expected
visitors-status-checked_in = On site
visitors-status-checked_out = Left
visitors-status-denied = Denied
visitors-status-cancelled = Cancelled
visitors-status-expired = Never approved
visitors-status-no_show = No-show

## Actions
visitors-do-check_in = Check in
visitors-do-check_out = Check out
visitors-do-approve = Approve
visitors-do-deny = Deny
visitors-do-cancel = Cancel visit
visitors-done-check_in = { $number } is checked in
visitors-done-check_out = { $number } is checked out
visitors-done-approve = { $number } is approved
visitors-done-deny = { $number } is denied
visitors-done-cancel = { $number } is cancelled
visitors-sure-approve = Approve this visit?
visitors-sure-deny = Deny this visit?
visitors-sure-cancel = Cancel this visit?
visitors-sure-hint-approve = Call whoever has to approve it first. What you do here goes into the audit log.
visitors-sure-hint-deny = No pass is issued, and the host is told.
visitors-sure-hint-cancel = The pass stops working at once.
visitors-why = Reason (optional)
visitors-no = Go back
visitors-waits-for = Waiting for { $name } to approve
visitors-not-told = They have never written in the chat and could not be told. Please call.

## One visit
visitors-number = Visit number
visitors-field-names = Visitors
visitors-field-time = When
visitors-field-headcount = People
visitors-field-host = Host
visitors-field-place = Where
visitors-field-company = Visitor’s company
visitors-field-phone = Phone
visitors-field-plate = Plates
visitors-field-reason = Reason for visit
visitors-field-status-reason = Note
visitors-by-host = Cancelled by the host
visitors-field-pass = Pass
visitors-field-building = Building
visitors-field-room = Room
visitors-field-until = Leaves at
visitors-people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
visitors-pass-used = { $used } of { $most } entries used at gates
visitors-by-hand = let in at reception { $count ->
        [one] once
       *[other] { $count } times
    }
visitors-pass-revoked = Withdrawn
visitors-passages = In and out
visitors-went-in = In
visitors-went-out = Out
visitors-at-reception = Reception, { $name }

## Walk-ins
visitors-names-example = Several with commas: John Smith, Ann Lee
visitors-host-search = Host’s name or phone number
visitors-host-desk = The service desk
visitors-host-desk-hint = couriers, works, water: nobody in particular
visitors-host-company = the company, nobody in particular
visitors-host-hint = Search first, then choose the host.
visitors-host-none = No such host. Check the name, or enter the whole phone number.
visitors-present = The host is here at the counter
visitors-present-hint = Otherwise the host is asked first. Where the company wants to approve visits, its approver decides.
visitors-anywhere = Not specified
visitors-register = Register
visitors-walked-in = { $number } is registered and checked in
visitors-host-asked = { $number } is registered and waits for approval
visitors-invalid-phone = Enter a phone number, or leave it empty
visitors-invalid-plate = Enter whole number plates, a comma between two, or leave it empty
visitors-invalid-period = Please choose a time later today
visitors-error-visitor-blocked = This person is on the blocklist, please call security
visitors-error-illegal-transition = The visit has just changed, please reload the page

## Badge
visitors-badge = Print badge
visitors-badge-kind = VISITOR
visitors-print = Print
visitors-qr = QR code for the gate

## Blocklist
visitors-blocked-title = Blocklist
visitors-blocked-hint = Nobody on this list can be registered, and tenants are not told why. Every change goes into the audit log.
visitors-blocked-none = Nobody is on the list
visitors-blocked = Added to the blocklist
visitors-lifted = Taken off the blocklist
visitors-lift = Take off
visitors-block-them = Block this visitor
visitors-block-by = Recognise by
visitors-block-value = Name, phone or plate
visitors-block-reason = Reason
visitors-block-add = Add to blocklist
visitors-block-kind-name = Name
visitors-block-kind-phone = Phone
visitors-block-kind-plate = Plate

## Waiting for the desk
visitors-group-waiting = Waiting for your yes
visitors-waiting-hint = There is no pass, and no barrier opens, until you approve.
visitors-waiting-more = And { $n } more, which show up once these are decided.
visitors-decide = Decide
visitors-asked = asked { $at }
visitors-known-since = with us since { $since }
visitors-waits-for-desk = Waits for reception: the park does not know the host. No pass, and no barrier opens, before you approve.
visitors-waits-no-approver = Waits for reception: the company wants to approve its visitors, and its approver is gone. No pass, and no barrier opens, before you approve.
visitors-sure-hint-approve-desk = Approve if you have made sure who invites them, by phone or at the counter. It goes into the audit log.
visitors-desk-decides = { $number } is registered. Approve or deny it here

## Hosts
visitors-asking = Who is asking
visitors-is-stranger = Not known to the park
visitors-is-vouched = Vouched for
visitors-has-left = No longer of this company
visitors-lost-right = The host no longer belongs to the company
visitors-no-company = No company of the park
visitors-nobody-vouches = Nobody vouches for them
visitors-never-wrote = Never wrote in the chat
visitors-yes = Yes
visitors-field-name = Name
visitors-field-member = Company
visitors-field-vouched = Vouched for
visitors-field-channel = Writes on
visitors-field-since = With us since
visitors-field-asked = Registered
visitors-field-came = Visitors so far
visitors-came = { $n ->
    [0] nobody has come yet
    [one] 1 visit
   *[other] { $n } visits
}
visitors-people-title = Hosts
visitors-people-hint = Members of a company host without asking. For anybody else, vouch here if they are to host without asking each time.
visitors-vouched-title = Vouched for
visitors-vouched-none = Nobody is vouched for
visitors-what-is-known = What the park knows
visitors-kind-member = Belongs to a company, and may host visitors.
visitors-kind-vouched = Reception vouches for them: they may host visitors.
visitors-kind-anybody = Known neither by a company nor by reception; but this park lets anybody host visitors.
visitors-kind-stranger = Known neither by a company nor by reception: their visits wait for your yes.
visitors-check-name = I have checked the name
visitors-name-checked = The name is marked as checked
visitors-name-changed = They call themselves something else by now; please look again
visitors-vouching = Vouching
visitors-vouch = Vouch for them
visitors-vouch-hint = From then on their visits are approved at once. Your name and the reason are kept.
visitors-vouch-why = Why, and how you know them
visitors-vouch-name = I have checked that they are called { $name }
visitors-vouched = They may host visitors from now on
visitors-unvouch = Take it back
visitors-unvouch-hint = Further visits wait for reception. Those approved already stay and are listed below; cancel them if they should not come.
visitors-unvouch-why = Reason
visitors-unvouched = Taken back. Their approved visits are listed below
visitors-vouch-history = History
visitors-vouched-by = { $name }, { $at }
visitors-vouch-ended = Taken back { $at }
visitors-hosted = Visits that are not over
visitors-hosted-none = They expect nobody
visitors-cancel-all = Cancel all of them
visitors-cancel-all-hint = Whatever waits or is approved is cancelled, and the passes stop working. The host is told.
visitors-cancel-all-why = Reason
visitors-all-cancelled = { $n ->
    [one] 1 visit is cancelled
   *[other] { $n } visits are cancelled
}
visitors-error-already-vouched = Somebody has vouched for them meanwhile
