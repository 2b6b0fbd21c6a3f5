alert-rule-stopped = 一条自动规则触发得太频繁，已自动停用
