inbox-title = 会话

## 列表
inbox-tabs = 会话分组
inbox-tab-queue = 排队
inbox-tab-mine = 我的
inbox-tab-open = 处理中
inbox-tab-bot = 机器人
inbox-tab-done = 今日完成
inbox-empty-queue = 没有人在排队
inbox-empty-queue-hint = 租户要求转人工时，会出现在这里。
inbox-empty-mine = 您手上没有会话
inbox-empty-mine-hint = 从“排队”里接一个吧。
inbox-empty-open = 没有处理中的会话
inbox-empty-open-hint = 排队的和同事正在处理的会话都在这里。
inbox-empty-bot = 机器人还没有会话
inbox-empty-bot-hint = 机器人接待的会话会按最近时间排在这里。
inbox-empty-done = 今天还没有完成的会话
inbox-empty-done-hint = 结束或交还给机器人的会话会列在这里。
inbox-empty-search = 没有找到“{ $search }”
inbox-empty-search-hint = 可以按姓名、电话、聊天内容、工单号或订单号查找。
inbox-search = 查找会话
inbox-search-placeholder = 姓名、电话、内容、单号
inbox-search-results = 查找结果
inbox-more = 显示更多
inbox-next-conversation = 下一个会话
inbox-previous-conversation = 上一个会话
inbox-sound = 新会话提示音
inbox-canned-link = 常用语
inbox-unanswered = 等待回复
inbox-since = 等待自 { $moment }
inbox-you = 我
inbox-guest = 访客 #{ $number }
inbox-photo = [图片]
inbox-pick = 请选择一个会话
inbox-pick-hint = 按 j、k 上下移动，回车打开。
inbox-alarm = 紧急：{ $name } 还没有人接手（{ $wait }）
inbox-alarm-open = 立即查看

## 时间
inbox-wait-now = 刚刚
inbox-wait-minutes = { $n } 分钟
inbox-wait-hours = { $n } 小时
inbox-wait-days = { $n } 天
inbox-today = 今天
inbox-yesterday = 昨天

## 渠道
inbox-channel-webchat = 网页
inbox-channel-telegram = 电报 Telegram
inbox-channel-wechat = 微信
inbox-channel-wecom = 企业微信
inbox-channel-wecom_kf = 微信客服
inbox-channel-miniapp = 小程序
inbox-channel-miniprogram = 小程序客服

## 转人工的原因
inbox-reason-asked = 要求人工
inbox-reason-fallbacks = 没听懂
inbox-reason-complaint = 投诉
inbox-reason-critical = 危急
inbox-reason-bot_failed = 机器人出错
inbox-reason-bot_down = 机器人离线
inbox-reason-taken = 主动接手

## 会话
inbox-back = 返回列表
inbox-owner-bot = 机器人接待中
inbox-owner-queued = 排队中
inbox-owner-me = 由我处理
inbox-owner-staff = { $name } 处理中
inbox-looking = { $names } 在看
inbox-typing = { $names } 正在输入…
inbox-details = 租户信息
inbox-messages = 聊天记录
inbox-older = 查看更早的消息
inbox-new-messages = { $count } 条新消息
inbox-author-bot = 机器人
inbox-author-system = 系统
inbox-author-staff = 服务台
inbox-note-of = { $name } 的内部备注
inbox-note-of-bot = 机器人原本要说
inbox-choices = 当时的选项
inbox-photo-of = 图片，点击查看大图
inbox-undelivered-window_closed = 未送达：超过 48 小时没有互动
inbox-undelivered-over_quota = 未送达：本时段可发条数已用完
inbox-undelivered-unsubscribed = 未送达：已取消关注
inbox-undelivered-refused = 未送达：平台拒收
inbox-undelivered-too_large = 未送达：内容过大
inbox-undelivered-expired = 未送达：两天内没能发出
inbox-undelivered-failed = 未送达：发送出错
inbox-understood = 机器人的理解
inbox-understood-as = 理解为“{ $intent }”，把握 { $percent }%
inbox-understood-nothing = 机器人没有处理这条消息
inbox-teach-as = 应当理解为
inbox-teach = 加入训练
inbox-taught = 已记下，下次训练时生效
inbox-event-queued = 转入人工队列（{ $reason }）
inbox-event-taken = { $name } 接手了会话
inbox-event-assigned = { $by } 把会话分配给 { $name }
inbox-event-back = { $name } 把会话交还给机器人
inbox-event-resolved = { $name } 结束了会话
inbox-event-quiet = 长时间无人说话，会话已自动交还给机器人
inbox-event-rated = 租户评价：{ $rating } 分
inbox-somebody = 同事

## 操作
inbox-take = 接手
inbox-assign = 分配…
inbox-assign-title = 分配给
inbox-assigned-to = 已分配给 { $name }
inbox-on-duty = 在班
inbox-off-duty = 不在班
inbox-no-agents = 没有可以分配的客服
inbox-hand-back = 交还机器人
inbox-handed-back = 已交还给机器人
inbox-resolve = 结束
inbox-resolve-hint = 结束会话，并请租户评价一次
inbox-resolve-sure = 结束这次会话，交还给机器人？
inbox-resolved = 会话已结束
inbox-new-ticket = 新建工单
inbox-more-actions = 更多操作

