### 预订相关文案，与 en.ftl 的键一一对应。

## How far it is
booking-held-approval = 等待服务台确认
booking-calendar-closed = 不开放
booking-held-offer = 已为您保留，等您答复
booking-held-payment = 已为您保留，等您付款
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
booking-left = { $pool }：{ $then ->
    [yes] { $period ->
        [month] 当月
        [week] 当周
       *[day] 当天
    }
   *[no] { $period ->
        [month] 本月
        [week] 本周
       *[day] 今天
    }
}{ $scope ->
    [company] 公司
   *[person] 您
}还剩 { $left }免费（共 { $amount }）。
booking-cost = { $then ->
    [free] { $period ->
        [month] 当月
        [week] 当周
       *[day] 当天
    }{ $scope ->
        [company] 公司
       *[person] 您
    }还剩 { $left }免费，这次用 { $needs }。
   *[beyond] { $none ->
        [yes] { $period ->
            [month] 当月
            [week] 当周
           *[day] 当天
        }{ $scope ->
            [company] 公司
           *[person] 您
        }的免费时长已用完
       *[no] { $period ->
            [month] 当月
            [week] 当周
           *[day] 当天
        }{ $scope ->
            [company] 公司
           *[person] 您
        }还剩 { $left }免费
    }，{ $then ->
        [charge] 超出的 { $over }要付费。
        [ask] 超出的 { $over }要服务台同意。
       *[refuse] 不够这次的 { $needs }。
    }
}

booking-dates-more = { $dates }等 { $count } 天
booking-rhythm = { $freq ->
    [daily] { $interval ->
        [1] 每天
       *[other] 每 { $interval } 天
    }
    [monthly] { $nth ->
        [none] 每月{ $day }日
        [-1] 每月最后一个{ $days }
       *[other] 每月第{ $nth }个{ $days }
    }
   *[weekly] { $interval ->
        [1] 每{ $days ->
            [none] 周
           *[other] { $days }
        }
       *[other] 每 { $interval } 周的{ $days }
    }
}

booking-price = 之后 { $price }/小时，共 { $amount }。
booking-price-each = 之后 { $price }/小时。

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
booking-unpaid =
    { $what }已为您保留：{ $when }（{ $booking_no }）。
    一共 { $sum }，请在 { $until } 前付款，付了就订好了。
booking-unpaid-elsewhere =
    { $what }已为您保留：{ $when }（{ $booking_no }）。
    一共 { $sum }。微信支付要在微信里付：请在 { $until } 前打开园区小程序，到“我的预订”里付款，付了就订好了。
booking-go-pay = 付款 { $sum }
booking-check-in-hint = 请在开始后 { $minutes } 分钟内签到，否则房间会放给别人。
booking-free = { $count ->
    [one] { $when }有 1 间空着，要吗？
   *[other] { $when }有 { $count } 间空着，要哪一间？
}
booking-offer = { $what } · { $when }
booking-enough = { $people } 人坐得下。
booking-not-enough = { $people } 人坐不下。
booking-decided-by = { $what }（{ $when }）：服务台最晚{ $until }前答复，有结果马上告诉您。
booking-other-without = { $when }没有别的带{ $features }的了，这些空着，要换哪一间？
booking-only = 合适的只有{ $what }。
booking-taken = { $what }{ $when }已被订走，最接近的有：
booking-taken-all = { $what }{ $when }已被订走，附近时间也都满了。
booking-nearly = 没有一间同时有{ $features }。{ $when }空着、最接近的是：
booking-nearly-line = { $what }：没有{ $lacks }
booking-free-on = { $when }空着的有：
booking-free-line = { $what } { $times }
booking-none-there = 园区没有符合要求的可订资源。可以少几个人，或放宽一些要求再试试。
booking-costs = { $what }：还剩 { $left }免费，超出的 { $over }要付费。{ $does ->
    [change] 要这样改吗？
   *[book] 还要订吗？
}
booking-costs-priced = { $what }：还剩 { $left }免费，之后 { $price }/小时，超出的 { $over }共 { $amount }。{ $does ->
    [change] 要这样改吗？
   *[book] 还要订吗？
}
booking-waits = 好的，{ $when }一空出来就先问您，并为您保留 15 分钟。
booking-too-many-waits = 您已经在等 { $limit } 个时段了，请先放弃一个。
booking-offer-over = 这个已经不能订了。告诉我想什么时候用，我再查一下。
booking-guest-limit = 您这一小时内的请求太多了，请稍后再试，或拨打 { $phone }。
booking-not-now = 好的，先不订，定了再告诉我。
booking-no-room = 好的，不用订房间，其他的照旧。
booking-price-of = { $pool }，{ $when }：{ $free ->
    [yes] 不收费。
   *[no] 不全是免费的。
}
booking-price-unknown = 超出免费时长的价格请问服务台：{ $phone }。
booking-how-early = { $pool }最多提前 { $days } 天预订。{ $opens ->
    [now] { $day }现在就可以订。
   *[other] { $day }的，{ $opens }起可以订。
}
booking-not-yours = { $what }已经不在您名下，别人可以订了。
booking-place = 位置：{ $place }。
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
booking-rounded = 这里按{ $step }一段订，所以是 { $begins }–{ $until }。
booking-to-come = { $what }还剩 { $count } 次：{ $dates }
booking-there-is = 有{ $features }。
booking-there-is-no = 没有{ $features }。
booking-series-suits = { $which ->
        [features] { $what }有{ $features }
       *[people] { $what }坐得下 { $count } 人
    }，各次都按原来的订着。
