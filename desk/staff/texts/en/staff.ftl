staff-new = New colleague
staff-hire = Add, and make a password
staff-skills = Takes
staff-skills-hint = Ticket categories to take (engineers)
staff-capacity = Open tickets at most
staff-capacity-hint = Beyond that, only danger is assigned to them automatically. Empty: no limit.
staff-chat-capacity = Conversations at once
staff-chat-capacity-hint = Beyond that, no conversation is given to them automatically. Empty: no limit.
staff-phone = Phone
staff-language = Language of the desk
staff-login-hint = Small letters, digits and . _ @ -
staff-inactive = Deactivated
staff-locked = Delayed
staff-on-duty = On duty
staff-off-duty = Off duty
staff-inactive-notice = This account is deactivated and cannot sign in.
staff-hired = { $name } can sign in as { $login }. The first password:
staff-saved = Saved
staff-deactivated = { $name } is deactivated and signed out everywhere

## Shifts
staff-shifts = Shifts
staff-shifts-hint = Weekly hours on duty. A make-up workday counts as a Monday; nobody is on duty on a holiday.

## The account
staff-access = Access
staff-own-access = Your own password you change under
staff-password-reset = Reset password
staff-password-hint = Makes a new password and signs them out everywhere.
staff-password-sure = Reset the password of { $name }? They will be signed out at once.
staff-password-new = The new password of { $name }:
staff-locked-until = Too many wrong passwords: where they came from, the next has to wait until { $until }.
staff-unlock = Unlock
staff-deactivate = Deactivate
staff-deactivate-hint = Signs them out everywhere and keeps them out. What they did keeps their name.
staff-deactivate-sure = Deactivate { $name }?
staff-activate = Activate again
staff-activate-hint = Lets them sign in again with their old password.

## When something goes wrong
staff-error-roles = Choose at least one role.
staff-error-login-taken = Somebody has this login already.
staff-error-last-operator = This is the park's last operator. Give somebody else the role first.
staff-error-not-yourself = You cannot do this to your own account; ask another operator.
staff-error-weekdays = Choose at least one day.
staff-error-ends = The end has to be later than the start.
staff-error-invalid = Please check login and name: a login is small letters, digits and . _ @ -, a name has up to 60 characters.
