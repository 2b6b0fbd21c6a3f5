### 第二读者：租户看到的文字。与 en.ftl 的键相同。

reader-read-back = 我不太确定有没有理解对。您是想：
reader-does-order_food = · 点餐：“{ $words }”
reader-does-order_goods = · 买东西：“{ $words }”
reader-does-reorder = · 再来一份同样的：“{ $words }”
reader-does-modify_order = · 修改订单：“{ $words }”
reader-does-cancel_order = · 取消订单：“{ $words }”
reader-does-track_order = · 查看订单进度：“{ $words }”
reader-does-browse_menu = · 看菜单：“{ $words }”
reader-does-report_repair = · 报修：“{ $words }”
reader-does-track_repair = · 查看维修进度：“{ $words }”
reader-does-urge_repair = · 催一催维修：“{ $words }”
reader-does-cancel_repair = · 取消报修：“{ $words }”
reader-does-register_visitor = · 登记访客：“{ $words }”
reader-does-track_visit = · 查看访客登记：“{ $words }”
reader-does-cancel_visit = · 取消访客登记：“{ $words }”
reader-does-ask_faq = · 咨询园区的事：“{ $words }”
reader-does-complain = · 投诉：“{ $words }”
reader-does-ask_human = · 找人工：“{ $words }”
