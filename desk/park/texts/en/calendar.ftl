
## Outlets
calendar-outlets = When outlets serve
calendar-no-windows = No service windows yet: nothing can be ordered here
calendar-windows-edit = Edit

## The year
calendar-year = Holidays and make-up workdays in { $year }
calendar-year-before = Year before
calendar-year-after = Year after
calendar-year-hint = Choose a day to set it
calendar-year-empty = No holidays are set for { $year } yet. Enter them here once the yearly notice is out.
calendar-kind = Kind
calendar-kind-holiday = Holiday
calendar-kind-workday = Make-up workday
calendar-name-zh = Name in Chinese
calendar-name-en = Name in English
calendar-days-new = Set holidays or make-up workdays
calendar-first = From
calendar-until = Until (optional)
calendar-day-remove = Make it an ordinary day
calendar-weekday-1 = M
calendar-weekday-2 = T
calendar-weekday-3 = W
calendar-weekday-4 = T
calendar-weekday-5 = F
calendar-weekday-6 = S
calendar-weekday-7 = S

## Hours of the park
calendar-hours = Working hours of the park
calendar-hours-hint = Service levels count in these hours. Lunch is the gap between two; 23:59 means until midnight.
calendar-times = Notices and conversations
calendar-quiet-from = Quiet from
calendar-quiet-until = Quiet until
calendar-quiet-hint = Notices that can wait are held until the end. Leave both empty for none.
calendar-handback = Hand back after (minutes)
calendar-handback-hint = A conversation with staff that falls silent returns to the bot
calendar-acceptance = Vendors accept within (minutes)
calendar-acceptance-hint = After that, the tenant and the desk are told

## When something goes wrong
calendar-error-weekdays = Choose at least one day.
calendar-error-starts = These hours overlap { $starts }–{ $ends }, which is there already.
calendar-error-ends = The end has to be later than the start.
calendar-error-cutoff = Orders cannot close after service has begun.
calendar-error-quiet-until = Quiet hours need both a start and an end, and not the same.
calendar-error-until = The last day is not before the first, and up to 31 days go at once.
calendar-error-name-zh = A name in Chinese is needed, up to 40 characters.
calendar-error-name-en = A name in English is needed, up to 40 characters.
calendar-error-day-taken = { $day } is set already; choose that day to change it.
calendar-error-last-hours = One stretch of working hours has to stay, or nothing would ever fall due.
