tickets-title = 工单
tickets-views = 查看方式
tickets-view-board = 看板
tickets-view-list = 列表
tickets-mine = 我的工作
tickets-new = 新建工单
tickets-more = 显示更多
tickets-next = 下一张工单
tickets-previous = 上一张工单
tickets-next-column = 右边一列
tickets-previous-column = 左边一列
tickets-back = 返回
tickets-cancel = 取消
tickets-save = 保存

## 筛选
tickets-search = 搜索单号、内容、位置、电话
tickets-filter = 筛选
tickets-filter-state = 范围
tickets-state-open = 未完成
tickets-state-done = 已结束
tickets-state-all = 全部
tickets-filter-whose = 负责人
tickets-whose-all = 所有人
tickets-whose-mine = 我负责的
tickets-whose-nobody = 未派单
tickets-all-categories = 全部类别
tickets-all-urgencies = 全部紧急程度
tickets-all-buildings = 全部楼栋
tickets-all-kinds = 全部类型
tickets-filter-breached = 只看超时
tickets-filter-clear = 清除筛选
tickets-filter-assignee = 所有处理人
tickets-filter-label = 标签
tickets-since-reported = 提交日期从
tickets-since-resolved = 解决日期从
tickets-until = 到
tickets-all-places-unknown = 楼栋不明
tickets-all-labels = 全部标签

## Views, and a list as a file
tickets-kept-views = 保存的视图
tickets-view-keep = 保存当前视图
tickets-view-hint = 把现在的筛选条件和排序存成一个视图。
tickets-view-name = 名称
tickets-view-share = 同事也能看到
tickets-view-shared = 工作台所有人可见
tickets-view-kept = 视图“{ $name }”已保存
tickets-view-remove = 删除视图“{ $name }”
tickets-view-remove-sure = 删除视图“{ $name }”？
tickets-view-removed = 视图已删除
tickets-error-name = 请填写名称，最多40个字；每人最多保存30个视图。
tickets-error-query = 筛选条件太长，无法保存。
tickets-export = 导出
tickets-export-csv = CSV 文件
tickets-export-xlsx = Excel 文件
tickets-column-of-number = 编号
tickets-column-of-kind = 类型
tickets-column-of-category = 类别
tickets-column-of-urgency = 紧急程度
tickets-column-of-status = 状态
tickets-column-of-description = 描述
tickets-column-of-building = 楼栋
tickets-column-of-floor = 楼层
tickets-column-of-room = 房间
tickets-column-of-place = 位置
tickets-column-of-reporter = 报修人
tickets-column-of-phone = 电话
tickets-column-of-assignee = 处理人
tickets-column-of-labels = 标签
tickets-column-of-reported = 提交时间
tickets-column-of-respond_by = 响应时限
tickets-column-of-responded = 响应时间
tickets-column-of-resolve_by = 解决时限
tickets-column-of-resolved = 解决时间
tickets-column-of-breached = 超时的时限
tickets-column-of-reopened = 重开次数
tickets-column-of-urges = 催办次数
tickets-column-of-rating = 评分
tickets-column-of-rating_comment = 评价内容

## Several at once
tickets-several = 已选工单
tickets-several-do = 操作
tickets-several-assign = 派单
tickets-several-urgency = 改紧急程度
tickets-several-label = 加标签
tickets-several-unlabel = 去掉标签
tickets-several-close = 关闭
tickets-several-cancel = 取消工单
tickets-several-reason = 原因，会告诉租户
tickets-several-go = 执行
tickets-several-done = 已处理 { $n } 个
tickets-several-not = 以下工单不能这样处理：{ $numbers }
tickets-error-staff = 请选择派给谁。
tickets-error-urgency = 请选择紧急程度。
tickets-error-label = 请选择标签。
tickets-error-reason = 请说明原因。
tickets-pick = 选择 { $number }
tickets-pick-all = 全选当前列表
tickets-pick-none = 取消选择
tickets-picked = 已选 { $n } 个
tickets-sort-by = 按{ $what }排序
tickets-urgency-of = { $number } 的紧急程度
tickets-assignee-of = { $number } 的处理人
tickets-urgency-set = { $number } 的紧急程度已修改

