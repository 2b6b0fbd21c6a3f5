### What is said of acts: doubts, what nothing fits. The same keys as zh.ftl.

## Doubts
act-which = Which one do you mean?
act-which-cancel = { $kind ->
    [repair] Which ticket shall I cancel?
    [visit] Which visit shall I cancel?
   *[other] Which one shall I cancel?
}
act-which-urge = { $kind ->
    [repair] Which ticket shall I chase?
   *[other] Which one shall I chase?
}
act-sure = Do you mean { $reading }?
act-yes = Yes
act-no = No
act-kind =
    { $kind ->
        [order] the order
        [repair] the repair
        [visit] the visit
        [booking] the booking
        [handoff] talking to a person
       *[other] that
    }
act-new =
    { $kind ->
        [order] A new order
        [repair] Another repair
        [visit] Another visitor
        [booking] Another booking
       *[other] None of these: something new
    }

## What nothing fits
act-none = Sorry, nothing arrived with that message. Could you say it again?
act-not-understood = I didn't get "{ $words }". Could you put it another way?
act-ask-place = { $title }: which place is that? There is no other one to go by, so please say where exactly.
act-ask-when = { $title }: what time would that be? None is known yet to go by, so please give the day and the time.
act-ask-until = { $title }: until when? Please give the exact time.
act-ask-headcount = { $title }: how many people is that in all?
act-stands = As it stands: { $title }
act-stands-with = { $title } has: { $lines }
act-stands-lines = There is: { $lines }
act-refused-not-of-orders = An order doesn't need that, so I changed nothing. To change how many, just name the dish and the number.
act-refused-nothing-there =
    { $kind ->
        [order] You have no order that can be changed like that right now.
        [repair] You have no such repair right now.
        [visit] You have no such visit right now.
        [booking] You have no such booking right now.
       *[other] I couldn't find what you mean.
    }
act-refused-not-in-cart = That isn't in the order.
act-refused-too-late =
    { $kind ->
        [order] The kitchen has already accepted this order, so I can't change it here any more.
        [repair] This repair is being worked on, so I can't change it here any more.
        [visit] This visit can't be changed any more.
       *[other] That can't be changed any more.
    }
act-refused-nothing-to-restore = Nothing was cancelled just now that could be brought back.
act-refused-nothing-to-undo = Nothing was changed just now that I could undo.
act-refused-unclear-line = I couldn't tell which one you mean.
act-refused-no-answer = I don't know that one. The service desk may be able to tell you.
act-refused-not-possible =
    { $kind ->
        [order] I can't do that with an order.
        [repair] I can't do that with a repair.
        [visit] I can't do that with a visit.
       *[other] I can't do that. If you like, I can pass you on to a person.
    }
act-refused-given-up = That has been given up; it would have to be brought back before it can be changed.
act-refused-unclear-thing = I couldn't tell which of them you mean.
act-refused-not-so-many = There aren't that many.
act-refused-more-there = There are more than that already.
act-refused-uneven = That doesn't divide evenly. How many of them should it be?
act-refused-nothing-named = How many should it be, or what instead?

## Waiting for a person
act-handoff-title = waiting for a person
act-handoff-withdrawn = All right, no need for a person then. I'm here to help.
act-handoff-stays = The service desk is already looking into this, so it stays with them.
act-complaint-added = I've added that to your complaint { $ticket_no }.
act-handoff-noted = Noted; whoever takes over will see what you wrote.
