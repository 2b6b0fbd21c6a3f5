### 个人：API 说的话。与 en.ftl 逐条对应。

notices-order = 订单
notices-repair = 报修与投诉
notices-rating = 评价邀请
notices-stock = 到货提醒
notices-visit = 访客
problem-still-under-way = 您还有订单或报修正在进行，请先完成或取消。
