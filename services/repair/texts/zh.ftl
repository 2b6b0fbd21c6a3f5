### 报修，说给租户的话。与 en.ftl 逐条对应。

## 报修
emergency = 请先确保自身安全，马上打园区应急电话 { $emergency }（火警 { $fire }，急救 { $ambulance }）。
repair-ask-problem = 好的，哪里坏了、是什么情况？说一句就行，比如“空调不制冷”“水龙头漏水”。
repair-corrected =
    改好了，工单 { $ticket_no }：
    { $category } · { $where }
repair-stands =
    工单 { $ticket_no } 本来就是这样记的：
    { $category } · { $where }
repair-raised = 工单 { $ticket_no } 已标为{ $urgency ->
    [critical] 紧急情况，值班人员马上知道
   *[other] 加急
 }。
repair-calmer = 好的，{ $ticket_no } 上记了“不急”，怎么排由同事决定。
repair-prefers = 希望的时间：{ $when }
repair-phone = 联系电话：{ $phone }
repair-urgency = { $urgency ->
    [low] 不急
    [normal] 正常处理
    [urgent] 加急
   *[critical] 紧急情况
 }
repair-brought-back = 好的，刚才的报修接着来。
repair-restored =
    好的，工单 { $ticket_no } 恢复了，会重新安排师傅。
    { $category } · { $where }
repair-restore-late = 工单 { $ticket_no } 现在是“{ $status }”，恢复不了了；还要修的话，再报一次就行。
repair-draft = { $category }（没报完）
repair-correct-late = 工单 { $ticket_no }目前{ $status }，您说的我补充进去了，师傅会看到。
repair-begun = 报修也记下了：{ $category }。
repair-ask-location = 在什么地方？比如“A座3楼301”“B座大堂”“地下车库B2”。说不清楚也没关系，直接告诉我。
repair-ask-location-critical = 您在哪里？哪栋楼、几楼，尽量告诉我。
repair-ask-building = { $where }是在哪栋楼？
repair-ask-room = { $building }的几楼、哪个房间或位置？整栋都这样就说“整栋楼”。
repair-floor-unknown = { $building }没有 { $floor } 楼。
repair-where-open = 位置待确认，师傅会先联系您
repair-reported =
    报修已登记，工单号 { $ticket_no }
    { $category } · { $where }
repair-time-over = 今天的 { $clock } 已经过了，这个时间就没有记下。
repair-preferred = 您希望的时间：{ $when }，我们尽量安排。
repair-appointment = { $who }约好{ $when } 上门。
repair-appointment-moved = 好的，工单 { $ticket_no } 改到{ $when }，{ $who }已经收到。
repair-appointment-stays = 工单 { $ticket_no } 约的是{ $when }，现在改不了了。不方便的话请打服务台 { $phone }。
repair-windows = 工单 { $ticket_no } 现在约的是{ $when }。{ $who }还有这些时段：
repair-windows-other = 那个时间{ $who }来不了。工单 { $ticket_no } 现在约的是{ $when }，附近有空的时段：
repair-windows-none = { $who }这几天没有别的空闲时段，工单 { $ticket_no } 仍是{ $when }。要改请打服务台 { $phone }。
repair-photos = 有照片可以直接发过来，师傅能提前看到。
repair-joined = 这个问题已经有同事报过了，工单号 { $ticket_no }，目前{ $status }。您也会收到进展通知。
repair-known = 这个问题您已经报过，工单号 { $ticket_no }，目前{ $status }。您刚说的我也记上了。
repair-only-reporter = 工单 { $ticket_no } 是别人报的，您这边可以查进度、催一催；取消、确认或重开要由报修的人来说。
repair-passed-on = 收到，已转给处理工单 { $ticket_no } 的同事。
repair-noted = 收到，已经补充到工单 { $ticket_no }。
repair-critical =
    紧急工单 { $ticket_no } 已经开好，值班同事收到了警报。
    { $category } · { $where }
