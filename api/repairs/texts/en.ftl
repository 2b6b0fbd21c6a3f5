### Repairs, as the API speaks of them. Key for key with zh.ftl.

shortcut-report_repair = Report a repair
problem-place-needed = Where is it? A building, or a spot that everybody knows, is needed.
problem-only-reporter = Only whoever reported this can do that.
problem-danger-stays = A report of danger can't be cancelled from here: staff go and look, and close it afterwards. If it was a false alarm, please call the service desk.
problem-nothing-asked = That was answered already, or staff are on their way.
problem-too-late = That was closed more than seven days ago. Please report it anew.
problem-already-rated = You've rated this already. Thank you!
problem-window-not-offered = That time has just been taken, or it’s no longer possible. Please choose another.
problem-appointment-not-movable = This visit can’t be moved any more. If it doesn’t suit you, please write to us or call the service desk.
problem-thread-over = This is over, and nobody reads here any more. If it isn't fixed, reopen it or report it anew.
