reconciliation-title = WeChat Pay reconciliation
reconciliation-intro = Every morning after ten, the day before is compared with WeChat Pay's bill, payment by payment and to the last fen. Days are Beijing's.
reconciliation-link = WeChat Pay reconciliation
reconciliation-every-day = Every day
reconciliation-only-open = Only what is open
reconciliation-older = Earlier days
reconciliation-none = Nothing was compared yet
reconciliation-none-hint = It begins by itself on the morning after the first payment by WeChat Pay.
reconciliation-none-open = No open differences
reconciliation-failed = Refunds that need somebody

## A day
reconciliation-day = Day
reconciliation-lines = Entries
reconciliation-collected = Collected
reconciliation-returned = Refunded
reconciliation-theirs = WeChat Pay
reconciliation-ours = Our books
reconciliation-theirs-ours = WeChat Pay on the left, our books on the right
reconciliation-made-at = Compared
reconciliation-waiting = Waiting for the bill
reconciliation-open = { $count ->
    [one] { $count } open difference
   *[other] { $count } open differences
 }
reconciliation-agrees = Agrees
reconciliation-all-agrees = Every entry of this day agrees
reconciliation-problem-STATEMENT_CREATING = WeChat Pay is still making it; it's asked for again by itself
reconciliation-problem-NO_STATEMENT_EXIST = WeChat Pay says there is none, while our books have entries; it's asked for again by itself
reconciliation-problem-NOT_CONFIGURED = no WeChat Pay merchant is configured
reconciliation-problem-payment_unavailable = WeChat Pay didn't answer; it's asked again by itself
reconciliation-again = Compare again
reconciliation-again-done = It will be compared again; reload in a moment
reconciliation-again-waits = It's waiting for the bill anyway, and is compared as soon as that is there

## Differences
reconciliation-differences = Differences
reconciliation-payment = Payment
reconciliation-refund = Refund
reconciliation-nothing = no such entry
reconciliation-kind-missing_here = Missing in our books
reconciliation-kind-missing_there = Missing in the bill
reconciliation-kind-other_sum = Another sum
reconciliation-kind-other_state = Another state
reconciliation-hint-missing_here = WeChat Pay's bill has it and our books don't. See whether another system collects with the same merchant number.
reconciliation-hint-missing_there = Our books have it and WeChat Pay's bill doesn't. Look the number up on the merchant platform.
reconciliation-hint-other_sum = Both have it, with different sums. Check the merchant platform before you give back or ask for the rest.
reconciliation-hint-other_state = Both have it; one says it's done and the other doesn't. Open the order; a refund can be tried again there.
reconciliation-state-paid = paid
reconciliation-state-waiting = under way
reconciliation-state-closed = closed
reconciliation-state-given = refunded
reconciliation-state-failed = failed
reconciliation-state-under_way = under way
reconciliation-note = What was done about it
reconciliation-settle = Mark as settled
reconciliation-settled = Settled by { $name }:
reconciliation-settled-now = Noted
reconciliation-settled-before = Somebody has just settled this one
reconciliation-gone = Compared again, it was no longer there
reconciliation-error-note = Say what was done about it, in at most 500 characters.