booking-has = { $what }有{ $features }，就按原来的订着：{ $when }。
booking-has-not = { $what }没有{ $features }。{ $when }这些有：
booking-has-not-all = { $what }没有{ $features }，{ $when }也没有别的空着。{ $what }仍为您留着。
booking-fits = { $what }坐得下 { $count } 人，就按原来的订着：{ $when }。
booking-fits-not = { $what }最多坐 { $capacity } 人。{ $when }这些坐得下：
booking-fits-not-all = { $what }最多坐 { $capacity } 人，{ $when }也没有更大的空着。{ $what }仍为您留着。
booking-elsewhere-ask = { $what }{ $when }空着。要换过去吗？
button-booking-go-there = 换到{ $what }
booking-terms-things = { $pool }：{ $things }
booking-terms-thing = { $what }{ $capacity ->
    [0] { "" }
   *[other] （{ $capacity } 人{ $features ->
        [none] { "" }
       *[other] ，{ $features }
    }）
}
booking-terms-hours = 开放时间：{ $hours }。
booking-terms-open = { $days }{ $holidays ->
    [yes] 和节假日
   *[no] { "" }
} { $hours }
booking-terms-days = { $first }至{ $last }
booking-terms-rules = 每次{ $shortest }到{ $longest }，最多提前 { $days } 天{ $lead ->
    [none] { "" }
   *[other] 、至少提前{ $lead }
}预订{ $approval ->
    [yes] ，需要服务台确认
   *[no] { "" }
}{ $audience ->
    [companies] ，仅限园区企业员工
   *[anybody] { "" }
}。{ $cancel ->
    [none] 开始前可以免费取消。
   *[other] 开始前{ $cancel }以上可以免费取消。
}
booking-terms-free = { $beyond ->
    [refuse] { $scope ->
        [company] 每家公司
       *[person] 每人
    }{ $period ->
        [month] 每月
        [week] 每周
       *[day] 每天
    }最多{ $amount }。
   *[other] { $scope ->
        [company] 每家公司
       *[person] 每人
    }{ $period ->
        [month] 每月
        [week] 每周
       *[day] 每天
    }{ $amount }免费，{ $beyond ->
        [ask] 超出的要服务台同意。
       *[charge] { $price ->
            [none] 超出的要付费，价格请问服务台。
           *[other] 之后 { $price }/小时。
        }
    }
}
booking-terms-gratis = 使用不收费。
booking-terms-how = 告诉我什么时候用、几个人，我就能订。
booking-feature = { $code ->
    [projector] 投影仪
    [screen] 屏幕
    [whiteboard] 白板
    [video] 视频会议
    [phone] 会议电话
    [window] 窗户
    [quiet] 安静环境
    [step_free] 无障碍通道
    [sound] 音响
    [stage] 舞台
   *[shows] 投影或屏幕
}
booking-which = 有好几个，您要哪一个？
booking-series-shown = { $what }，{ $rhythm } { $hours }，共 { $count } 次：
booking-series-dates = { $state ->
    [free] 空着 { $count } 次：{ $dates }
    [taken] 已被订走 { $count } 次：{ $dates }
    [closed] 不开放 { $count } 次：{ $dates }
   *[later] 还没到可订的时候 { $count } 次：{ $dates }
}
booking-series-usual = 您没说订到什么时候，先按 { $count } 次算；要订到哪天，告诉我就行。
booking-series-ask = 要把空着的订下来吗？
booking-series-none-free = 一次都订不上。换个时间或者房间再试试？
booking-series-made = { $what }，{ $rhythm } { $hours }，订好了 { $count } 次：
booking-series-gaps = 没订上：{ $dates }
booking-series-fills = 还缺：{ $dates }。一空出来就替您补上，并告诉您。
booking-series-filled = 补上了：{ $dates }
booking-series-whole = 您的定期预订没有空缺。
booking-series-none = 没有找到这个定期预订，或者后面已经没有了。
booking-series-all = { $what } · 以后全部
booking-dates-cancelled = 取消了 { $count } 次：{ $dates }
booking-cancel-dates = 要取消{ $what }这 { $count } 次吗？{ $dates }
booking-kept = 好的，都保持不变。
booking-guests-off = 登记的 { $count } 位访客也一并取消了，通行证已失效。
booking-guests-follow = { $count } 位访客的时间和地点也跟着改了。
booking-guests-of = { $what }（{ $when }）的访客：
booking-series-guests = 每次 { $count } 位访客，订好后逐次登记。
booking-guests-of-series = { $what }的 { $count } 次，每次的访客：
button-booking-guests-each = 每一次（{ $count } 次）
booking-guests-which = 是来哪个会的？
booking-moved =
    改好了：{ $what }，{ $when }
    { $booking_no }
