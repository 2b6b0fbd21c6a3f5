### 预订：API 说的话。与 en.ftl 逐条对应。

shortcut-book = 订会议室
notices-booking = 预订
problem-time-taken = 这个时间已被别人订走，请换一个。
problem-booking-closed = 目前不能预订。
problem-booking-off-step = 开始和结束时间请按 { $step } 分钟取整。
problem-booking-too-short = 每次至少订 { $minutes } 分钟。
problem-booking-too-long = 每次最多订 { $minutes } 分钟。
problem-booking-too-late = 请至少提前 { $minutes } 分钟预订。
problem-booking-past = 这个时间已经过去了。
problem-booking-too-early = 最多提前 { $days } 天预订。
problem-booking-out-of-hours = 这段时间不全在开放时间内。
problem-booking-too-many-people = 最多容纳 { $capacity } 人。
problem-booking-appeal-over = 这次预订没有可以申诉的记录，或者已经答复过了。
problem-booking-allowance-spent = 可用时长不够，还剩 { $left } 分钟。
problem-booking-costs-more = 其中 { $minutes } 分钟超出免费时长，请确认同意付费。
problem-too-many-bookings = 最多同时保留 { $limit } 个预订。
problem-booking-companies-only = 仅限园区企业员工预订。
problem-booking-strikes = 最近有 { $strikes } 次订了没来，暂时不能再订。如有误会请联系服务台。
problem-booking-hold-over = 保留时间已过。
problem-booking-not-yet = 还没到签到时间。
problem-too-many-waits = 最多同时候补 { $limit } 个时段。
problem-too-many-series = 最多同时保留 { $limit } 个定期预订。
problem-booking-series-approval = 需要审批的资源请逐次预订。
problem-too-many-feeds = 最多同时保留 { $limit } 个日历订阅。
problem-booking-no-company = 您还不属于任何企业。
