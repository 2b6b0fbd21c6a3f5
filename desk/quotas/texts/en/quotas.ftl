### What the park may use. The same keys as zh.

quotas-intro = Several parks share this system. Each has agreed bounds, so that none takes what another needs. To change yours, talk to the operator.
quotas-what = What
quotas-used = Used now
quotas-most = At most
quotas-refused = Times reached
quotas-last = Last time
quotas-none = No bound
quotas-never = Never
quotas-megabytes = { $count } MB
quotas-share = Where several parks wait, { $share } of this park’s messages are answered in a row.
quotas-what-messages = Messages in the last minute
quotas-then-messages = Beyond that tenants are asked to wait, and their page sends again by itself; everybody’s first message in a minute has room of its own
quotas-what-turns = Messages being answered at once
quotas-then-turns = Beyond that they wait their turn
quotas-what-webhooks = Notices to vendors in the last minute
quotas-then-webhooks = Beyond that they follow later, and none is lost
quotas-what-storage = Photos and files
quotas-then-storage = Beyond that they are still taken; you are only told
