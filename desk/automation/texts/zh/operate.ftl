operate-page-rules = 自动规则
