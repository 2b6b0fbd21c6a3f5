## Kinds
dangers-kind-fire = Fire
dangers-kind-smoke = Smoke
dangers-kind-gas = Gas
dangers-kind-trapped = Somebody trapped
dangers-kind-flood = Flooding
dangers-kind-electric = Electric shock
dangers-kind-medical = Injury or illness
dangers-kind-violence = Violence
dangers-kind-chemical = Chemicals
dangers-kind-collapse = Collapse or falling objects
dangers-kind-self_harm = Self-harm
dangers-kind-other = Unknown danger
dangers-which = Which kind?

## How it was heard
dangers-zone-alarm = Alarm
dangers-zone-ask = Question
dangers-zone-none = Missed
dangers-how-rule = heard by a rule, in plain words
dangers-how-learned = heard by what was learned, { $sure } ({ $p })
dangers-how-missed = the bot did not hear it
dangers-sure-very = very sure
dangers-sure-quite = quite sure
dangers-sure-rather = leaning to danger
dangers-sure-torn = torn
dangers-answer-open = not answered yet
dangers-answer-yes = the tenant said it is happening
dangers-answer-no = the tenant said it is not
dangers-answer-silence = no answer within a minute, taken as danger
dangers-withdrawn = the tenant calls it a false alarm

## Marks
dangers-mark-right = There was danger
dangers-mark-wrong = There was none
dangers-verdict-right = There was danger
dangers-verdict-wrong = There was none
dangers-verdict-missed = Danger that was missed
dangers-unmarked = Not marked
dangers-undo = Undo
dangers-marked-by = Marked by { $name }
dangers-marked-right = Marked: there was danger. The bot learns it at the next training.
dangers-marked-wrong = Marked: there was none. The bot learns it at the next training.
dangers-marked-undone = The mark was taken back
dangers-marked-missed = Noted as danger that was missed. The bot learns it at the next training.
dangers-was-danger = This was danger

## On a ticket
dangers-ticket = Danger that the bot heard
dangers-nobody-yet = Reported at { $clock }, and nobody has taken it
dangers-unheard = The bot was down and has not listened to these words. Read them:
dangers-unsure = The bot took these words for what may be danger, and there is no chat in which to ask. Find out.
dangers-told = What the tenant was told
dangers-taken-back = The tenant called it a false alarm at { $clock }:
dangers-taken-back-hint = Have a look all the same. Staff close the ticket; the bot never does.

## The list
dangers-intro = Every danger that the bot heard, unmarked ones first. The bot learns from marks at its next training; names and numbers are masked before.
dangers-tune = Numbers and thresholds
dangers-figures = By month
dangers-month = Month
dangers-all = All
dangers-no-figures = No danger was heard yet.
dangers-filter-zone = What the bot did
dangers-filter-kind = Kind
dangers-filter-mark = Mark
dangers-every = All
dangers-filter = Filter
dangers-no-words = The words have served their time.
dangers-conversation = Conversation
dangers-more = Show more
dangers-empty = Nothing fits

## The banner
dangers-banner = Danger that nobody has taken
dangers-banner-one = Danger, and nobody has taken it: { $kind }, { $where }.
dangers-nowhere = place unknown
dangers-nobody-since = Nobody has taken it since { $clock }
dangers-not-accepted = Reported at { $clock }, given to { $name }, who has not accepted it
dangers-take = I take it
dangers-open = Open the ticket
dangers-acknowledge = I see to it
dangers-acknowledged = You see to ticket { $number }; nobody else is called
dangers-seen-to = { $name } has seen to it since { $clock }
dangers-taken = Ticket { $number } is yours

## Settings
dangers-numbers = Emergency numbers
dangers-numbers-hint = The bot tells people in danger to call these. Call each of them once to be sure.
dangers-number-emergency_phone = The park's emergency line
dangers-number-fire_phone = Fire brigade
dangers-number-ambulance_phone = Ambulance
dangers-number-police_phone = Police
dangers-number-crisis_phone = Crisis line
dangers-thresholds = How easily the bot alarms
dangers-thresholds-hint = Probabilities between 0 and 1; leave both empty to use those of the training. They hold from the next message on. Plain words such as "fire" or "gas leak" alarm at any threshold.
dangers-alarm-from = Alarms from
dangers-alarm-from-hint = Lower misses less danger and alarms more often for nothing.
dangers-ask-from = Asks back from
dangers-ask-from-hint = Not above the one for alarms.
dangers-saved = Saved
dangers-tried = Tried on the park's own marks
dangers-tried-hint = Of marked messages of the last year that were heard by what was learned, how many reach a threshold. Messages below the present one for questions were not noted, so they are not among these.
dangers-tried-from = Threshold
dangers-tried-right = There was danger
dangers-tried-wrong = There was none
dangers-curve = The curve that it was shipped with
dangers-curve-hint = Measured on sentences of different writers: how much danger is heard, over how often it alarms for nothing. Circles and squares are the two shipped thresholds.
dangers-curve-alt = Curves: recall over false alarms, by writer

## Errors
dangers-error-kind = There is no such kind of danger
dangers-error-emergency-phone = Enter a number that can be dialled
dangers-error-fire-phone = Enter a number that can be dialled
dangers-error-ambulance-phone = Enter a number that can be dialled
dangers-error-police-phone = Enter a number that can be dialled
dangers-error-crisis-phone = Enter a number that can be dialled
dangers-error-danger-alarm-from = Enter both thresholds or neither
dangers-error-danger-ask-from = Enter both thresholds; the one for questions is not above the one for alarms
dangers-error-not-yours = You cannot take this ticket, or a colleague was faster
