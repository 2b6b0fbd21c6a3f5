shell-area-orders = 订单
