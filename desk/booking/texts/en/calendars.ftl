calendars-title = Calendars that close rooms
calendars-hint = A room is closed while a calendar of another program (Outlook, Feishu, Google) has an event. It is read every 15 minutes. What its events are called is not kept.
calendars-none = No calendar closes a room
calendars-read = Read { $when }, { $count ->
    [0] nothing ahead
    [one] one event ahead
   *[other] { $count } events ahead
 }
calendars-unread = Not read yet
calendars-end = Stop reading it and open what it closed
calendars-meets = Booked before, and taken by a calendar as well
calendars-add = Read a calendar
calendars-name = Name
calendars-address = Address of the .ics (it is not shown again)
calendars-do-add = Read it
calendars-added = It is read within a minute
calendars-ended = { $name } is read no more
calendars-wrong-address = An https address that can be reached from outside, without a name and password in it
calendars-problem-unreachable = The server does not answer
calendars-problem-refused = The address leads inside our own network
calendars-problem-slow = The server takes too long
calendars-problem-too_big = The calendar is larger than 2 MB
calendars-problem-status_401 = The server wants a password: copy the address again
calendars-problem-status_403 = The server refuses: copy the address again
calendars-problem-status_404 = There is no calendar at this address any more
calendars-problem-status = The server answers with an error or sends us elsewhere
calendars-problem-not_calendar = What the server sends is no whole calendar
calendars-problem-broken_event = An event in it makes no sense (no UID, no start, or an end before its start)
calendars-problem-too_often = An event in it recurs too often to be counted
calendars-problem-too_many = There are more than 2000 events ahead
calendars-problem-unsealed = The address was kept with a key that is gone: add the calendar again
calendars-of-rooms = Calendars of rooms
calendars-of-rooms-hint = Outlook, Google or a screen subscribes to when a room is booked; nobody who booked is named. Times that are closed are not in it.
calendars-show = Make an address
calendars-shown = Address of the calendar, shown this once
calendars-hide = Take the address back
calendars-hidden = The address is good no more
