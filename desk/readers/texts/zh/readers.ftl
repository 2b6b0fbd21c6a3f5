### 第二读者，服务台看到的文字。与 en 的键相同。


readers-intro = 机器人没听懂、或者拿不准是哪个意思的消息，可以请一个大语言模型再读一遍。它只指出这句话想办什么事，用的是租户自己的原话；它提出的事，先念给租户确认再办。
readers-switch = 开关
readers-look = 它说了什么，花了多少
readers-saved = 已保存，从下一条消息起生效。
readers-endpoint = 使用 { $host } 上的 { $model }
readers-none = 本系统没有配置模型，所以不会发问。
readers-used = 今天已用 { $used } 次，上限 { $most } 次

## 模式
readers-mode = 它做什么
readers-mode-hint = 建议先“只比对”：看看它会改变什么，再让它真正参与。
readers-mode-off = 关闭
readers-mode-shadow = 只比对
readers-mode-assist = 参与
readers-daily = 每天最多问几次
readers-daily-hint = 超过之后，到园区当地午夜为止，机器人照常回答，就像没有它一样。
readers-agrees = 园区同意把上面列出的内容发给这个模型，并已告知租户。
readers-agreed-at = 园区已于 { $when } 同意。关闭即收回同意。

## 发送的内容
readers-sent = 会发送什么
readers-sent-message = 机器人没听懂、或者两种意思难分高下的那一条消息的文字，先做遮盖（只比对时，听懂的消息也抽取二十分之一）
readers-sent-asked = 刚才问的是哪一类信息，比如地点或时间
readers-sent-stands = 目前有哪几类事项，比如订单或报修；不含其中内容
readers-sent-language = 一段固定的说明，对谁都一样
readers-sent-acts = 可以指出的事项清单
readers-hidden = 发送前遮盖什么
readers-hidden-names = 租户、访客和员工的姓名
readers-hidden-phones = 电话号码
readers-hidden-plates = 车牌号
readers-hidden-companies = 园区企业的名称
readers-hidden-numbers = 订单号、工单号、访客单号，以及五位以上的数字
readers-hidden-mail = 电子邮箱和微信号
readers-never = 绝不发送：照片和文件、其他消息、工单、员工写的内容、对“是否”的回答，以及听出危险的话。园区不认识、前后也没有称呼的名字，可能遮盖不到。
readers-notice = 供隐私说明使用
readers-notice-hint = 可以直接放进您给租户的告知里的一段话。
readers-notice-text = 如果聊天助手没听懂、或者拿不准您的消息，该消息可能会交给一个语言模型再读一遍，姓名、电话、车牌和公司名称会先去掉。模型不作任何决定：办任何事之前都会先问您。

## 它说了什么
readers-days = 最近 30 天
readers-days-hint = 一致：它说的就是机器人听懂的，或者机器人没听懂、它也没有指出什么。用时：中位数，以及二十次里有十九次不超过的值。
readers-no-days = 还没有问过。
readers-day = 日期
readers-asked = 询问
readers-answered = 有效回答
readers-agreed = 一致
readers-pointed = 不同
readers-cached = 取自缓存
readers-took = 用时
readers-milliseconds = { $median } / { $slow } 毫秒
readers-tokens = 词元
readers-tokens-of = 发送 { $sent }，返回 { $came }
readers-cost = 费用
readers-no-price = 没有设置价格，所以不显示费用。
readers-changed = 它会改变什么
readers-changed-hint = 模型与机器人说法不同的最近 50 条消息。“参与”模式下，凡是机器人也觉得有可能的，都先问过租户。
readers-nothing-changed = 还没有。
readers-message = 消息
readers-no-words = 消息已删除
readers-classic = 机器人
readers-model = 模型
readers-how = 模式
readers-when = 时间
readers-does-nothing = 没有
readers-does-other = 没听懂或其他
readers-does-order_food = 点餐
readers-does-order_goods = 买东西
readers-does-reorder = 再来一单
readers-does-modify_order = 改订单
readers-does-cancel_order = 取消订单
readers-does-track_order = 订单进度
readers-does-browse_menu = 菜单
readers-does-report_repair = 报修
readers-does-track_repair = 维修进度
readers-does-urge_repair = 催修
readers-does-cancel_repair = 取消报修
readers-does-register_visitor = 登记访客
readers-does-track_visit = 访客进度
readers-does-cancel_visit = 取消访客
readers-does-ask_faq = 园区咨询
readers-does-complain = 投诉
readers-does-ask_human = 找人工

## 问题
readers-error-agrees = 请勾选园区同意，或保持关闭
