pass-title = Visitor pass
pass-state-valid = Ready to use
pass-state-early = Opens { $day } at { $clock }
pass-state-closed = Opens { $opens }–{ $closes } each day
pass-state-over = No longer valid
pass-state-used = All entries used
pass-state-revoked = Withdrawn
pass-qr = QR code for the gate
pass-number = Visit number
pass-time = When
pass-daily = { $first } to { $last }, { $opens }–{ $closes } each day
pass-place = Where
pass-host = Your host
pass-address = Address
pass-map = Show the map
pass-calendar = Add to my calendar
pass-calendar-title = Visit to { $park }
pass-cars = Cars
pass-car = ending in { $end }
pass-people = Visitors
pass-people-count = { $n ->
    [one] 1 person
   *[other] { $n } people
}
pass-hint = Show the code at the gate or at reception. Turn up the brightness of your screen, and keep the link to yourself.
pass-help = Need help? Call
pass-unknown = We cannot find this pass
pass-unknown-hint = The link may be incomplete. Please ask your host to send it again.
