reports-title = 报表
reports-range = 统计周期
reports-range-today = 今天
reports-range-7 = 近 7 天
reports-range-30 = 近 30 天
reports-range-custom = 自定义
reports-from = 开始日期
reports-until-day = 结束日期
reports-show = 查看
reports-until = { $days } 截至 { $time }
reports-against = 对比 { $days }
reports-refresh = 刷新
reports-news = 有新数据，点击刷新
reports-csv = 导出 CSV
reports-csv-of = 导出 CSV：{ $title }
reports-csv-comments = 导出全部评语
reports-csv-summary = 导出指标 CSV
reports-as-table = 查看数据表
reports-numbers = 核心指标
reports-nothing = 这段时间没有数据
reports-invalid-days = 请选择开始日期和结束日期
reports-invalid-period = 开始日期不能晚于结束日期，也不能晚于今天；最长一年。

## 核心指标
reports-before = 上期 { $value }
reports-points = { $change } 个百分点
reports-tile-first-response = 首次回复（中位数）
reports-tile-first-response-detail =
    { $any ->
        [yes] 90% 在 { $p90 }内 · 已回复 { $answered }/{ $queued }
       *[no] 已回复 { $answered }/{ $queued }
    }
reports-tile-resolution = 工单解决用时（中位数）
reports-tile-resolution-detail =
    { $any ->
        [yes] 90% 在 { $p90 }内 · 解决 { $tickets } 单
       *[no] 解决 { $tickets } 单
    }
reports-tile-kept = 按时率
reports-tile-kept-detail = { $clocks } 个时限中按时 { $kept } 个
reports-tile-breaches = 超时
reports-tile-breaches-detail = 响应 { $respond } · 解决 { $resolve }
reports-tile-rating = 平均评分
reports-tile-rating-detail =
    { $count ->
        [0] 还没有评价
       *[other] 中位数 { $median } · { $ratings } 条评价
    }
reports-tile-containment = 机器人独立完成率
reports-tile-containment-detail = { $conversations } 个会话中 { $contained } 个无需人工
reports-tile-orders = 订单
reports-tile-orders-detail = 其中被拒、取消或过期 { $orders } 单
reports-tile-revenue = 订单金额（{ $currency }）
reports-tile-revenue-detail = 不含被拒、取消和过期的订单

## 图表
reports-queue = 各时段排队与首次回复
reports-queue-note = 按租户开始等待的时刻统计。等待只计工作时间，危急情况按实际时间计；人工主动接手的不算。
reports-queue-queued = 转人工数
reports-queue-median = 首次回复中位数（分钟）
reports-breaches = 超时工单
reports-breaches-note = 计入超时发生的时段。每张工单的响应时限和解决时限各计一次。
reports-clock-respond = 响应超时
reports-clock-resolve = 解决超时
reports-categories = 各类工单与紧急程度
reports-categories-note = 这段时间新建的工单，已并入其他工单的不重复计。报修按类别，其余按类型。
reports-containment = 机器人独立完成率走势
reports-containment-note = 租户有发言的会话中，没有排队等人工、也没有人工接手的占比。
reports-ratings = 评分分布
reports-ratings-note = 这段时间收到的会话评价和工单评价。
reports-stars = { $stars } 星
reports-conversations = 会话
reports-tickets = 工单
reports-worst = 需要关注的评语
reports-no-worst = 没有附评语的一二星评价
reports-orders = 各门店各时段订单
reports-orders-note = 这段时间下的订单，按取餐或送达时段（每半小时）统计；颜色越深，订单越多。
reports-no-slot = 无时段
reports-total = 合计
reports-agents = 客服
reports-agents-note = 这段时间开始的人工会话，计在最后负责的人名下。
reports-engineers = 工程师
reports-engineers-note = 这段时间解决的工单；用时从报修算起，只计工作时间，含等待时间。
reports-by-category = 各类别工单用时
reports-by-category-note = 这段时间解决的工单，从提交算起，只计工作时间：到有人接单，到解决。一半的工单快于中位数，九成快于90分位数。点数字可看到这些工单。
reports-by-building = 各楼栋工单用时
reports-by-building-note = 同样的工单，按所在楼栋统计。
reports-by-person = 各处理人工单用时
reports-by-person-note = 同样的工单，按最后的处理人统计。
reports-by-week = 每周工单用时
reports-by-week-note = 同样的工单，按解决时所在的周统计，每周从周一开始。
reports-no-building = 楼栋不明
reports-nobody = 未分派
reports-column-by-category = 类别
reports-column-by-building = 楼栋
reports-column-by-person = 处理人
reports-column-by-week = 周（起始日）
reports-column-responded-median = 响应用时中位数
reports-column-responded-p90 = 响应用时90分位数
reports-column-took-median = 解决用时中位数
reports-column-took-p90 = 解决用时90分位数
reports-comments = 评语
reports-comments-note = 租户随评分写下的话。
reports-chart-greatest = 最高值：{ $label }，{ $value }

