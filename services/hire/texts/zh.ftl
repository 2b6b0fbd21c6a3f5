### 按小时出售的场地。与 en.ftl 的键相同。

hire-item = { $pool }（小时）
hire-category = 场地
hire-unit = 小时
hire-line = { $thing }（{ $minutes } 分钟）
