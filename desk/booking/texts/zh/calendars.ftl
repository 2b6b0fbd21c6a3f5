calendars-title = 关闭房间用的日历
calendars-hint = 其他程序（Outlook、飞书、Google）的日历里有日程时，房间就关闭。每 15 分钟读取一次，不保存日程的标题和内容。
calendars-none = 没有日历在关闭房间
calendars-read = { $when } 读取过，{ $count ->
    [0] 之后没有日程
   *[other] 之后有 { $count } 个日程
 }
calendars-unread = 还没有读取
calendars-end = 不再读取，并重新开放
calendars-meets = 已有预订，又被日历占用
calendars-add = 添加日历
calendars-name = 名称
calendars-address = .ics 地址（保存后不再显示）
calendars-do-add = 开始读取
calendars-added = 一分钟内会读取
calendars-ended = 已停止读取 { $name }
calendars-wrong-address = 请填写可从外网访问的 https 地址，里面不要带用户名和密码
calendars-problem-unreachable = 对方服务器没有响应
calendars-problem-refused = 这个地址指向我们的内部网络
calendars-problem-slow = 对方服务器响应太慢
calendars-problem-too_big = 日历超过 2 MB
calendars-problem-status_401 = 对方服务器要求密码，请重新复制地址
calendars-problem-status_403 = 对方服务器拒绝访问，请重新复制地址
calendars-problem-status_404 = 这个地址已经没有日历
calendars-problem-status = 对方服务器报错，或把我们转到别处
calendars-problem-not_calendar = 收到的内容不是完整的日历
calendars-problem-broken_event = 其中有日程不合规范（没有 UID、没有开始时间，或结束早于开始）
calendars-problem-too_often = 其中有日程重复得太频繁，无法计算
calendars-problem-too_many = 之后的日程超过 2000 个
calendars-problem-unsealed = 保存地址用的密钥已经不在，请重新添加日历
calendars-of-rooms = 房间的日历
calendars-of-rooms-hint = Outlook、Google 或屏幕可以订阅房间何时被预订，不显示预订人，也不包含关闭时段。
calendars-show = 生成地址
calendars-shown = 日历地址，只显示这一次
calendars-hide = 收回地址
calendars-hidden = 这个地址已失效
