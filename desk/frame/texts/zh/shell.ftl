shell-desk = 服务台
shell-skip = 跳到正文
shell-areas = 主导航
shell-home = 回到服务台
shell-close = 关闭
shell-live = 实时更新
shell-reconnecting = 连接中断，正在重连…
shell-no-area = 您的账号还没有可用的页面
shell-no-area-hint = 请联系园区管理员为您分配角色。

## 快捷键
shell-shortcuts = 键盘快捷键
shell-key-search = 搜索
shell-key-escape = 关闭弹窗或离开输入框

## Command palette
shell-card = 租户资料与全部记录
shell-colleagues = 同事
shell-find = 查找
shell-find-hint = 查人、工单、订单、来访或页面
shell-find-found = 找到的内容
shell-find-none = 没有找到
shell-find-page = 页面
shell-find-settings = 设置
shell-find-ticket = 工单
shell-find-order = 订单
shell-find-person = 会话
shell-find-visit = 来访

## Whether somebody is there
shell-presence = 我的状态
shell-presence-here = 在岗
shell-presence-busy = 忙碌：不自动派新工作
shell-presence-away_hour = 离开一小时
shell-presence-away_today = 今天不在
shell-presence-away = 离开，回来时自己改
shell-presence-now-busy = 忙碌
shell-presence-now-away = 离开
shell-presence-said-here = 您已在岗
shell-presence-said-busy = 已设为忙碌：没有别人时，紧急险情仍会派给您
shell-presence-said-away = 已设为离开：不会自动派工作给您

## 登录与账号
shell-sign-in = 登录
shell-sign-in-failed = 账号或密码不正确。连续输错 5 次后需等待一会儿，从 1 分钟到 15 分钟不等。
shell-sign-in-provider = 用单位账号登录
shell-provider-refused = 单位账号没有验证成功，请再试一次。
shell-provider-unknown = 这个单位账号还没有对应的工作台账号，请联系管理员开通。
shell-provider-away = 单位的登录服务暂时没有响应，请稍后再试，或用这里的密码登录。
shell-signed-in = 已登录
shell-onward = 进入工作台
shell-login = 账号
shell-password = 密码
shell-demo-accounts = 演示账号
shell-demo-password = 点一下即可登录，密码都是 { $password }
shell-account = 我的账号
shell-name = 姓名
shell-roles = 角色
shell-change-password = 修改密码
shell-password-current = 当前密码
shell-password-new = 新密码
shell-password-again = 再输一遍新密码
shell-password-hint = 至少 10 个字符。修改后，其他设备上的登录会全部退出。
shell-password-changed = 密码已修改，其他设备已退出登录
shell-sign-out = 退出登录
shell-signed-out = 已退出登录
shell-sign-out-everywhere = 退出所有设备
shell-sign-out-everywhere-hint = 包括这台设备。丢了手机或用过公用电脑时，请点这里。

## 角色
shell-role-agent = 客服
shell-role-dispatcher = 调度
shell-role-engineer = 工程师
shell-role-reception = 前台
shell-role-manager = 园区经理
shell-role-operator = 系统管理员

## 工单状态
shell-status-reported = 已登记
shell-status-triaged = 已核实
shell-status-assigned = 已派单
shell-status-accepted = 已接单
shell-status-in_progress = 处理中
shell-status-waiting_materials = 等待材料
shell-status-waiting_tenant = 等待租户
shell-status-resolved = 已解决
shell-status-confirmed = 已确认
shell-status-closed = 已关闭
shell-status-cancelled = 已取消
shell-status-reopened = 已重新打开

## 工单类别
shell-category-electrical = 电路照明
shell-category-plumbing = 水管卫浴
shell-category-hvac = 空调通风
shell-category-elevator = 电梯
shell-category-network = 网络
shell-category-access_control = 门禁
shell-category-fire_safety = 消防安全
shell-category-security = 安保
shell-category-cleaning = 保洁
shell-category-furniture = 门窗家具
shell-category-landscaping = 绿化
shell-category-parking = 停车设施
shell-category-pest = 虫害
shell-category-other = 其他

## 紧急程度
shell-urgency-critical = 危急
shell-urgency-urgent = 紧急
shell-urgency-normal = 普通
shell-urgency-low = 不急

## 工单类型
shell-kind-repair = 报修
shell-kind-complaint = 投诉
shell-kind-question = 咨询
shell-kind-order_not_accepted = 商家未接单

## 表单
shell-invalid-missing = 请填写这一项
shell-invalid-too-short = 至少 { $limit } 个字符
shell-invalid-too-long = 最多 { $limit } 个字符
shell-invalid-number = 请填写数字
shell-invalid-too-small = 不能小于 { $limit }
shell-invalid-too-big = 不能大于 { $limit }
shell-invalid-date = 请填写日期
shell-invalid-time = 请填写时间
shell-invalid-choice = 请从列表中选择
shell-invalid-other = 填写有误

## 出错时
shell-error-sign-in = 登录已失效，请重新登录
shell-error-forbidden = 您没有权限进行这项操作
shell-error-bad-token = 页面停留太久了，请刷新后再试
shell-error-too-many = 尝试次数过多，请过几分钟再试
shell-error-not-found = 没有找到您要的内容
shell-error-method-not-allowed = 不支持这种操作
shell-error-too-large = 内容太大，无法提交
shell-error-invalid-form = 请检查填写的内容。
shell-error-password-unfit = 密码需要 10 到 200 个字符
shell-error-wrong-password = 当前密码不正确
shell-error-passwords-differ = 两次输入的新密码不一致
shell-error-internal = 系统出错了，请稍后再试
shell-error-409 = 情况刚刚有了变化，请刷新后再试
shell-error-422 = 这项操作现在无法完成
shell-error-unavailable = 暂时无法处理，请稍后再试
shell-error-other = 请求无法处理