## 表头
reports-column-figure = 指标
reports-column-value = 本期
reports-column-before = 上期
reports-column-hour = 时段
reports-column-day = 日期
reports-column-week = 周（起始日）
reports-column-queued = 转人工
reports-column-answered = 已回复
reports-column-median = 首次回复中位数
reports-column-p90 = 首次回复 P90
reports-column-kind = 类型
reports-column-category = 类别
reports-column-urgency = 紧急程度
reports-column-tickets = 工单数
reports-column-stars = 星级
reports-column-conversations = 会话数
reports-column-contained = 无需人工
reports-column-share = 占比
reports-column-outlet = 门店
reports-column-slot = 时段
reports-column-orders = 订单数
reports-column-fell-through = 被拒、取消或过期
reports-column-revenue = 金额
reports-column-currency = 币种
reports-column-name = 姓名
reports-column-handoffs = 人工会话
reports-column-rating = 平均评分
reports-column-ratings = 评价数
reports-column-resolved = 解决工单
reports-column-took = 解决用时中位数
reports-column-kept = 按时率
reports-column-clocks = 计时次数
reports-column-time = 时间
reports-column-about = 对象
reports-column-comment = 评语
reports-about-conversation = 会话
reports-unit-minutes = 分钟
reports-unit-percent = 百分比

## 时长
reports-under-a-minute = 不到 1 分钟
reports-minutes = { $minutes } 分钟
reports-hours = { $hours } 小时
reports-hours-minutes = { $hours } 小时 { $minutes } 分

## Chats behind a figure
reports-chats-queued = 等待人工的对话
reports-chats-answered = 人工已回复的对话
reports-chats-handoffs = 某位同事的对话
reports-chats-rated = 有评价的对话
reports-chats-needed = 需要人工的对话
reports-chats-contained = 机器人独立完成的对话
reports-chats-count = { $count ->
    [one] 1 个对话
   *[other] { $count } 个对话
}
reports-chats-first = 仅显示最新的 { $n } 个
reports-column-chat = 对话
reports-column-waited = 等待
reports-rooms = 场地使用
reports-rooms-things = 按房间
reports-rooms-things-note = 在这些天开始的预订。已订是归预订人的全部时间；实用是有人到场或无需签到的；放弃是已取消的。
reports-rooms-companies = 按企业
reports-rooms-companies-note = 以预订人所属企业计。收费是超出免费时长的部分。
reports-rooms-hours = 按一周各时段
reports-rooms-hours-note = 已订小时数，按园区时钟；越多颜色越深。
reports-rooms-taken = 已订
reports-rooms-used = 实用
reports-rooms-missed = 无人到场
reports-rooms-released = 放弃
reports-rooms-count = { $count } 个预订
reports-no-company = 无企业
reports-column-room = 房间
reports-column-company = 企业
reports-column-booking = 预订
reports-column-bookings = 预订数
reports-column-taken = 已订
reports-column-used = 实用
reports-column-missed = 无人到场
reports-column-released = 放弃
reports-column-charged = 收费
reports-column-lasts = 时长
reports-column-state = 状态
reports-column-weekday = 星期
reports-weekday-1 = 周一
reports-weekday-2 = 周二
reports-weekday-3 = 周三
reports-weekday-4 = 周四
reports-weekday-5 = 周五
reports-weekday-6 = 周六
reports-weekday-7 = 周日
reports-booking-confirmed = 已订
reports-booking-checked_in = 使用中
reports-booking-completed = 已结束
reports-booking-no_show = 无人到场
reports-booking-cancelled = 已放弃
