inbox-intent-search_network = Looks in other parks
inbox-intent-introduce = Asks for an introduction
