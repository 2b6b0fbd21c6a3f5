audit-kind-label = 标签
audit-action-label-add = 新增
audit-action-label-edit = 修改
audit-field-tone = 颜色