booking-may-stay = { $what }后面到 { $until } 都没有人订，可以延长（现在是{ $when }）。
booking-stays-no-longer = { $what }后面有人订了，或者已经到能用的最长时间，只能用到原来的时间（{ $when }）。
booking-will-tell = 好的，一有消息马上告诉您。
booking-stays = { $what }（{ $when }）保持不变。
booking-cannot-move = { $booking_no }（{ $what }）{ $status }，不能改了。
booking-move-where = { $what }（{ $when }）要改到什么时候，或者换哪一间？
booking-move-where-all = { $what }的这些要改到几点，或者换哪一间？
booking-move-which = 要改哪一个？
booking-move-taken = { $what }{ $when }已被订走，{ $number } 先不动。可以改到：
booking-move-taken-all = { $what }{ $when }已被订走，附近时间也都满了，{ $number } 先不动。
booking-move-dates = 要改{ $what }这 { $count } 次吗？{ $dates }
booking-dates-moved = { $what }改好了 { $count } 次（{ $hours }）：{ $dates }
booking-dates-stay = 有 { $count } 次改不了，保持不变：{ $dates }
booking-other-size = { $when }这些也空着，换哪一间？
booking-no-other-size = { $when }没有合适的可以换，{ $what }保持不变。
booking-extended =
    延长好了：{ $what }，{ $when }
    { $booking_no }
booking-shortened =
    改短好了：{ $what }，{ $when }
    { $booking_no }
booking-longer-taken = { $what }后面已经有人订了，只能用到原来的时间（{ $when }）。
booking-longer-until = { $what }{ $until }之后已经有人订了，最多延到 { $until }。延到那时吗？
booking-none-of-it = 那一间已经不在您名下了，没有要放的。
booking-released = 好的，{ $what }放出来了，感谢！
booking-none-now = 您现在没有正在用的预订。
booking-others-until = { $what }现在还是别人的时间，到 { $until }。已提醒对方到点离开。
booking-others-asked = { $what }现在是您的（{ $when }）。已经请还在里面的人尽快离开。
booking-others-unknown = { $what }现在是您的（{ $when }），里面的人没有预订。
booking-others-desk = 服务台也收到了，会去看看。着急请拨打 { $phone }。
booking-dispute-ticket = { $what }（预订 { $number }）里有别人，订了的人进不去。
booking-nothing-else = 现在没有别的房间空着。请拨打服务台 { $phone }，我们来协调。
booking-free-elsewhere = { $what }现在空着，可以先去那里。
booking-change-what = { $what }（{ $when }）要怎么改？可以说改到几点、换哪一间、延长多久，或者取消。
booking-no-allowance = 您这里没有免费时长的限额。价格请咨询服务台 { $phone }。
booking-no-strikes = 没有爽约记录。
booking-strikes = 最近 { $days } 天有 { $count } 次订了没来（{ $dates }）。到 { $most } 次就暂时不能再订。有误请联系服务台：{ $phone }。
booking-waits-for = 您在等这些时段，一空出来就先问您：
booking-wait-line = { $what } · { $when }
booking-waits-none = 您现在没有在等的时段。
booking-coffee = 给{ $what }（{ $when }）备些喝的？选一样就放进购物车，地点和时间都填好了，确认后才下单。
booking-no-coffee = { $what }（{ $when }）那个时间没有可以送的。
button-booking-series = 订这 { $count } 次
button-booking-series-fills = 订这 { $count } 次，其余空了自动补
button-booking-fill = 空了自动补上
button-booking-series-cancel = 取消整个系列
button-booking-cancel-dates = 取消这 { $count } 次
button-booking-longer = 延到 { $until }
button-booking-move-dates = 改这 { $count } 次
button-booking-elsewhere = 换一间
button-booking-coffee = 备咖啡
button-booking-no-coffee = 不用了
booking-charged = 其中 { $over }超出免费时长，要付费。
booking-charged-sum = 其中 { $over }超出免费时长，共 { $amount }，{ $payment ->
    [company_account] 记公司账
    [wechat_pay] 微信支付
   *[other] 到服务台付
}。
button-booking-change-pays = 改，付费
button-booking-pays = 订，付费
button-booking-wechat = 微信支付
button-booking-cancel = 取消预订
button-booking-wait = 空出来告诉我
cannot-booking-closed = 目前不能预订。
cannot-booking-off-step = 开始和时长请按{ $step }取整。
cannot-booking-too-short = 每次至少订{ $minutes }。
cannot-booking-too-long = 每次最多订{ $minutes }。
cannot-booking-too-late = 这个至少要提前{ $minutes }预订。
cannot-booking-past = 这个时间已经过了，换个时间吧？
cannot-booking-too-early = 太早了，最多提前 { $days } 天预订{ $opens ->
    [none] 。
   *[other] ，{ $opens }起可以订。
}
cannot-booking-out-of-hours = 这段时间不全在开放时间内{ $open ->
    [none] 。
   *[other] ，那天开放 { $open }。
}
cannot-booking-too-many-people = 人太多了，最多容纳 { $capacity } 人。
cannot-booking-allowance-spent = 您的可用时长不够了，还剩{ $left }。
cannot-limit-reached = 这一单超过了贵公司本月的额度，没有预订。服务台可以帮您：{ $phone }。
cannot-booking-invalid = 没听清从几点到几点，请再说一遍。
cannot-booking-companies-only = 仅限园区企业员工预订。有问题请拨打 { $phone }。
cannot-booking-strikes = 最近有 { $strikes } 次订了没来，暂时不能再订。可以联系服务台：{ $phone }。
cannot-too-many-bookings = 您已经有 { $limit } 个预订了，请先取消一个。
cannot-too-many-series = 您已经有 { $limit } 个定期预订了，请先取消一个。
cannot-booking-series-approval = 这个每次都要服务台确认，只能一次一次订。

