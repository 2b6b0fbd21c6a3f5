shell-area-accounts = Accounts
