maintenance-title = 计划维护
maintenance-intro = 需要定期检查、保养的事项。到期当天自动开工单；如果上一张还没办结，就由它一并顶上，不再重复开单。
maintenance-new = 新建计划
maintenance-plans = 计划
maintenance-none = 还没有维护计划
maintenance-month-before = 上个月
maintenance-month-after = 下个月
maintenance-has-ticket = 已开工单
maintenance-off = 已停用
maintenance-over = 已结束
maintenance-due-on = 到期日：{ $days }
maintenance-due-again = 这张工单还没办结，就又到期了。

## Rhythms
maintenance-every-day = { $count ->
    [1] 每天
   *[other] 每 { $count } 天
}
maintenance-every-week = { $count ->
    [1] 每周
   *[other] 每 { $count } 周
}
maintenance-every-month = { $count ->
    [1] 每月
   *[other] 每 { $count } 个月
}
maintenance-every-year = { $count ->
    [1] 每年
   *[other] 每 { $count } 年
}
maintenance-on-days = { $rhythm }（{ $days }）
maintenance-at = { $rhythm } { $at }

## One plan
maintenance-name = 维护什么
maintenance-what = 要做的事
maintenance-what-hint = 会写进每张工单。
maintenance-category = 类别
maintenance-urgency = 紧急程度
maintenance-assignee = 指派给
maintenance-nobody = 不指定
maintenance-building = 楼栋
maintenance-anywhere = 不限楼栋
maintenance-floor = 楼层
maintenance-floor-hint = -1 表示地下一层
maintenance-room = 房间
maintenance-place = 具体位置
maintenance-every = 每
maintenance-unit = 单位
maintenance-unit-day = 天
maintenance-unit-week = 周
maintenance-unit-month = 个月
maintenance-unit-year = 年
maintenance-clock = 时间
maintenance-starts = 首次日期
maintenance-starts-hint = 按月、按年时沿用这一天；没有这一天的月份取月末。
maintenance-ends = 最后日期（可不填）
maintenance-workdays = 遇休息日顺延到下一个工作日
maintenance-next = 接下来
maintenance-next-none = 没有后续日期
maintenance-now = 现在就开今天的工单
maintenance-now-sure = 今天可能还没到期，确定现在开工单吗？
maintenance-switch-off = 停用
maintenance-switch-on = 启用
maintenance-runs = 工单
maintenance-runs-none = 还没有
maintenance-was-open = 上一张当时还没办结
maintenance-remove = 删除计划
maintenance-remove-sure = 确定删除这个计划吗？已开的工单会保留。
maintenance-removed = 计划已删除
maintenance-saved = 计划已保存

## When something goes wrong
maintenance-error-name = 请填写名称，最多 80 个字；一个园区最多 500 个计划。
maintenance-error-description = 最多 2,000 个字。
maintenance-error-ends-on = 最后日期早于首次日期。
maintenance-error-building = 园区没有这栋楼。
maintenance-error-floor = 这栋楼没有这一层。
maintenance-error-room = 这栋楼没有这个房间。
maintenance-error-assignee = 这位同事已离职。