## Notices
notice-booking-confirmed = { $what }订好了：{ $when }（{ $booking_no }）。
notice-booking-moved = 服务台调整了您的预订 { $booking_no }：现在是{ $what }，{ $when }。如不合适，请拨打 { $phone }。
notice-booking-declined = 抱歉，{ $what }（{ $when }）没能订上（{ $booking_no }）。{ $reason }
notice-booking-cancelled = 抱歉，服务台取消了{ $what }（{ $when }，{ $booking_no }）。{ $reason }如有疑问请拨打 { $phone }。
notice-booking-expired = { $what }（{ $when }）没有及时确认，已经放开（{ $booking_no }）。
notice-booking-appeal-granted = 您对{ $what }（{ $when }，{ $booking_no }）的申诉已通过，未到记录撤销了。
notice-booking-appeal-refused = 我们重新核实了{ $what }（{ $when }，{ $booking_no }），未到记录保留：{ $answer } 如有疑问请拨打 { $phone }。
notice-booking-unpaid = { $what }（{ $when }）过了时间没有付款，已经放开（{ $booking_no }）。需要的话请重新预订。
notice-booking-paid = 付款成功，{ $what }订好了：{ $when }（{ $booking_no }）。
notice-booking-requested = 已收到{ $what }（{ $when }，{ $booking_no }）的付款，还要等服务台确认；没确认的话全额退回。
notice-booking-offered =
    您等的时间空出来了：{ $what }，{ $when }。
    为您保留 { $minutes } 分钟，要吗？
notice-booking-missed = { $what }（{ $when }）没有人签到，剩下的时间已经放开。如果您在场，请联系服务台：{ $phone }。
notice-booking-filled = 您的定期预订补上了一次：{ $what }，{ $when }（{ $booking_no }）。
notice-booking-disputed = { $company ->
    [none] 下一场的人已经到了
   *[other] 下一场（{ $company }）已经到了
}：{ $what }您的时间是 { $when }。请到点尽快让出来；还要用的话，我可以帮您另找一间。
notice-booking-troubled = 提醒：{ $what }（{ $when }）有东西坏了还没修好（{ $ticket_no }）。需要换一间的话，告诉我一声。
button-booking-take = 要
button-booking-leave = 不要了

## Alarms for staff
alarm-booking-requested = 预订 { $number } 等待审批
alarm-booking-disputed = 预订 { $number }：会议室里有别人
alarm-booking-appealed = 预订 { $number }：对未到记录提出申诉
alarm-calendar-failed = 关闭场地用的日历已有一小时读不到
alarm-calendar-met = 日历占用了已被预订的时间，{ $count } 个预订保留不变
