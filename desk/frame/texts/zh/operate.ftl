operate-pages = 设置页面

operate-save = 保存
operate-cancel = 取消
operate-back = 返回
operate-history = 修改记录
operate-state = 状态
operate-active = 启用
operate-inactive = 停用
operate-in-zh = 中文
operate-in-en = 英文
operate-remove = 删除
operate-from = 从
operate-until = 到
operate-add = 添加
operate-remove-hours = 确定删除这段时间吗？
operate-once = 这段内容只显示这一次，请现在就复制保存。
operate-once-done = 已保存好，继续
operate-anyway = 仍然保存
operate-copy = 复制
operate-copied = 已复制
operate-reload = 查看最新内容
operate-changed = 这项内容刚刚被修改过，您的改动还没有保存，填写的内容仍保留在这里。
operate-changed-by = { $name }刚刚修改过这项内容，您的改动还没有保存，填写的内容仍保留在这里。

## 星期
operate-weekdays = 星期
operate-weekday-1 = 周一
operate-weekday-2 = 周二
operate-weekday-3 = 周三
operate-weekday-4 = 周四
operate-weekday-5 = 周五
operate-weekday-6 = 周六
operate-weekday-7 = 周日

## 快捷键
operate-key-move = 下一行、上一行
operate-key-open = 打开所选的一行
operate-key-add = 新增
