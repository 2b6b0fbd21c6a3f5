shell-area-accounts = 公司账户