repair-critical-where = 收到，位置已经告诉值班同事：{ $where }。
repair-critical-lost = 明白。值班同事会马上在这里联系您；方便的话请直接打 { $emergency }，说一下周围有什么。
repair-dropped = 好的，这次就不报修了。
repair-stays = 好的，先说到这里。紧急工单 { $ticket_no } 照常处理。
repair-visit-waits = 刚才的访客登记还没说完，我们接着来。
repair-cart-waits = 您的订单还在，我们接着来。
promise-soon = 同事会尽快安排。
promise-within = { $minutes } 分钟内会有人响应。
promise-from = 现在不在服务时间，{ $when } 起安排处理。
promise-call = 等不了的话，请直接打园区应急电话 { $emergency }。
button-somebody-now = 等不了，现在就叫人来
repair-alarmed = 能来的同事都已收到警报。谁接手、没人接时上报给谁，我都会告诉您。这期间请直接打 { $emergency }；有明火或冒烟请打 { $fire }。
promise-by = 最晚 { $when } 前会有人响应。
category-electrical = 电路照明
category-plumbing = 水管卫浴
category-hvac = 空调通风
category-elevator = 电梯
category-network = 网络
category-access_control = 门禁
category-fire_safety = 消防安全
category-security = 安保
category-cleaning = 保洁
category-furniture = 门窗家具
category-landscaping = 绿化
category-parking = 停车设施
category-pest = 虫害
category-other = 其他维修
ticket-engineer = 维修师傅
ticket-status-reported = 已登记，等待派单
ticket-status-triaged = 已受理，正在安排师傅
ticket-status-assigned = 已派给{ $who }
ticket-status-accepted = { $who }已接单
ticket-status-in_progress = { $who }正在处理
ticket-status-waiting_materials = 正在等配件
ticket-status-waiting_tenant = 正在等您答复
ticket-status-resolved = 已处理完，等您确认
ticket-status-confirmed = 已处理完，您已确认
ticket-status-closed = 已完结
ticket-status-cancelled = 已取消
ticket-status-reopened = 已重新打开，正在安排师傅
ticket-subject = { $what } · { $where }
ticket-line =
    { $ticket_no } · { $subject }
    { $status }（{ $since }）
ticket-not-found = 没有找到工单 { $ticket_no }，麻烦核对一下工单号。
repair-also = 好的，{ $category }也记下了，接着一起报。
repair-not-yet =
    { $missing ->
        [place] 这次报修还没登记上，告诉我在哪里就马上派人。
       *[all] 这次报修还没登记上，先告诉我哪里坏了。
    }
track-repair-none = 您现在没有处理中的报修。哪里坏了，直接告诉我就行。
track-repair-last = 您没有处理中的报修。最近一张工单：
repair-urged = 已经替您催了工单 { $ticket_no }，服务台会优先跟进。目前{ $status }。
repair-urged-already = 工单 { $ticket_no } 一小时内已经催过，同事知道您着急。目前{ $status }。
repair-cancel-sure =
    确定取消这张工单吗？
    { $ticket }
repair-cancel-sure-all =
    确定把这几张工单都取消吗？
    { $tickets }
repair-cancelled = 工单 { $ticket_no } 已取消。
repair-comes-back = 还要修的话，30 分钟内说一声就能恢复。
repair-not-changed = 工单 { $ticket_no } 还没有改：刚才说的我没看明白，麻烦再说具体一点，比如“明天下午两点以后”“B座3楼305”。
repair-kept = 好的，工单 { $ticket_no } 照常处理。
repair-cancel-late = 工单 { $ticket_no } 现在是“{ $status }”，不能取消了。有问题可以说“转人工”。
repair-cancel-none = 您没有可以取消的报修。
repair-confirmed = 修好了就好，谢谢您的确认！
repair-reopened = 抱歉没有一次修好。工单 { $ticket_no } 已重新打开，会再安排师傅过来。
repair-reopen-late = 工单 { $ticket_no } 完结已经超过 7 天，我按新的报修来登记。
photo-attached = 照片已附到工单 { $ticket_no }，师傅能看到。
photo-kept = 收到照片，会和这次报修一起提交。
photo-waits = 收到照片。哪里坏了、在什么地方？说一句，我连照片一起报上去。
photo-too-many = 工单 { $ticket_no } 的照片已经够多了，这次的没有再附上。
button-repair = 报修
button-cancel-repair = 确定取消
button-cancel-repairs = 确定都取消
button-keep-repairs = 都先不取消
button-keep-repair = 先不取消

repair-at-meeting = 正在开会：预订 { $number }，用到 { $until }。