## 输入框
inbox-mode = 回复或备注
inbox-reply = 回复
inbox-note = 内部备注
inbox-reply-placeholder = 输入回复；输入 / 选择常用语
inbox-reply-placeholder-take = 输入回复；发送后由您接手
inbox-note-placeholder = 只有同事看得到
inbox-send = 发送
inbox-save-note = 保存备注
inbox-enter-sends = 回车发送
inbox-enter-hint = Shift + 回车换行
inbox-ctrl-enter-hint = Ctrl 或 ⌘ + 回车发送
inbox-sending = 发送中…
inbox-not-sent = 未发送
inbox-retry = 重试
inbox-discard = 放弃
inbox-answered = { $name } 刚刚已经回复：
inbox-send-anyway = 仍然发送
inbox-edit-again = 再改改
inbox-owned = { $name } 正在处理这个会话
inbox-fill-in = 还要填写：{ $variables }
inbox-canned-pick = 常用语
inbox-canned-none = 没有匹配的常用语
inbox-offline = 网络不通，内容已保留，请稍后重试

## 租户信息
inbox-about = 租户
inbox-phone = 电话
inbox-company = 公司
inbox-host = 访客
inbox-host-page = 作为接待人
inbox-language = 语言
inbox-language-zh = 中文
inbox-language-en = 英文
inbox-channel = 渠道
inbox-unknown = 未留
inbox-summary = 转人工时
inbox-summary-reason = 原因
inbox-summary-queued = 开始排队
inbox-summary-asked = 说过的话
inbox-open-tickets = 未完成的工单
inbox-no-tickets = 没有未完成的工单
inbox-open-orders = 未完成的订单
inbox-no-orders = 没有未完成的订单
inbox-ratings = 以往评价
inbox-stars = { $rating } 分
inbox-order-draft = 购物车
inbox-order-placed = 待接单
inbox-order-accepted = 已接单
inbox-order-preparing = 制作中
inbox-order-ready = 待取
inbox-order-delivering = 配送中

## 新建工单
inbox-ticket-title = 为租户新建工单
inbox-ticket-kind = 类型
inbox-ticket-category = 类别
inbox-ticket-urgency = 紧急程度
inbox-ticket-place = 位置
inbox-ticket-place-placeholder = 如 A座3楼301
inbox-ticket-description = 说明
inbox-ticket-create = 新建
inbox-ticket-cancel = 取消
inbox-ticket-created = 已新建工单 { $number }

## 常用语管理
inbox-canned-title = 常用语
inbox-canned-intro = 回复时输入 / 和代码即可使用，按租户的语言发送。
inbox-canned-variables = 会自动填写的变量：
inbox-canned-code = 代码
inbox-canned-zh = 中文
inbox-canned-en = 英文
inbox-canned-new = 新增常用语
inbox-canned-edit = 修改
inbox-canned-save = 保存
inbox-canned-remove = 删除
inbox-canned-remove-sure = 删除后，客服就不能再用这条常用语了。
inbox-canned-saved = 常用语已保存
inbox-canned-removed = 常用语已删除
inbox-canned-empty = 还没有常用语
inbox-canned-empty-hint = 把常说的话存下来，回复时输入 / 就能用。
inbox-canned-back = 回到会话

## 快捷键
inbox-key-move = 下一个、上一个会话
inbox-key-open = 打开会话
inbox-key-reply = 回复
inbox-key-note = 内部备注
inbox-key-take = 接手
inbox-key-resolve = 结束会话
inbox-key-back = 返回列表

## 意图
inbox-intent-browse_menu = 看菜单
inbox-intent-order_food = 点餐
inbox-intent-modify_order = 修改订单
inbox-intent-view_cart = 看购物车
inbox-intent-checkout = 结算下单
inbox-intent-cancel_order = 取消订单
inbox-intent-track_order = 查询订单
inbox-intent-reorder = 再来一单
inbox-intent-browse_shop = 看商品
inbox-intent-order_goods = 买商品
inbox-intent-report_repair = 报修
inbox-intent-track_repair = 查询报修进度
inbox-intent-urge_repair = 催单
inbox-intent-cancel_repair = 取消报修
inbox-intent-register_visitor = 访客登记
inbox-intent-track_visit = 查询访客
inbox-intent-cancel_visit = 取消访客
inbox-intent-ask_faq = 常见问题
inbox-intent-complain = 投诉
inbox-intent-ask_human = 找人工
inbox-intent-greet = 打招呼
inbox-intent-goodbye = 告别
inbox-intent-thank = 道谢
inbox-intent-affirm = 肯定
inbox-intent-deny = 否定
inbox-intent-help = 求助
inbox-intent-bot_challenge = 问是不是机器人
inbox-intent-chitchat = 闲聊
inbox-intent-out_of_scope = 不在服务范围
inbox-intent-confirm_repair = 确认修好
inbox-intent-reopen_repair = 没有修好
inbox-intent-photo = 发图片
inbox-intent-approve_visit = 同意来访
inbox-intent-deny_visit = 拒绝来访
inbox-intent-rate = 评分
inbox-intent-link_account = 绑定渠道
inbox-intent-unlink_account = 解绑渠道
inbox-intent-join_company = 加入公司账户
inbox-intent-approve_spending = 同意公司付款
inbox-intent-deny_spending = 拒绝公司付款
inbox-intent-watch_item = 订到货提醒
inbox-intent-unwatch_item = 取消到货提醒
inbox-intent-request_invoice = 要发票

## 出错时
inbox-error-owned-by-other = 同事正在处理这个会话
inbox-error-answered-meanwhile = 同事刚刚已经回复
inbox-error-code-taken = 已经有这个代码的常用语了
inbox-error-invalid = 这项内容无法保存，请检查后再试
