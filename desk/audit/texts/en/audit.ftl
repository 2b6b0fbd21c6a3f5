audit-about = About
audit-who = Who
audit-everything = Everything
audit-what = Changes or looks
audit-what-changes = Changes
audit-what-looks = Looks
audit-what-all = Changes and looks
audit-everybody = Everybody
audit-show = Show
audit-show-all = Show all
audit-search = Search names, values, numbers
audit-since = From day
audit-until = Until day
audit-export = Export:
audit-column-time = Time
audit-column-who = Who
audit-column-action = What was done
audit-column-kind = Kind
audit-column-subject = About
audit-column-changes = Changes
audit-column-page = Roles and page
audit-only-one = One thing only.
audit-themselves = Themselves
audit-older = Older ones
audit-empty = Nothing fits
audit-nothing = none
audit-no-limit = no limit
audit-all = all
audit-yes = yes
audit-no = no

## Kinds of things
audit-kind-person = Person
audit-kind-people = Search for people
audit-kind-audit = Export of the audit log

## What was done
audit-action-person-search = searched
audit-action-audit-export = exported
audit-action-person-link = linked another channel of
audit-action-person-unlink = unlinked the channels of

## Fields
audit-field-name = Name
audit-field-entries_count = Entries
audit-field-name_zh = Name in Chinese
audit-field-name_en = Name in English
audit-field-active = Active
audit-field-weekdays = Days
audit-field-starts = From
audit-field-ends = Until
audit-field-kind = Kind
audit-field-status = State
audit-field-language = Language
audit-field-phone = Phone
audit-field-day = Day
audit-field-people = People found
audit-field-other = Was also person
audit-field-other_company = Company of the other
audit-field-how = How
audit-field-reason = Reason
audit-field-company = Company

## Values
audit-how-code = by a code
audit-how-union = by WeChat
audit-how-phone = by phone
audit-status-active = active
audit-status-disabled = disabled
audit-language-zh = Chinese
audit-language-en = English
