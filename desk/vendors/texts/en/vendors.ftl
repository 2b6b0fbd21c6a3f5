vendors-saved = Saved
vendors-no-endpoint = No endpoint yet: this vendor is not told of new orders.
vendors-nothing-sent = Nothing sent yet
vendors-endpoint-new = New endpoint
vendors-endpoint-added = The endpoint is active. Its vendor verifies signatures with this key:
vendors-url = URL
vendors-url-hint = It has to be public and https.
vendors-scheme = Signature
vendors-rate = At most, per second
vendors-events = Events to send
vendors-events-hint = Choose none to send all of its orders' events. What goes on with bookings is sent only where it is chosen: to the park's own systems.
vendors-all = All
vendors-refresh = Refresh
vendors-settings = Endpoint

## How it is
vendors-healthy = Healthy
vendors-failing = Failing
vendors-disabled = Disabled
vendors-breaker-open = Breaker open
vendors-breaker-half_open = Trying again
vendors-breaker-told = { $failures } deliveries in a row failed, so nothing is sent. One is tried again { $at }; if it arrives, all go on.
vendors-failing-since = Failing since { $at }. After five days the endpoint is disabled.
vendors-reason-gone = The endpoint answered 410 (gone) and was disabled { $at }.
vendors-reason-failing = After failing for five days it was disabled { $at }.
vendors-reason-operator = Disabled by an operator { $at }.
vendors-waiting = { $count ->
    [0] Nothing waits for it.
    [one] { $count } delivery waits, and is sent once it is enabled.
   *[other] { $count } deliveries wait, and are sent once it is enabled.
 }
vendors-twins = { $count ->
    [one] The same events go to the same URL a second time, by
   *[other] The same events go to the same URL several times, by
 }
vendors-twin = endpoint { $id }
vendors-enable = Enable
vendors-disable = Disable
vendors-disable-hint = Nothing more is sent. What is due waits for a week, and is sent once the endpoint is enabled.
vendors-disable-sure = Disable this endpoint?

## Testing
vendors-test = Test
vendors-test-hint = Sends a signed test event (endpoint.ping). It does not count as a delivery.
vendors-test-send = Send a test
vendors-test-good = Answered { $status } in { $ms } ms. The endpoint works.
vendors-test-bad = Answered { $status } in { $ms } ms, so the test was not accepted.
vendors-test-none = There was no answer:
vendors-no-answer = no answer

## Deliveries
vendors-deliveries = Deliveries
vendors-next = next { $at }
vendors-attempt = Attempt { $number }
vendors-ms = { $ms } ms
vendors-no-attempts = No attempt yet
vendors-older = Older ones
vendors-replay-one = Send again
vendors-replay-all = Replay
vendors-replay-hint = Sends all that failed, was cancelled or was never sent since. The ids stay, so a vendor that had one drops it.
vendors-since = Since (time of the park)
vendors-replay = Replay
vendors-replay-sure = Send everything that failed, was cancelled or was never sent since then?
vendors-replayed = { $count ->
    [one] { $count } delivery is on its way again
   *[other] { $count } deliveries are on their way again
 }

## Keys
vendors-secret = Secret, and switching off
vendors-rotate = Rotate
vendors-rotate-hint = Makes a new secret. While both overlap, webhooks are signed with the old one as well.
vendors-rotate-sure = Make a new secret?
vendors-rotated = The new key to verify with:
vendors-overlap = Overlap
vendors-overlap-days = { $days ->
    [0] No overlap: the old one ends now
    [one] { $days } day of overlap
   *[other] { $days } days of overlap
 }
vendors-overlap-until = The old secret still signs until { $at }.
vendors-keys = API keys
vendors-key-new = Make an API key
vendors-key-added = The key that this vendor calls us with:
vendors-key-made = made { $at }
vendors-key-used = last used { $at }
vendors-key-ended = Revoked
vendors-key-revoke = Revoke
vendors-key-revoke-sure = Revoke this key? Whatever uses it stops working at once.
vendors-key-revoked = The key is revoked

## When something goes wrong
vendors-error-url = This URL cannot be used: it has to be public and https, without credentials or a fragment.
vendors-error-event-types = Choose events from the list.
vendors-error-rate-per-second = The rate is 1 to 1000 a second.
vendors-error-refused = The endpoint is disabled; enable it before replaying.
vendors-error-key-revoked = This key is revoked already.
vendors-error-not-connected = This desk runs without a way to vendors.
vendors-phone = Phone, for when they are silent
vendors-error-phone = Enter a number that can be dialled.
vendors-sandbox = Sandbox
vendors-sandbox-new = For trying alone (a sandbox): it gets no real orders, and its vendor can play samples
vendors-people = People on the vendors' desk
vendors-people-hint = A vendor's own people sign in at /vendor/: orders, stock and prices, attempts, statements. The counter sees orders and stock alone.
vendors-role-manager = Manager
vendors-role-counter = Counter
vendors-invite = Invite
vendors-invite-again = Another invitation
vendors-invited = Send this link to { $name }: it asks for a password of their own, is good once, and for { $days } days
vendors-invited-until = invited until { $at }
vendors-member-name = Name
vendors-member-login = Login
vendors-member-role = Role
vendors-member-language = Language
vendors-member-end = Let in no longer
vendors-member-end-sure = Let them in no longer? They are signed out at once.
vendors-member-ended = { $name } can no longer sign in
vendors-error-login-taken = Somebody signs in by this name already
vendors-error-login = A login is 2 to 64 letters, digits, or . _ @ -
