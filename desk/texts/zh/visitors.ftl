visitors-title = 访客
visitors-one = 访客详情
visitors-search = 搜索姓名、电话、车牌或访客编号
visitors-new = 现场登记
visitors-days = 选择日期
visitors-today = 今天
visitors-day-before = 前一天
visitors-day-after = 后一天
visitors-back = 返回访客列表
visitors-back-to-today = 返回今天的访客
visitors-next = 下一位访客
visitors-previous = 上一位访客
visitors-key-move = 选择下一位、上一位
visitors-key-open = 打开访客详情

## 当天
visitors-group-inside = 在园访客
visitors-group-coming = 预计到访
visitors-group-done = 已离开或未到访
visitors-nobody-today = 今天没有待到访的访客
visitors-nobody = 这一天没有待到访的访客
visitors-found = 找到 { $n } 条记录
visitors-found-none = 没有找到匹配的访客
visitors-and-others = { $names }，另有 { $n } 人
visitors-unnamed-host = 租户 #{ $number }
visitors-overstayed = 超时未离开
visitors-erased-name = 已清除
visitors-erased = 已过保存期限，访客的个人信息已清除。

## 状态
visitors-status-requested = 待审批
visitors-status-approved = 待到访
visitors-status-checked_in = 已入园
visitors-status-checked_out = 已离开
visitors-status-denied = 已拒绝
visitors-status-cancelled = 已取消
visitors-status-expired = 未审批已过期
visitors-status-no_show = 未到访

## 操作
visitors-do-check_in = 登记入园
visitors-do-check_out = 登记离开
visitors-do-approve = 同意到访
visitors-do-deny = 拒绝
visitors-do-cancel = 取消到访
visitors-done-check_in = { $number } 已登记入园
visitors-done-check_out = { $number } 已登记离开
visitors-done-approve = { $number } 已同意到访
visitors-done-deny = { $number } 已拒绝
visitors-done-cancel = { $number } 已取消
visitors-sure-approve = 同意这次到访？
visitors-sure-deny = 拒绝这次到访？
visitors-sure-cancel = 取消这次到访？
visitors-sure-hint-approve = 请先电话确认审批人已同意，操作会记入操作记录。
visitors-sure-hint-deny = 通行证不会发出，接待人会收到通知。
visitors-sure-hint-cancel = 通行证会立即失效。
visitors-why = 原因（选填）
visitors-no = 返回
visitors-waits-for = 等待{ $name }审批
visitors-not-told = 对方没有在聊天里说过话，系统通知不到，请电话确认。

## 详情
visitors-number = 访客编号
visitors-field-names = 访客姓名
visitors-field-time = 到访时间
visitors-field-headcount = 人数
visitors-field-host = 接待人
visitors-field-place = 到访地点
visitors-field-company = 访客单位
visitors-field-phone = 电话
visitors-field-plate = 车牌
visitors-field-reason = 来访事由
visitors-field-status-reason = 说明
visitors-by-host = 接待人取消了到访
visitors-field-pass = 通行证
visitors-field-building = 楼栋
visitors-field-room = 房间
visitors-field-until = 预计离开
visitors-people = { $n } 人
visitors-pass-used = 已入园 { $used } 次，最多 { $most } 次
visitors-pass-revoked = 已失效
visitors-passages = 进出记录
visitors-went-in = 入园
visitors-went-out = 离开
visitors-at-reception = 前台 { $name }

## 现场登记
visitors-names-example = 多位访客用顿号隔开，如：王小明、李华
visitors-host-search = 输入接待人的姓名或手机号
visitors-host-hint = 先搜索，再选择接待人。
visitors-host-none = 没有找到这位接待人，请核对姓名或完整手机号。
visitors-present = 接待人就在现场
visitors-present-hint = 不在现场时，系统会先征求接待人同意；公司要求审批的，由审批人确认。
visitors-anywhere = 不指定
visitors-register = 登记
visitors-walked-in = { $number } 已登记入园
visitors-host-asked = { $number } 已登记，正在征求同意
visitors-invalid-period = 请填写今天稍后的时间
visitors-error-visitor-blocked = 此人在禁止入园名单上，请联系安保
visitors-error-illegal-transition = 状态刚刚变了，请刷新后再看

## 访客证
visitors-badge = 打印访客证
visitors-badge-kind = 访客证
visitors-print = 打印
visitors-qr = 入园二维码

## 禁止入园名单
visitors-blocked-title = 禁止入园名单
visitors-blocked-hint = 名单上的人无法登记到访，租户不会看到原因。每次增减都会记入操作记录。
visitors-blocked-none = 名单是空的
visitors-blocked = 已加入禁止入园名单
visitors-lifted = 已移出名单
visitors-lift = 移出名单
visitors-block-them = 禁止入园
visitors-block-by = 按什么识别
visitors-block-value = 姓名、电话或车牌
visitors-block-reason = 原因
visitors-block-add = 加入名单
visitors-block-kind-name = 姓名
visitors-block-kind-phone = 电话
visitors-block-kind-plate = 车牌
