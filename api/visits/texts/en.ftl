### Visits, as the API speaks of them. Key for key with zh.ftl.

shortcut-register_visitor = Invite a visitor
problem-visitor-blocked = This visit can't be registered here. Please call the service desk.
problem-too-many-visits = You can register { $limit } visits in 24 hours.
problem-visit-settled = This visit can't be changed any more. Please register a new one.
problem-too-many-changes = A visit can be changed { $limit } times. Please register a new one.
