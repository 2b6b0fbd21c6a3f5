operate-page-maintenance = 计划维护
