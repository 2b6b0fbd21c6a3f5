### People, as the API speaks of them. Key for key with zh.ftl.

notices-order = Orders
notices-repair = Repairs and complaints
notices-rating = Being asked for a rating
notices-stock = What is back in stock
notices-visit = Visitors
problem-still-under-way = Something of yours is still under way. Please finish or cancel it first.
