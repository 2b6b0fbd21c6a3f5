shell-area-dangers = 危险
