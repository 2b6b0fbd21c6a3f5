### The page at a door. Key for key with zh.ftl.

door-free = Free
door-taken = In use
door-held = Booked
door-closed = Closed
door-until = until {"{time}"}
door-all-day = all day
door-next = Next: {"{time}"}
door-nothing-next = Nothing booked after that
door-book = Use it now
door-check-in = Check in
door-extend = Longer
door-end = End now
door-end-sure = End it now?
door-back = Not now
door-offline = No connection. What you see may be old.
door-wait-check-in = Check in by {"{time}"}, or it goes to others
door-scan = Scan to check in or book
door-not-now = That has just changed. Please look again.
door-too-many = Too many at once. Please wait a moment.
door-language = 中文
door-theme = Dark / light
door-holds = Holds {"{count}"}
door-book-app = It cannot be had at the door just now. Scan to see when it can be booked.
door-unknown = This address is good no more. Please ask the service desk.
