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
