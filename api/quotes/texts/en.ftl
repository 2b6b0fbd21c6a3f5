### Quotes, as the API speaks of them. Key for key with zh.ftl.

problem-quote-over = This quote can't be answered any more: it was answered, has expired or was replaced. Please look again.
problem-ticket-over = This ticket is over, so its quote no longer counts.
