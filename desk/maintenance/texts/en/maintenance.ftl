maintenance-title = Planned maintenance
maintenance-intro = What has to be seen to again and again. On the day, a ticket is opened by itself; while the last one is still open, it stands for the next day as well.
maintenance-new = New plan
maintenance-plans = Plans
maintenance-none = Nothing is planned yet
maintenance-month-before = Month before
maintenance-month-after = Month after
maintenance-has-ticket = Its ticket is open or done
maintenance-off = Off
maintenance-over = Over
maintenance-due-on = due on { $days }
maintenance-due-again = It came due again while this ticket was open.

## Rhythms
maintenance-every-day = { $count ->
    [one] Every day
   *[other] Every { $count } days
}
maintenance-every-week = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
}
maintenance-every-month = { $count ->
    [one] Every month
   *[other] Every { $count } months
}
maintenance-every-year = { $count ->
    [one] Every year
   *[other] Every { $count } years
}
maintenance-on-days = { $rhythm } on { $days }
maintenance-at = { $rhythm }, { $at }

## One plan
maintenance-name = What is looked after
maintenance-what = What is to be done
maintenance-what-hint = Stands in every ticket.
maintenance-category = Category
maintenance-urgency = Urgency
maintenance-assignee = Assign to
maintenance-nobody = Nobody in particular
maintenance-building = Building
maintenance-anywhere = No building
maintenance-floor = Floor
maintenance-floor-hint = -1 is the first basement
maintenance-room = Room
maintenance-place = Exact place
maintenance-every = Every
maintenance-unit = Unit
maintenance-unit-day = days
maintenance-unit-week = weeks
maintenance-unit-month = months
maintenance-unit-year = years
maintenance-clock = Time
maintenance-starts = First day
maintenance-starts-hint = Months and years keep this day; shorter months have their last.
maintenance-ends = Last day (optional)
maintenance-workdays = On days off, do it on the next workday
maintenance-next = Next
maintenance-next-none = No further days
maintenance-now = Open today's ticket now
maintenance-now-sure = Open the ticket now, though it may not be due today?
maintenance-switch-off = Switch off
maintenance-switch-on = Switch on
maintenance-runs = Tickets
maintenance-runs-none = None yet
maintenance-was-open = was still open from before
maintenance-remove = Remove plan
maintenance-remove-sure = Remove this plan? Its tickets stay.
maintenance-removed = Plan removed
maintenance-saved = Plan saved

## When something goes wrong
maintenance-error-name = A name is needed, up to 80 characters. A park has up to 500 plans.
maintenance-error-description = At most 2,000 characters.
maintenance-error-ends-on = The last day is before the first.
maintenance-error-building = The park has no such building.
maintenance-error-floor = The building has no such floor.
maintenance-error-room = The building has no such room.
maintenance-error-assignee = This colleague has left.
