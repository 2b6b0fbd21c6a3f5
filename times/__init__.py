"""Times that people say, in Chinese, in English and in both: one owner for all of it.

| module | does |
|---|---|
| `numerals` | the numbers that days, hours and minutes are told with |
| `parts` | stretches of a text, and which of two that overlap counts |
| `calendar` | days counted from the day on which something is written |
| `names` | names of weekdays and months |
| `days` | words for days, and all of the next two |
| `weekdays` | words for weekdays, weeks and weekends |
| `dates` | words for months, their parts and dates |
| `years` | words for quarters and years |
| `holidays` | days that have a name of their own |
| `relative` | days counted from another day; working days |
| `spelling` | names of days and months that are misspelt |
| `naming` | hours that are names of something |
| `clocks` | hours, parts of the day, meals |
| `plain_hours` | bare hours beside a day: 10 to 11 |
| `lengths` | hours and minutes counted: from now, later than what stands, of a stay |
| `moments` | joins parts, also those that stand apart in a message |
| `bounds` | limits: by, before, until, after, from |
| `correcting` | what is taken back, or only told of |
| `repeating` | what comes every day, week or month |
| `recurring` | all of what recurs: rhythm, hours, end, days left out |
| `stretches` | days as from when until when |
| `placing` | places what was joined beside the moment of writing |
| `reading` | reads a message: text in, values out |
| `said` | the value |
| `standing` | what a message means beside what was said before it |

Pure: the standard library alone, so that the bot's Python and the park's both have it. The moment
is passed in and aware; its zone is the park's. `services.texts.when` writes times for people.
"""
