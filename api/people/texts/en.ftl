### People, as the API speaks of them. Key for key with zh.ftl.

notices-order = Orders
notices-repair = Repairs and complaints
notices-network = Introductions to other parks
notices-rating = Being asked for a rating
notices-stock = What is back in stock
notices-visit = Visitors
problem-still-under-way = Something of yours is still under way. Please finish or cancel it first.
problem-no-account-proof = Please sign in by a code to your phone, or by WeChat, first, so that both parks can tell that it is you.
problem-account-link-refused = This code does not hold. Please sign in with the same phone number or the same WeChat in both parks, and ask for a new code.
problem-other-account = In one of these parks you are linked with another account already. Please unlink that first.
