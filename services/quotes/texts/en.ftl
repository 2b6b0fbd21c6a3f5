### Quotes: what tenants read. The same keys as zh.ftl.

quote-head =
    { $which ->
        [first] Quote for { $ticket_no }:
       *[other] New quote for { $ticket_no } (version { $version }; earlier ones no longer count):
    }
quote-line = · { $name } × { $n }: { $sum }
quote-total = Total { $total }
quote-total-tax = Total { $total } (including { $rate } tax, { $tax })
quote-note = Note: { $note }
quote-until = Please answer by { $until }.
button-quote-accept = Accept, pay when done
button-quote-accept-company = Accept, charge my company
button-quote-decline = Decline

## Answers
quote-accepted =
    { $payment ->
        [company_account] Quote accepted: { $total }, charged to your company. Order { $order_no }; we'll go on with { $ticket_no }.
       *[other] Quote accepted: { $total }, to be paid when the work is done. Order { $order_no }; we'll go on with { $ticket_no }.
    }
quote-declined = All right, the quote for { $ticket_no } is declined, and the service desk knows. If you'd like to talk about the price or the work, just say so here.
quote-limit = That is { $over } above what your company has left this month, so the quote isn't accepted yet. You can pay it yourself when the work is done:
quote-not-entitled = You can't charge to a company right now, so the quote isn't accepted yet. You can pay it yourself when the work is done:
quote-none = There is no quote waiting for your answer.
quote-which = { $n } quotes are waiting for your answer. Please use the buttons below the one you mean:
quote-over-accepted = You've accepted this quote already; nothing is ordered twice.
quote-over-declined = This quote was declined. If you'd like to go on after all, ask the service desk for another.
quote-over-replaced = That quote is out of date. This is the one that counts:
quote-over-replaced-gone = That quote is out of date and no longer counts.
quote-over-expired = This quote has expired. If you'd like to go on, ask the service desk for another.
quote-over-withdrawn = This quote was taken back.
quote-ticket-over = { $ticket_no } is over, so its quote no longer counts.

## Notices
quote-expired = The quote for { $ticket_no } has expired. If you'd still like the work done, tell us and we'll send another.
quote-withdrawn = The quote for { $ticket_no } was taken back; you needn't answer it.
quote-accepted-by-staff = As you told the service desk, the quote for { $ticket_no } is accepted: { $total }. Order { $order_no }. If that isn't right, please tell us at once.
quote-declined-by-staff = As you told the service desk, the quote for { $ticket_no } is declined.

## Alerts of staff
alert-quote-accepted = Quote accepted: { $number }
alert-quote-declined = Quote declined: { $number }
alert-quote-expired = Quote expired unanswered: { $number }
