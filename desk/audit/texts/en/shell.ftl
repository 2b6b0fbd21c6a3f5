shell-area-audit = Audit log
