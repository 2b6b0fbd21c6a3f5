shell-area-tickets = 工单
