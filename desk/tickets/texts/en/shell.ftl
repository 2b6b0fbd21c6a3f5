shell-area-tickets = Tickets
