### The alerts of every page. The same keys as zh/alerts.ftl.
alerts-bell = Alerts
alerts-unseen = New
alerts-elsewhere = In your other parks
alerts-past = The last hour
alerts-see-all = Mark all as seen
alerts-none = No alerts.
alerts-settled-by = { $name } saw to it
alerts-settled = { $name } saw to it: { $what }
alerts-sound = Sound
alerts-sound-urgent = For urgent ones only
alerts-sound-all = For each
alerts-sound-off = Never
alerts-sound-on = Click once on the page, so that urgent alerts can sound
alerts-offline = No connection, please try again
alerts-push-on = Notify me while the desk is closed
alerts-push-off = Stop notifying this device
alerts-push-denied = The browser blocks notifications. Allow them in the site settings beside the address.
