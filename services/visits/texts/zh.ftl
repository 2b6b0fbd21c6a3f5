### 访客，说给租户的话。与 en.ftl 逐条对应。

## 访客
visit-ask-time = 好的，客人哪天、几点到？比如“明天下午三点”“周三到周五”。
visit-ask-hour = { $day } 几点到？还没定就说“不确定”，我按 9:00–18:00 登记。
visit-ask-day = { $clock } 到，是哪一天？
visit-repeats = 每次来访要分别登记，先登记最近的一次吧。
visit-ask-names = 客人怎么称呼？几位一起来，可以一起说，比如“王总等3位”。
visit-ask-plate = “{ $plate }”不像完整的车牌（一般 7 位，新能源 8 位），是不是少了一位？麻烦再发一次；不开车就说“没有”。
visit-ask-headcount = 这次一共几位？
visit-each = { $names ->
    [none] 访客
   *[other] { $names }
}每次都登记了，共 { $count } 次。每次一张通行证，转给客人即可：
visit-each-time = { $day } { $number } { $url ->
    [none] 等待批准
   *[other] { $url }
}
visit-unnamed = 访客
name-self-given = { $name }（自称）
visit-host = 同事
visit-approver = 公司审批人
visit-registered = 访客已登记，登记号 { $visit_no }
visit-asks-approval = 来访 { $visit_no } 已提交，正等{ $approver }审批，有结果马上告诉您。
visit-asks-desk = 来访 { $visit_no } 已提交，要等园区前台确认，同意后才有通行证，有结果马上告诉您。急的话请打 { $phone }。
visit-asks-desk-join = 您在园区的公司如果给过邀请码，发“加入公司 邀请码”，以后登记访客就不用等前台了。
visit-who-when = { $who } · { $when }
visit-who-party = { $names }等 { $headcount } 人
visit-who-erased = 共 { $headcount } 人
visit-hours-daily = { $first }至{ $last }，每天 { $hours }
visit-where = 到访：{ $where }
visit-which-car = 这次来访登记了几辆车：{ $known }。{ $plate } 是替换哪一辆？
visit-which-car-this = 替换 { $plate }
visit-which-car-further = 再加一辆
visit-too-many-cars = 一次来访最多登记 { $limit } 辆车，更多的请联系前台 { $phone }。
visit-plate = 车牌：{ $plate }
visit-plates = 车牌：{ $plates }
visit-phone = 电话：{ $phone }
visit-company = 单位：{ $company }
visit-reason = 事由：{ $reason }
visit-pass =
    通行证，转给客人，到园区出示二维码即可：
    { $url }
visit-change-hint = 要改直接说，比如“改到下午四点”“再加一位”；不来了就说“取消访客”。
visit-change = 来访 { $visit_no } 还没有改：刚才说的我没看明白，麻烦把要改的说完整，比如完整的车牌。
visit-amended = 好的，来访 { $visit_no } 改好了。
visit-amended-pass = 原来的通行证作废，请把新的转给客人：
visit-amended-same-pass = 通行证不变，原来那张照用。
visit-amended-asks = 改动要等{ $approver }重新同意，同意前没有通行证，原来那张作废；有结果马上告诉您。
visit-amended-asks-desk = 改动要等园区前台重新确认，确认前没有通行证，原来那张作废；有结果马上告诉您。急的话请打 { $phone }。
visit-amended-waits = 还在等{ $approver }同意。
visit-amended-waits-desk = 还在等园区前台确认。
visit-already-so = 来访 { $visit_no } 本来就是这样登记的：
visit-changed-too-often = 来访 { $visit_no } 已经改过 { $limit } 次，这里改不了了，请联系服务台 { $phone }。
visit-changed-meanwhile =
    对方刚改过这次来访，您答的是改之前的；改后的会另外请您审批。现在是：
    { $visit }
visit-restored = 好的，来访 { $visit_no } 恢复了。
visit-restore-late = 来访 { $visit_no } 现在是“{ $status }”，恢复不了了；要来的话，再登记一次就行。
act-draft-visit = { $names ->
    [none] 没登记完的访客
   *[other] { $names }的来访（没登记完）
 }
