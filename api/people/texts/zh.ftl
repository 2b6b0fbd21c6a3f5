### 个人：API 说的话。与 en.ftl 逐条对应。

notices-order = 订单
notices-repair = 报修与投诉
notices-network = 其他园区的牵线
notices-rating = 评价邀请
notices-stock = 到货提醒
notices-visit = 访客
problem-still-under-way = 您还有订单或报修正在进行，请先完成或取消。
problem-no-account-proof = 请先用短信验证码或微信登录，这样两个园区才能确认是您本人。
problem-account-link-refused = 这个码无效。请确认您在两个园区都用同一个手机号或同一个微信登录过，再重新取一个码。
problem-other-account = 您在其中一个园区已经和别的账号连在一起，请先断开。