## 看板与列表
tickets-column-new = 待派单
tickets-column-assigned = 已派单
tickets-column-working = 处理中
tickets-column-waiting = 等待中
tickets-column-done = 近 7 天解决
tickets-column-empty = 没有工单
tickets-column-rest = 还有 { $n } 张，请筛选或切换到列表查看
tickets-list-empty = 没有工单
tickets-list-filtered = 没有符合条件的工单
tickets-list-filtered-hint = 换个条件，或清除筛选。
tickets-look-only = 您可以查看、写备注；处理由调度和工程师进行。
tickets-head-clock = 时限
tickets-head-ticket = 工单
tickets-head-words = 内容
tickets-head-place = 位置
tickets-head-assignee = 负责人
tickets-head-status = 状态
tickets-head-age = 已报
tickets-nobody = 未派单
tickets-me = 我
tickets-place-unknown = 位置不详
tickets-guest = 租户 #{ $number }
tickets-urged = 催单 { $n } 次
tickets-photos-count = { $n } 张照片
tickets-rated = { $rating } 星
tickets-age-minutes = { $n } 分钟
tickets-age-hours = { $n } 小时
tickets-age-days = { $n } 天

## 时限
tickets-clock-respond = 响应
tickets-clock-resolve = 解决
tickets-clock-title = { $clock }时限：{ $moment }
tickets-clock-by = { $moment } 前
tickets-clock-paused = 已暂停
tickets-clock-left-now = 不到 1 分钟
tickets-clock-left-minutes = 还剩 { $n } 分钟
tickets-clock-left-hours = 还剩 { $n } 小时 { $rest } 分
tickets-clock-over-now = 刚刚超时
tickets-clock-over-minutes = 超时 { $n } 分钟
tickets-clock-over-hours = 超时 { $n } 小时 { $rest } 分
tickets-clock-over-days = 超时 { $n } 天
tickets-span-minutes = { $n } 分钟
tickets-span-hours = { $n } 小时
tickets-span-hours-minutes = { $n } 小时 { $rest } 分

## 键盘
tickets-key-move = 下一张、上一张
tickets-key-column = 左一列、右一列
tickets-key-column-to = 把工单移到另一列
tickets-key-open = 打开工单
tickets-key-view = 切换看板和列表
tickets-key-step = 执行下一步

## 一张工单
tickets-facts = 基本信息
tickets-people = 相关人员
tickets-history = 处理记录
tickets-edit = 修改信息
tickets-more-actions = 更多操作
tickets-reported-at = 报修时间
tickets-appointment = 已约上门
tickets-appointment-nobody = 还没有指派人
tickets-appointment-overlaps = 和同一位师傅的另一次上门时间重叠：
tickets-preferred = 期望上门
tickets-rating = 评价
tickets-reporter = 报修人
tickets-reporter-unknown = 未登记
tickets-tenant = 租户
tickets-reports = 上报次数
tickets-reports-times = { $count } 次
tickets-observer-called = 说是{ $urgency }
tickets-observers = 同时关注
tickets-order-not-accepted = 订单 { $number } 商家还没有接单
tickets-vendor = 商家
tickets-order = 相关订单
tickets-message = 联系租户
tickets-thread = 与租户的对话
tickets-thread-none = 还没有往来消息
tickets-message-to = 发给{ $name }
tickets-message-whom = 发给
tickets-message-unreached = 没有聊天渠道
tickets-message-unreached-hint = 对方从没在聊天里写过，收不到消息，请打电话。
tickets-message-nobody = 报修人没有登记，发不了消息，请打电话。
tickets-message-words = 给租户的消息
tickets-message-hint = 写给租户，对方在常用的聊天里收到
tickets-message-photos = 给租户的照片
tickets-message-send = 发送
tickets-message-sent = 消息已发出
tickets-message-state-pending = 等待发送；夜间免打扰时早上再发
tickets-message-state-waiting = 正在发送
tickets-message-state-sent = 已发送
tickets-message-state-undelivered = 没有送达，请打电话
tickets-waits-for-us = 租户有新消息
tickets-merged-ones = 并入的工单
tickets-conversation = 查看会话
tickets-call = 打电话
tickets-escalated = 已升级给{ $role }
tickets-reopened-times = 重开 { $n } 次
tickets-merged-into = 已合并到 { $number }
tickets-reason-of = { $status }：
tickets-note = 内部备注
tickets-note-hint = 写一条内部备注，租户看不到
tickets-note-save = 添加备注
tickets-photos = 照片
tickets-photos-before = 处理前
tickets-photos-after = 处理后
tickets-photos-none = 暂无
tickets-photo-add = 添加照片
tickets-joiner = 一起报的人
tickets-photo-of-joiner = 一起报的人发的，报修人看不到
tickets-photo-shared = 一起报的人发的，报修人能看到
tickets-photo-share = 给报修人看
tickets-photo-unshare = 不再给报修人看
tickets-photo-of = { $who }，{ $when } 上传的照片
tickets-shoot = 拍照

