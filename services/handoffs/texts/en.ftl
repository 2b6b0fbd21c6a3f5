### People who take over: what tenants read. The same keys as zh.ftl.

## Handoff
handed-off = Done, I've passed you on to the service desk.
handed-off-waits = You're in the queue already.
answered-now = Someone will answer you here right away. If it's urgent, call { $phone }.
answered-after = There are { $ahead } before you; someone will answer you here when it's your turn. If it's urgent, call { $phone }.
answered-from = We're outside service hours: someone will answer you here from { $when }. If it's urgent, call { $phone }.
out-of-scope-in-form = Sorry, I didn't get that.
no-words = Got it. To order, report something broken or ask about the park, just write it.
out-of-scope-handed-off = Sorry, I still don't get it, so I've passed you on to the service desk.
complaint-taken = I'm really sorry about that. Your complaint is recorded as { $ticket_no } and you'll hear back within 24 hours. I've also passed you on to the service desk.
bot-down-handed-off = I'm still not back, so I've passed you on to the service desk; someone will answer you here. If it's urgent, call { $phone }.
button-person = Talk to a person
file-unread-document = Your file “{ $name }” has arrived. I cannot read files: press the button if a person should look at it, or tell me in words what you need.
file-unread-voice = Your voice message has arrived. I cannot understand speech here: press the button if a person should listen to it, or write it to me.

## Ratings
rating-ask = How was it, from 1 to 5? You can add a word, such as "4 stars, a bit slow".
rating-thanks = Thank you for rating!
rating-sorry = Thank you for telling us, and sorry that it wasn't better. If you like, a person will follow it up.
rating-over = You've rated this already. Thank you!

## Alerts of staff
alert-conversation-assigned = A conversation was given to you
alert-conversation-reply = The tenant wrote
alert-conversation-due = A conversation that you put off is due
alert-conversation-mentioned = A colleague named you in a note
alert-conversation-flagged = The rule “{ $rule }” tells you of a conversation
alert-conversation-line =
    { $times ->
        [1] Conversation { $number }
       *[other] Conversation { $number }, { $times } new messages
    }
