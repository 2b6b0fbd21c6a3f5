### Visits, as the API speaks of them. Key for key with zh.ftl.

shortcut-register_visitor = Invite a visitor
problem-visitor-blocked = This visit can't be registered here. Please call the service desk.
problem-too-many-visits = You can register { $limit } visits in 24 hours.
