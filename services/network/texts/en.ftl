### The directory of several parks, and introductions. The same keys as zh.

network-none = This park isn't in a network of parks yet, so I can't look into other parks' directories. The service desk may be able to help: { $phone }.
network-nothing = I found nothing like that in the other parks' directories. Try other words, or ask the service desk to look around: { $phone }.
network-found = From the other parks' directories:
network-unreachable = { $parks } can't be reached right now, so what they have isn't included.
network-line = [{ $park }] { $name }
network-line-about = [{ $park }] { $name }: { $about }
network-seats = room for { $seats }
network-gone = That entry has been withdrawn, so I can't introduce you.
introduction-ask =
    I can ask the service desk of { $park } to introduce you to { $company }. They would be told:
    { $contact }
    What you said: “{ $words }”
    May I pass that on?
introduction-nameless = You haven't given a name or number, so the answer will come through both service desks.
introduction-sent = Done. I've asked the service desk of { $park } to introduce you to { $company }, and I'll tell you as soon as they answer.
introduction-before =
    { $status ->
        [passed_on] You were introduced to { $company } before and they know of it, so I won't ask them twice.
        [declined] I asked { $company } for you before and they couldn't say yes, so I won't ask them twice.
       *[sent] I've already asked { $company } for you and we're waiting for their answer, so I won't ask them twice.
    }
introduction-not-sent = All right, nothing is passed on. They won't hear of it.
button-introduce = Introduce me: { $name }
button-introduction-yes = Yes, pass it on
button-introduction-no = No, thanks
notice-introduction-replied =
    { $status ->
        [declined] About { $company }: the service desk there says an introduction isn't possible this time.
       *[passed_on] About { $company }: the service desk there has passed it on, and they will get in touch with you.
    }
notice-introduction-met =
    Somebody in another park would like to meet { $company }: { $who ->
        [empty] no name given
       *[other] { $who }
    } { $phone }
    “{ $words }”
introduction-desk-says = The desk adds: { $reply }
alert-introduction = Somebody in another park would like to meet a company here
