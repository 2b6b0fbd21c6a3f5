staff-new = 新增员工
staff-hire = 新增并生成密码
staff-skills = 工单类别
staff-skills-hint = 可接的工单类别（工程师）
staff-capacity = 同时处理的工单上限
staff-capacity-hint = 达到上限后，除险情外不再自动派单给他。留空表示不限。
staff-chat-capacity = 同时接待的会话上限
staff-chat-capacity-hint = 达到上限后，不再自动分配会话给他。留空表示不限。
staff-phone = 电话
staff-language = 界面语言
staff-login-hint = 小写字母、数字和 . _ @ -
staff-inactive = 已停用
staff-locked = 暂缓登录
staff-on-duty = 在岗
staff-off-duty = 不在岗
staff-inactive-notice = 该账号已停用，无法登录。
staff-hired = 已为{ $name }开通账号 { $login }，初始密码：
staff-saved = 已保存
staff-deactivated = 已停用{ $name }的账号，所有登录均已退出

## 排班
staff-shifts = 排班
staff-shifts-hint = 每周的在岗时间。调休上班日按周一排班，法定节假日不排班。

## 账号
staff-access = 账号安全
staff-own-access = 自己的密码请在这里修改：
staff-password-reset = 重置密码
staff-password-hint = 生成一个新密码，并退出此人的所有登录。
staff-password-sure = 确定重置{ $name }的密码吗？此人会立即退出登录。
staff-password-new = { $name }的新密码：
staff-locked-until = 密码输错次数过多，出错的地方要等到{ $until }才能再试。
staff-unlock = 解除锁定
staff-deactivate = 停用账号
staff-deactivate-hint = 立即退出所有登录，之后无法再登录；历史记录中仍保留姓名。
staff-deactivate-sure = 确定停用{ $name }的账号吗？
staff-activate = 重新启用
staff-activate-hint = 允许此人用原来的密码登录。

## 出错时
staff-error-roles = 请至少选择一个角色。
staff-error-login-taken = 这个账号名已经有人用了。
staff-error-last-operator = 这是园区最后一位系统管理员，请先让别人担任。
staff-error-not-yourself = 不能对自己的账号进行这项操作，请让其他管理员处理。
staff-error-weekdays = 请至少选择一天。
staff-error-ends = 结束时间要晚于开始时间。
staff-error-invalid = 请检查账号和姓名：账号只能用小写字母、数字和 . _ @ -，姓名最多 60 个字。
