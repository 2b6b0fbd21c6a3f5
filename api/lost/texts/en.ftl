### Lost and found, as the API speaks of it. Key for key with zh.ftl.

shortcut-report_lost = Lost and found
notices-lost = Lost and found
problem-too-many-lost = You can have { $limit } items registered at once.
problem-lost-with-desk = The service desk has it already, so it can't be withdrawn.
problem-lost-not-agreed = The service desk hasn't confirmed yet that it's yours.
problem-lost-closed = This report is closed.
problem-lost-hazard = Please don't touch it, keep away, and call the park's emergency line { $phone } now.