visit-brought-back = 好的，刚才的访客登记接着来。
visit-who-drops-out = { $names }都登记了，哪一位不来？
visit-begun = 访客也记下了：{ $who }。
visit-approver-unreached = 不过{ $approver }还没有在这里说过话，我通知不到，麻烦您直接告诉一声；客人先到的话，前台核实后也可以代为同意，电话 { $phone }。
visit-past = 这个时间已经过了。
visit-backwards = 这个时间前后对不上。
visit-too-long = 一次来访最长 { $days } 天，更久的请联系服务台 { $phone }。
visit-too-far = 最多提前 { $days } 天登记，更早的请联系服务台 { $phone }。
visit-too-many-people = 一次最多登记 { $limit } 人，人更多请联系服务台 { $phone }。
visit-too-often = 24 小时内最多登记 { $limit } 次来访，这次没有登记上。急的话请联系服务台 { $phone }。
visit-too-many-wait = 您已有 { $limit } 次来访在等前台确认，这次没有登记上。等有了结果再登记，或请联系服务台 { $phone }。
visit-refused = 这次来访在这里登记不了，请联系服务台 { $phone }，同事会为您说明。
visit-dropped = 好的，这次就不登记了。
visit-repair-waits = 刚才的报修还没说完，我们接着来。
visit-line =
    { $visit_no } · { $who }
    { $when }，{ $status }
visit-status-requested = 等待审批
visit-status-needs-desk = 等待前台确认
visit-status-approved = 已登记，还没到
visit-status-denied = 没有获批
visit-status-checked_in = 已于 { $arrived } 到达
visit-status-checked_out = 已离开
visit-status-cancelled = 已取消
visit-status-expired = 没有等到审批，已失效
visit-status-no_show = 没有来
visit-not-found = 没有找到来访登记 { $visit_no }，麻烦核对一下登记号。
track-visit-none = 您还没有登记过访客。要登记，直接说谁、什么时候来就行。
track-visit-last = 您没有将要到访的客人。最近一次：
visit-cancel-sure =
    确定取消这次来访吗？
    { $visit }
visit-cancel-sure-all =
    确定把这几次来访都取消吗？
    { $visits }
visit-cancelled = 来访 { $visit_no }（{ $who }）已取消，通行证已作废。
visit-comes-back = 又要来的话，30 分钟内说一声就能恢复。
visit-kept = 好的，来访 { $visit_no } 照旧。
visit-cancel-none = 您没有可以取消的来访。
visit-settled = 来访 { $visit_no } 现在是“{ $status }”，不能再改了。
visit-approved = 已同意，{ $host }会收到 { $visit_no } 的通行证。
visit-denied = 已拒绝，我会告诉{ $host }：{ $visit_no } 没有获批。
button-cancel-visit = 确定取消
button-keep-visit = 先不取消
button-cancel-visits = 确定都取消
button-keep-visits = 都先不取消
button-drop-visit = 取消这次来访
button-approve-visit = 同意
button-deny-visit = 拒绝
button-visit-pass = 查看通行证

## 访客通知
notice-visit-asks =
    { $host }登记了访客，请您审批：{ $visit_no }
    { $who } · { $when }
notice-visit-asks-again =
    { $host }改了这次来访，要请您重新审批：{ $visit_no }
    { $who } · { $when }
notice-visit-asks-host =
    { $who }在前台，说来找您，请他进来吗？
    { $visit_no } · { $when }
notice-visit-approved = 您的来访登记 { $visit_no } 已获批：{ $who }，{ $when }。
notice-visit-denied = 很抱歉，来访登记 { $visit_no }（{ $who }，{ $when }）没有获批。
notice-visit-cancelled = 来访 { $visit_no }（{ $who }，{ $when }）已取消，通行证已作废。有疑问请打服务台 { $phone }。
notice-visit-expired = 来访登记 { $visit_no }（{ $who }，{ $when }）一直没有等到审批，已失效。
notice-visit-no-show = { $who }没有来（{ $when }），来访 { $visit_no } 已结束。改期的话，再登记一次就行。
notice-visit-arrived = { $who }到了（{ $visit_no }）。
notice-visit-lost-right = 说明：您已不在登记时的公司，以该公司名义邀请的来访不再有效。
notice-visit-reason = 说明：{ $reason }
