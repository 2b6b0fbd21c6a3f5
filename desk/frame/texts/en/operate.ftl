operate-pages = Settings pages

operate-save = Save
operate-cancel = Cancel
operate-back = Back
operate-history = History
operate-state = State
operate-active = Active
operate-inactive = Off
operate-in-zh = Chinese
operate-in-en = English
operate-remove = Remove
operate-from = From
operate-until = Until
operate-add = Add
operate-remove-hours = Remove these hours?
operate-once = It is shown this once and never again. Copy it now.
operate-once-done = I have it, go on
operate-anyway = Save anyway
operate-copy = Copy
operate-copied = Copied
operate-reload = Show it as it is now
operate-changed = This has just been changed. Your changes are not saved; what you entered is still here.
operate-changed-by = { $name } has just changed this. Your changes are not saved; what you entered is still here.

## Weekdays
operate-weekdays = Days
operate-weekday-1 = Mon
operate-weekday-2 = Tue
operate-weekday-3 = Wed
operate-weekday-4 = Thu
operate-weekday-5 = Fri
operate-weekday-6 = Sat
operate-weekday-7 = Sun

## Keys
operate-key-move = Next row, previous row
operate-key-open = Open the row
operate-key-add = Add one