## 服务时限
tickets-sla = 服务时限
tickets-sla-within = { $span }内
tickets-sla-met = { $moment } 达成
tickets-sla-late = { $moment }，超时
tickets-sla-due = 应在 { $moment } 前
tickets-sla-since = 从 { $moment } 起
tickets-sla-counts = 计时
tickets-sla-always = 全天 24 小时
tickets-sla-hours = 工作时间
tickets-sla-none = 这类工单没有时限要求

## 操作
tickets-do-triage = 核实
tickets-do-appoint = 约上门时间
tickets-do-appoint-again = 改约时间
tickets-appoint-do = 确定
tickets-appoint-hint = 租户会马上收到通知，也可以从下面的空闲时段里改约。
tickets-appointed = 已通知租户上门时间
tickets-appoint-anyway = 时间重叠也照约
tickets-offers = { $name }排班里的空闲时段
tickets-also-promised = { $name }已约的上门
tickets-offers-none = 七天内没有空闲时段。
tickets-do-assign = 派单
tickets-do-take = 我来处理
tickets-do-accept = 接单
tickets-do-decline = 退回派单
tickets-do-start = 开始处理
tickets-do-wait_materials = 等材料
tickets-do-wait_tenant = 等租户
tickets-do-resume = 继续处理
tickets-do-resolve = 处理完成
tickets-do-confirm = 代租户确认
tickets-do-close = 关闭工单
tickets-do-reopen = 重新打开
tickets-do-cancel = 取消工单
tickets-do-restore = 恢复工单
tickets-do-merge = 合并到其他工单
tickets-why-decline = 为什么退回？
tickets-why-wait_materials = 等什么材料，预计何时到？
tickets-why-wait_tenant = 需要租户做什么？
tickets-why-reopen = 为什么重新打开？
tickets-why-cancel = 为什么取消？
tickets-tenant-reads = 租户会收到这段话。
tickets-resolve-note = 做了什么（选填）
tickets-resolve-example = 例如：更换了压缩机，试机正常
tickets-resolve-photos = 完工照片（选填，最多 3 张）
tickets-assign-best = 自动派给 { $name }
tickets-on-duty = 在班
tickets-off-duty = 不在班
tickets-skilled = 技能对口
tickets-unskilled = 技能不符
tickets-load = 手上 { $n } 单
tickets-load-of = 在办 { $n } / { $most }
tickets-full = 已满
tickets-no-candidates = 没有可以派单的同事
tickets-merge-title = 合并到哪张工单？
tickets-merge-hint = 这张工单会结束，报修人、关注人和照片都转到选中的工单。
tickets-merge-sure = 把 { $number } 合并到 { $into }？
tickets-others-none = 没有可以合并的工单
tickets-assigned = 已派给 { $name }
tickets-merged = 已合并到 { $number }
tickets-resolved = { $number } 已处理完成
tickets-created = 已新建 { $number }

## 处理记录
tickets-by-itself = 系统
tickets-nothing = 空
tickets-change-report = 提交了工单
tickets-change-triage = 核实了工单
tickets-change-assign = 派单给 { $to }
tickets-change-take = 领取了工单
tickets-change-accept = 接单
tickets-change-decline = 退回了派单
tickets-change-start = 开始处理
tickets-change-wait_materials = 转为等待材料
tickets-change-wait_tenant = 转为等待租户
tickets-change-resume = 继续处理
tickets-change-resolve = 处理完成
tickets-change-confirm = 确认已解决
tickets-change-close = 关闭了工单
tickets-change-restore = 撤回了取消
tickets-change-reopen = 重新打开了工单
tickets-change-cancel = 取消了工单
tickets-change-merge = 把工单合并到 { $into }
tickets-change-merged-here = 把 { $number } 合并到这里
tickets-change-edit = 修改了信息
tickets-change-appoint = 约了上门：{ $window }
tickets-change-note = 添加了备注
tickets-change-message = 发了消息
tickets-change-join = 也报了同样的问题
tickets-change-urge = 催单（第 { $n } 次）
tickets-change-rate = 评价了 { $rating } 星
tickets-change-join-called = 也报了同样的问题，说是{ $urgency }
tickets-change-share = 把一张照片给报修人看了
tickets-change-unshare = 不再给报修人看一张照片
tickets-change-photo = 添加了 { $n } 张照片
tickets-change-warn = 提醒：{ $clock }时限已用去四分之三
tickets-change-breach = 提醒：{ $clock }超时
tickets-change-heard = 后来听过这些话，没有听出危险
tickets-change-heard-alarm = 从这些话里听出危险，已呼叫值班
tickets-change-heard-ask = 从这些话里听出可能有危险，正在询问本人
tickets-change-heard-staff = 从这些话里听出可能有危险，没有聊天可以询问
tickets-change-unheard = 没能听这些话：机器人当时停着
tickets-change-escalate = 升级给{ $role }
tickets-change-call = 没有人接手，通知{ $role }
tickets-change-call-phone = 没有人接手，正在打负责人电话
tickets-change-acknowledge = 来安排
tickets-change-cover =
    { $coverage ->
        [included] 标为物业承担
        [warranty] 标为质保
        [chargeable] 标为租户付费
       *[other] 取消了付费标记
    }
