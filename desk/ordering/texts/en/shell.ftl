shell-area-orders = Orders
