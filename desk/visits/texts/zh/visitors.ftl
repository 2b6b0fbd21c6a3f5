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
visitors-pass-used = 过闸 { $used } 次，最多 { $most } 次
visitors-by-hand = 前台登记进入 { $count } 次
visitors-pass-revoked = 已失效
visitors-passages = 进出记录
visitors-went-in = 入园
visitors-went-out = 离开
visitors-at-reception = 前台 { $name }

## 现场登记
visitors-names-example = 多位访客用顿号隔开，如：王小明、李华
visitors-host-search = 输入接待人的姓名或手机号
visitors-host-desk = 服务台
visitors-host-desk-hint = 快递、施工、送水等，不找具体的人
visitors-host-company = 公司，不找具体的人
visitors-host-hint = 先搜索，再选择接待人。
visitors-host-none = 没有找到这位接待人，请核对姓名或完整手机号。
visitors-present = 接待人就在现场
visitors-present-hint = 不在现场时，系统会先征求接待人同意；公司要求审批的，由审批人确认。
visitors-anywhere = 不指定
visitors-register = 登记
visitors-walked-in = { $number } 已登记入园
visitors-host-asked = { $number } 已登记，正在征求同意
visitors-invalid-phone = 请填写电话号码，或者留空
visitors-invalid-plate = 请填写完整的车牌号，多辆车用逗号分开，或者留空
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

## 等前台确认
visitors-group-waiting = 等您确认
visitors-waiting-hint = 您同意之前没有通行证，也不会抬杆。
visitors-waiting-more = 另有 { $n } 条，处理完这些后显示。
visitors-decide = 处理
visitors-asked = { $at }登记
visitors-known-since = 首次出现：{ $since }
visitors-waits-for-desk = 等前台确认：园区不认识接待人。您同意之前没有通行证，也不会抬杆。
visitors-waits-no-approver = 等前台确认：这家公司要求审批，但已没有审批人。您同意之前没有通行证，也不会抬杆。
visitors-sure-hint-approve-desk = 请先打电话或当面核实邀请人的身份再同意，操作会记入操作记录。
visitors-desk-decides = { $number } 已登记，请在这里同意或拒绝

## 接待人
visitors-asking = 谁在邀请
visitors-is-stranger = 园区不认识
visitors-is-vouched = 已担保
visitors-has-left = 已不在这家公司
visitors-lost-right = 接待人已不在该公司
visitors-no-company = 不属于任何园区公司
visitors-nobody-vouches = 没有人担保
visitors-never-wrote = 没有在聊天里说过话
visitors-yes = 是
visitors-field-name = 姓名
visitors-field-member = 所属公司
visitors-field-vouched = 担保
visitors-field-channel = 使用渠道
visitors-field-since = 首次出现
visitors-field-asked = 登记时间
visitors-field-came = 以往来访
visitors-came = { $n ->
    [0] 还没有人来过
   *[other] { $n } 次
}
visitors-people-title = 接待人
visitors-people-hint = 公司成员可以直接邀请访客。其他人如果不必每次都等确认，请在这里为其担保。
visitors-vouched-title = 已担保的人
visitors-vouched-none = 还没有为任何人担保
visitors-what-is-known = 园区了解的情况
visitors-kind-member = 公司成员，可以直接邀请访客。
visitors-kind-vouched = 前台已担保，可以直接邀请访客。
visitors-kind-anybody = 既不属于园区公司，也没有前台担保；但本园区允许任何人邀请访客。
visitors-kind-stranger = 既不属于园区公司，也没有前台担保：登记的来访要等您同意。
visitors-check-name = 我已核实姓名
visitors-name-checked = 姓名已标为核实
visitors-name-changed = 对方已改了称呼，请再看一下
visitors-vouching = 担保
visitors-vouch = 为其担保
visitors-vouch-hint = 担保后其登记的来访会直接通过。您的姓名和理由会留存。
visitors-vouch-why = 理由，以及您怎么认识对方
visitors-vouch-name = 我已核实对方姓名是{ $name }
visitors-vouched = 对方从现在起可以直接邀请访客
visitors-unvouch = 撤销担保
visitors-unvouch-hint = 以后的来访要等前台确认。已同意的来访仍然有效，列在下面，不该来的请取消。
visitors-unvouch-why = 理由
visitors-unvouched = 已撤销担保，已同意的来访列在下面
visitors-vouch-history = 担保记录
visitors-vouched-by = { $name }，{ $at }
visitors-vouch-ended = { $at }撤销
visitors-hosted = 未结束的来访
visitors-hosted-none = 没有将要到访的客人
visitors-cancel-all = 全部取消
visitors-cancel-all-hint = 等待中和已同意的来访都会取消，通行证立即失效，接待人会收到通知。
visitors-cancel-all-why = 理由
visitors-all-cancelled = 已取消 { $n } 次来访
visitors-error-already-vouched = 刚刚已有同事为其担保
