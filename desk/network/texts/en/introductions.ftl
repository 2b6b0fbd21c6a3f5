### Introductions at the desk. The same keys as zh.

introductions-title = Introductions
introductions-intro = People of other parks who would like to meet a company here. Pass it on to the company, then say so: whoever asked hears of it.
introductions-none = Nobody has asked.
introductions-who = Who asks
introductions-nobody = No name or number given
introductions-words = In their words
introductions-asked = Asked
introductions-reply = Note to them
introductions-reply-hint = They read it as you write it.
introductions-do-passed_on = Passed on
introductions-do-declined = Not possible
introductions-done-passed_on = They hear that it was passed on.
introductions-done-declined = They hear that it isn’t possible.
introductions-status-sent = waiting
introductions-status-passed_on = passed on
introductions-status-declined = declined
introductions-status-recalled = recalled
introductions-error-already-answered = Somebody has answered it already.
