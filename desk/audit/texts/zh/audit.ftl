audit-about = 类别
audit-who = 人员
audit-everything = 全部内容
audit-what = 修改或查看
audit-what-changes = 修改
audit-what-looks = 查看
audit-what-all = 修改和查看
audit-everybody = 所有人
audit-show = 查看
audit-show-all = 查看全部
audit-search = 搜索姓名、内容、编号
audit-since = 从哪天
audit-until = 到哪天
audit-export = 导出：
audit-column-time = 时间
audit-column-who = 谁
audit-column-action = 操作
audit-column-kind = 类型
audit-column-subject = 对象
audit-column-changes = 改动
audit-column-page = 角色与页面
audit-only-one = 只显示同一项内容。
audit-themselves = 本人
audit-older = 更早的记录
audit-empty = 没有符合条件的记录
audit-nothing = 空
audit-no-limit = 不限
audit-all = 全部
audit-yes = 是
audit-no = 否

## 类别
audit-kind-person = 用户
audit-kind-people = 用户搜索
audit-kind-audit = 审计记录导出

## 操作
audit-action-person-search = 搜索了
audit-action-audit-export = 导出了
audit-action-person-link = 绑定了渠道：
audit-action-person-unlink = 解绑了渠道：

## 字段
audit-field-name = 姓名
audit-field-entries_count = 条数
audit-field-name_zh = 中文名称
audit-field-name_en = 英文名称
audit-field-active = 启用
audit-field-weekdays = 星期
audit-field-starts = 开始
audit-field-ends = 结束
audit-field-kind = 类型
audit-field-status = 状态
audit-field-language = 界面语言
audit-field-phone = 电话
audit-field-day = 日期
audit-field-people = 找到的用户
audit-field-other = 另一身份编号
audit-field-other_company = 另一身份的公司
audit-field-how = 方式
audit-field-reason = 原因
audit-field-company = 公司

## 值
audit-how-code = 绑定码
audit-how-union = 微信
audit-how-phone = 电话代录
audit-status-active = 启用
audit-status-disabled = 停用
audit-language-zh = 中文
audit-language-en = 英文
