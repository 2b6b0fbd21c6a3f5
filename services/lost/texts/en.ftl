### Lost and found, as tenants are told. The same keys as zh.ftl.

## Things
lost-category-phone = phone
lost-category-computer = computer or tablet
lost-category-wallet = wallet
lost-category-card = badge or access card
lost-category-documents = document or bank card
lost-category-keys = keys
lost-category-jewellery = jewellery or watch
lost-category-bag = bag
lost-category-umbrella = umbrella
lost-category-clothing = clothing
lost-category-glasses = glasses
lost-category-earphones = earphones
lost-category-charger = charger or cable
lost-category-bottle = bottle
lost-category-book = book or papers
lost-category-other = item
lost-in-the-park = the park
lost-days = { $first } to { $last }

## How far it is
lost-status-reported = still looking
lost-status-stored = at the service desk
lost-status-matched = perhaps found, waiting for your answer
lost-status-claimed = you say it's yours; being checked or ready to collect
lost-status-handed_out = you have it back
lost-status-returned = given back to whoever found it
lost-status-disposed = disposed of
lost-status-withdrawn = withdrawn
lost-status-expired = never found, closed
found-status-reported = please bring it to the service desk
found-status-stored = kept at the service desk
found-status-matched = we may have found the owner
found-status-claimed = somebody says it's theirs; being checked
found-status-handed_out = back with its owner
found-status-returned = nobody claimed it, so it's yours again
found-status-disposed = nobody claimed it, disposed of
found-status-withdrawn = withdrawn
found-status-expired = closed

## In the chat
lost-ask-what = Sorry to hear that. What did you lose? For example “a long black umbrella”. A photo helps, too.
lost-ask-where = Roughly where did you lose it? If you can't say, “don't know” is fine.
lost-ask-when = Roughly when was that? For example “yesterday afternoon”, or “don't know”.
lost-ask-mark = Last question: what would only you know about it? What's inside, the lock screen, a scratch. Only the service desk uses this to check, nobody else sees it; “nothing” is fine.
found-ask-what = Thank you! What did you find? For example “a bunch of keys”. A photo helps, too.
found-ask-where = Where did you find it? If you can't say, “don't know” is fine.
lost-reported =
    Your loss is registered as { $item_no }: { $what }
    { $details }
    I'll tell you as soon as something like it is handed in. Ask me any time, and say “withdraw my lost item” if it turns up.
found-reported =
    Thank you! Registered as { $item_no }: { $what }
    { $details }
    Please bring it to the service desk when you can (phone { $phone }) and don't give it to anybody who claims to own it. Your name and number stay with us.
lost-details = { $where } · { $when }
lost-where-unknown = place unknown
lost-photos-added = Added to { $item_no }. Only the service desk sees your photos.
lost-photos-full = { $item_no } has enough photos already, so these weren't added.
lost-too-many = You already have { $limit } items registered. Please close some first, or call the desk at { $phone }.
lost-time-odd = That time doesn't seem right. Roughly when was it?
lost-hazard =
    Please don't touch it, keep well away, and keep others away.
    Staff have been alarmed, emergency ticket { $ticket_no }. If it's urgent, call { $emergency }.
lost-dropped = All right, I won't register it.
dropped-lost = the lost item
lost-waits = Your lost-and-found report isn't finished yet, so let's go on with it.
lost-line =
    { $item_no } · { $what }
    { $status }
track-lost-none = You haven't registered anything lost. Just tell me what it is and where you lost it.
track-lost-last = You aren't looking for anything right now. The last one:
lost-not-found = I can't find { $item_no }. Please check the number.
lost-withdraw-which = Which one shall I withdraw?
lost-withdraw-none = You have nothing registered that can be withdrawn.
lost-withdrawn = { $item_no } ({ $what }) is withdrawn.
lost-with-desk = { $item_no } is at the service desk already, so it can't be withdrawn. We'll look for its owner.
lost-settled = { $item_no } is “{ $status }” now and can't be changed.
lost-claimed = Great, the service desk knows about { $item_no }. They'll check, and I'll tell you when you can collect it.
lost-claimed-agreed = Great! { $item_no } is ready to collect. Press “Pick-up code” for the code to show at the desk.
lost-disowned = All right, not that one. We'll keep looking.
lost-claim-over = That one is settled already, no answer needed.
lost-code = Your pick-up code is { $code }, good until { $until }. Tell it to the service desk to collect { $item_no }, and don't pass it on.
lost-code-not-yet = The desk hasn't confirmed yet that { $item_no } is yours. I'll tell you as soon as they do.
button-lost-mine = It's mine
button-lost-not-mine = Not mine
button-lost-code = Pick-up code

## Notices
notice-lost-match =
    Your { $thing } ({ $item_no }) may have turned up: one was found on { $when } in { $where }.
    Is it yours?
notice-lost-agreed = The service desk agrees that { $item_no } is yours. Get your pick-up code below and tell it to the desk.
notice-lost-refused = Sorry, after checking, the desk doesn't think that { $thing } is yours. { $reason } Questions: { $phone }. We'll keep looking for { $item_no }.
notice-lost-expired = Sorry, { $item_no } ({ $thing }) never turned up, and this report is closed. Tell me again if you still need it.
notice-lost-stored = The service desk has the { $thing } you found ({ $item_no }). Thank you!
notice-lost-thanks = The { $thing } you found ({ $item_no }) is back with its owner. Thank you!
notice-lost-returned = Nobody claimed the { $thing } you found ({ $item_no }), and you have it back.

## Alarms for staff
alarm-lost-match = Perhaps the same: { $number } (lost) and { $found } (found)
alarm-lost-claimed = { $found } is claimed by who lost { $number }: please check
alarm-lost-unclaimed = Nobody has claimed { $number }: please decide what becomes of it