tickets-change-quote =
    { $quote ->
        [sent] 发了第 { $version } 版报价
        [accepted] 同意了第 { $version } 版报价
        [declined] 没有同意第 { $version } 版报价
        [expired] 第 { $version } 版报价过期
        [replaced] 作废了第 { $version } 版报价
       *[other] 撤回了第 { $version } 版报价
    }

## 字段
tickets-field-kind = 类型
tickets-field-category = 类别
tickets-field-urgency = 紧急程度
tickets-field-description = 问题描述
tickets-field-building = 楼栋
tickets-field-floor = 楼层
tickets-field-room = 房间
tickets-field-place = 具体位置
tickets-field-phone = 联系电话
tickets-field-preferred_from = 最早上门时间
tickets-field-appointment_from = 上门从
tickets-field-appointment_until = 到
tickets-field-preferred_until = 最晚上门时间
tickets-unknown = 不清楚
tickets-place-example = 如：男厕、大堂
tickets-invalid-until = 结束时间要晚于开始时间
tickets-invalid-appointment = 结束要晚于开始、晚于现在，在 60 天以内，最长 12 小时
tickets-invalid-past = 这个时间已经过了
tickets-invalid-floor = 楼层请填 3 或 B1 这样的格式

## 新建工单
tickets-caller = 来电人
tickets-description-example = 例如：空调不制冷，有异响
tickets-phone-hint = 电话与登记的租户一致时，处理进展会自动通知对方。
tickets-create = 新建

## 我的工作
tickets-mine-open = 待办 { $n } 张
tickets-mine-empty = 手上没有工单
tickets-to-take = 可领取 { $n } 张

## 出错时
tickets-error-not-yours = 这张工单由同事负责，或者您的角色不能这样操作
tickets-error-cannot-take = 这位同事不能处理这类工单
tickets-error-nobody-free = 现在没有在班且技能对口的同事，请手动派单
tickets-error-illegal-transition = 工单状态刚刚变了，现在不能这样操作
tickets-error-assigned-meanwhile = 同事刚刚把工单派给了 { $name }
tickets-error-appointed-meanwhile = 上门时间刚刚改过了，请重新打开
tickets-error-nobody-comes = 请先指派人，再约上门时间
tickets-error-overlapping-windows = 这位师傅那时已约了别的上门：{ $windows }。还没有通知租户。请换个时间，或者勾选「时间重叠也照约」。
tickets-error-room-unknown = 这座楼没有这个房间
tickets-error-text = 请写几句话，或者附上照片
tickets-error-edited-meanwhile = 同事刚刚改过这张工单，请重新打开修改窗口
tickets-error-merges-into-itself = 不能合并到自己
tickets-error-merge-target-ended = 对方工单已经结束，不能合并进去
tickets-error-too-late = 关闭超过 7 天的工单不能重新打开，请新建一张
tickets-error-too-many-photos = 照片太多了：每次最多 3 张，处理前后各最多 6 张
tickets-error-no-photo = 请选择照片
tickets-error-photo-type = 只能上传 JPEG、PNG 或 WebP 照片
tickets-error-photo-too-large = 照片太大，请换一张 10 MB 以内的
tickets-error-photo-broken = 照片打不开，请换一张
tickets-error-too-large = 照片太大，请分几次上传
tickets-error-building-unknown = 园区没有这栋楼
tickets-error-floor-unknown = 这栋楼没有这一层
tickets-alike = 可能已经有人报过，请先看看这 { $count } 张未完成的工单：

## 移动卡片
tickets-move-title = 移动 { $number }
tickets-move-none = { $number } 目前是“{ $status }”，不能直接移到那一列，或者正由同事处理。
tickets-move-nowhere = { $number } 目前没有您可以进行的操作。
tickets-move-to-whom = 指派给
tickets-moved = { $number }：{ $status }
tickets-error-moved-meanwhile = { $who }抢先了一步：{ $number } 现在是“{ $status }”。
