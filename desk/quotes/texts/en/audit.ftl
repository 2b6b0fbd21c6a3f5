audit-kind-quote = Quote
audit-action-quote-send = sent the quote
audit-action-quote-withdraw = took the quote back
audit-action-quote-answer = entered the tenant's answer to the quote
audit-field-quote_status = Quote
audit-field-quote_total = Total
audit-field-quote_version = Version
audit-field-quote_until = Valid until
