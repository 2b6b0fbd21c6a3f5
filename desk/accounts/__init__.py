"""Staff of several parks: the switcher, the page of all parks, the way from one to another."""
