shell-desk = Service desk
shell-skip = Skip to content
shell-areas = Main navigation
shell-home = Back to the desk
shell-close = Close
shell-live = Live
shell-reconnecting = Connection lost, reconnecting…
shell-no-area = There is nothing here for your account yet
shell-no-area-hint = Ask the park's operator to give you a role.

## Keyboard shortcuts
shell-shortcuts = Keyboard shortcuts
shell-key-search = Search
shell-key-escape = Close a dialog, leave a field

## Command palette
shell-card = Their card, with everything they had
shell-colleagues = Colleagues
shell-find = Find anything
shell-find-hint = A person, ticket, order, visit or page
shell-find-found = Found
shell-find-none = Nothing found
shell-find-page = Pages
shell-find-settings = Settings
shell-find-ticket = Tickets
shell-find-order = Orders
shell-find-person = Conversations
shell-find-visit = Visits

## Whether somebody is there
shell-presence = Whether you are there
shell-presence-here = Available
shell-presence-busy = Busy: nothing new by itself
shell-presence-away_hour = Away for an hour
shell-presence-away_today = Away for today
shell-presence-away = Away until I am back
shell-presence-now-busy = Busy
shell-presence-now-away = Away
shell-presence-said-here = You are available
shell-presence-said-busy = You are busy: only danger is assigned to you by itself, where nobody else is there
shell-presence-said-away = You are away: nothing is assigned to you by itself

## Signing in, and one's own account
shell-sign-in = Sign in
shell-sign-in-failed = Wrong login or password. After five wrong tries you have to wait, from one minute up to 15.
shell-sign-in-provider = Sign in with your company account
shell-provider-refused = Your company account could not be confirmed. Please try again.
shell-provider-unknown = Your company account opens no account here. An operator of the desk can let you in.
shell-provider-away = Your company's sign-in does not answer just now. Try again in a moment, or use your password here.
shell-signed-in = You are signed in
shell-onward = Go on to the desk
shell-login = Login
shell-password = Password
shell-demo-accounts = Demo accounts
shell-demo-password = One click signs you in. The password of each is { $password }
shell-account = My account
shell-name = Name
shell-roles = Roles
shell-change-password = Change password
shell-password-current = Current password
shell-password-new = New password
shell-password-again = New password again
shell-password-hint = At least 10 characters. You will be signed out on all other devices.
shell-password-changed = Password changed, other devices are signed out
shell-sign-out = Sign out
shell-signed-out = You are signed out
shell-sign-out-everywhere = Sign out everywhere
shell-sign-out-everywhere-hint = On this device, too. Use it if you lost your phone or worked on a shared computer.

## Roles
shell-role-agent = Service agent
shell-role-dispatcher = Dispatcher
shell-role-engineer = Engineer
shell-role-reception = Reception
shell-role-manager = Park manager
shell-role-operator = Operator

## Ticket statuses
shell-status-reported = Reported
shell-status-triaged = Triaged
shell-status-assigned = Assigned
shell-status-accepted = Accepted
shell-status-in_progress = In progress
shell-status-waiting_materials = Waiting for materials
shell-status-waiting_tenant = Waiting for tenant
shell-status-resolved = Resolved
shell-status-confirmed = Confirmed
shell-status-closed = Closed
shell-status-cancelled = Cancelled
shell-status-reopened = Reopened

## Ticket categories
shell-category-electrical = Power and lighting
shell-category-plumbing = Plumbing
shell-category-hvac = Air conditioning
shell-category-elevator = Lift
shell-category-network = Network
shell-category-access_control = Access control
shell-category-fire_safety = Fire safety
shell-category-security = Security
shell-category-cleaning = Cleaning
shell-category-furniture = Doors and furniture
shell-category-landscaping = Landscaping
shell-category-parking = Parking
shell-category-pest = Pests
shell-category-other = Other

## Urgency
shell-urgency-critical = Critical
shell-urgency-urgent = Urgent
shell-urgency-normal = Normal
shell-urgency-low = Low

## Ticket kinds
shell-kind-repair = Repair
shell-kind-complaint = Complaint
shell-kind-question = Question
shell-kind-order_not_accepted = Order not accepted

## Forms
shell-invalid-missing = Please fill this in
shell-invalid-too-short = At least { $limit } characters
shell-invalid-too-long = At most { $limit } characters
shell-invalid-number = Please enter a number
shell-invalid-too-small = Not less than { $limit }
shell-invalid-too-big = Not more than { $limit }
shell-invalid-date = Please enter a date
shell-invalid-time = Please enter a time
shell-invalid-choice = Please choose from the list
shell-invalid-other = This is not right

## When something goes wrong
shell-error-sign-in = Your session has ended, please sign in again
shell-error-forbidden = Your role does not allow this
shell-error-bad-token = This page has been open for too long, please reload it
shell-error-too-many = Too many tries, please wait a few minutes
shell-error-not-found = There is no such thing here
shell-error-method-not-allowed = This cannot be done here
shell-error-too-large = That is too big to send
shell-error-invalid-form = Please check what you entered.
shell-error-password-unfit = A password has 10 to 200 characters
shell-error-wrong-password = The current password is not right
shell-error-passwords-differ = The two new passwords are not the same
shell-error-internal = Something went wrong on our side, please try again
shell-error-409 = Something has changed meanwhile, please reload the page
shell-error-422 = This is not possible at the moment
shell-error-unavailable = This cannot be done just now. Please try again in a moment
shell-error-other = This request cannot be handled
