inbox-intent-accept_quote = Accepts a quote
inbox-intent-decline_quote = Declines a quote
