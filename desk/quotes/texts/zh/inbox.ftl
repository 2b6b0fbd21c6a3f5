inbox-intent-accept_quote = 同意报价
inbox-intent-decline_quote = 不同意报价
