### 预订相关文案，与 en.ftl 的键一一对应。

## How far it is
booking-held-approval = 等待服务台确认
booking-held-offer = 已为您保留，等您答复
booking-status-confirmed = 已订
booking-status-checked_in = 使用中
booking-status-completed = 已结束
booking-status-declined = 未通过
booking-status-cancelled = 已取消
booking-status-expired = 已失效
booking-status-no_show = 无人到场
booking-status-skipped = 被别人订走
booking-lasts = { $which ->
    [both] { $hours }小时{ $minutes }分钟
    [hours] { $hours }小时
   *[minutes] { $minutes }分钟
}
booking-left = { $pool }：{ $period ->
    [month] 本月
    [week] 本周
   *[day] 今天
}{ $scope ->
    [company] 公司
   *[person] 您
}还剩 { $left } 免费（共 { $amount }）。

## In the chat
booking-ask-what = 您想订什么？
booking-ask-when = 什么时候用，用多久？比如“明天下午2点到4点”。
booking-ask-hours = 几点到几点？比如“下午2点到4点”。
booking-made =
    { $what }订好了：{ $when }
    { $booking_no }
booking-held =
    { $what }已为您保留：{ $when }
    { $booking_no }，需要服务台确认，有结果马上告诉您。
booking-check-in-hint = 请在开始后 { $minutes } 分钟内签到，否则房间会放给别人。
booking-free = { $count ->
    [one] { $when }有 1 间空着，要吗？
   *[other] { $when }有 { $count } 间空着，要哪一间？
}
booking-offer = { $what } · { $when }
booking-taken = { $what }{ $when }已被订走，最接近的有：
booking-taken-all = { $what }{ $when }已被订走，附近时间也都满了。
booking-none-there = 园区没有符合要求的可订资源。可以少几个人，或放宽一些要求再试试。
booking-costs = { $what }这次您公司还剩 { $left }免费，超出的 { $over }需要付费。还要订吗？
booking-waits = 好的，{ $when }一空出来就先问您，并为您保留 15 分钟。
booking-too-many-waits = 您已经在等 { $limit } 个时段了，请先放弃一个。
booking-offer-over = 这个已经不能订了。告诉我想什么时候用，我再查一下。
booking-no-series = 我一次只能订一个时段。定期的会议请联系服务台 { $phone }。
booking-guest-limit = 您这一小时内的请求太多了，请稍后再试，或拨打 { $phone }。
booking-dropped = 好的，不订了。
dropped-booking = 预订
booking-waits-for-answer = 刚才的预订还没完成，我们接着来。
booking-line =
    { $booking_no } · { $what }
    { $when } · { $status }
booking-track-none = 您目前没有预订。告诉我想订什么、什么时候用，比如“明天下午2点到4点的会议室”。
booking-not-found = 没有找到 { $booking_no }，请核对一下编号。
booking-cancel-which = 要取消哪一个？
booking-cancelled = { $what }（{ $when }）已取消（{ $booking_no }）。
booking-cancelled-late = { $what }（{ $when }）已取消（{ $booking_no }）。因为临近开始，时长仍会计入。
booking-cannot-cancel = { $booking_no }（{ $what }）{ $status }，不能取消。
booking-check-in-none = 现在没有可以签到的预订。
booking-checked-in = 已签到：{ $what }，{ $when }。
button-booking-pays = 订，付费
button-booking-cancel = 取消预订
button-booking-wait = 空出来告诉我
cannot-booking-closed = 目前不能预订。
cannot-booking-off-step = 时间请按 { $step } 分钟取整，比如 14:00 或 14:30。
cannot-booking-too-short = 每次至少订 { $minutes } 分钟。
cannot-booking-too-long = 每次最多订 { $minutes } 分钟。
cannot-booking-too-late = 这个至少要提前 { $minutes } 分钟预订。
cannot-booking-past = 这个时间已经过了，换个时间吧？
cannot-booking-too-early = 太早了，最多提前 { $days } 天预订。
cannot-booking-out-of-hours = 这段时间不全在开放时间内。
cannot-booking-too-many-people = 人太多了，最多容纳 { $capacity } 人。
cannot-booking-allowance-spent = 您的可用时长不够了，还剩 { $left } 分钟。
cannot-booking-invalid = 没听清从几点到几点，请再说一遍。
cannot-booking-companies-only = 仅限园区企业员工预订。有问题请拨打 { $phone }。
cannot-booking-strikes = 最近有 { $strikes } 次订了没来，暂时不能再订。可以联系服务台：{ $phone }。
cannot-too-many-bookings = 您已经有 { $limit } 个预订了，请先取消一个。

## Notices
notice-booking-confirmed = { $what }订好了：{ $when }（{ $booking_no }）。
notice-booking-moved = 服务台调整了您的预订 { $booking_no }：现在是{ $what }，{ $when }。如不合适，请拨打 { $phone }。
notice-booking-declined = 抱歉，{ $what }（{ $when }）没能订上（{ $booking_no }）。{ $reason }
notice-booking-cancelled = 抱歉，服务台取消了{ $what }（{ $when }，{ $booking_no }）。{ $reason }如有疑问请拨打 { $phone }。
notice-booking-expired = { $what }（{ $when }）没有及时确认，已经放开（{ $booking_no }）。
notice-booking-offered =
    您等的时间空出来了：{ $what }，{ $when }。
    为您保留 { $minutes } 分钟，要吗？
notice-booking-missed = { $what }（{ $when }）没有人签到，剩下的时间已经放开。如果您在场，请联系服务台：{ $phone }。
button-booking-take = 要
button-booking-leave = 不要了

## Alarms for staff
alarm-booking-requested = 预订 { $number } 等待审批
alarm-calendar-failed = 关闭场地用的日历已有一小时读不到
alarm-calendar-met = 日历占用了已被预订的时间，{ $count } 个预订保留不变
