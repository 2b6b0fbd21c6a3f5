### What the API says. Key for key with zh.ftl.

## Why something was not done
problem-other = That can't be done.
problem-internal = Something went wrong on our side. Please try again in a moment.
problem-bad-request = The request can't be understood.
problem-method-not-allowed = That isn't possible here.
problem-unauthorized = Please sign in again.
problem-scope-missing = This token isn't good for that.
problem-too-many-codes = Too many codes have been sent. Please try again in { NUMBER($retry_after) } s.
problem-too-many-tokens = You have { $limit } tokens already. Revoke one first.
problem-login-refused = That sign-in doesn't hold any more. Please start over.
problem-not-configured = This way isn't set up here.
problem-not-found = We can't find that.
problem-invalid = Some of what was entered doesn't fit. Please check it.
problem-conflict = That isn't possible at the moment: something has changed meanwhile. Please look again.
problem-illegal-transition = That isn't possible any more: the state has changed meanwhile. Please look again.
problem-idempotency-mismatch = This key was used for another request already.
problem-too-large = That is too much at once.
problem-unsupported-media-type = That kind of content isn't read here.
problem-too-many-requests = That was a little fast. Please wait { $retry_after ->
    [one] one second
   *[other] { $retry_after } seconds
} and try again.
problem-park-at-rest = The park's service is moving house and will be back in a minute. Please try again then.
problem-park-gone = The park's service has moved to a new address.
problem-unavailable = The service is busy for a moment. Please try again shortly.
problem-bad-upload = The upload isn't complete. Please choose the photos again.
problem-photo-type = Only photos can be sent: JPEG, PNG or WebP.
problem-photo-too-large = That photo is too large. Each may have up to 10 MB and 40 megapixels.
problem-photo-broken = That photo can't be opened; the file may be damaged. Please choose another one.
problem-too-many-photos = There are enough photos for now.
problem-file-type = Only PDF files and voice messages can be sent here.
problem-file-too-large = That is too large. A PDF may have up to 8 MB, a voice message may last 60 seconds.
problem-too-many-files = Up to { $limit } files can be sent within an hour.
problem-join-code-wrong = This code is not known, or no longer good. { $left } more tries this hour.
problem-join-tries-spent = Too many wrong codes. Please try again in an hour.
problem-join-already-there = You belong to this company already.
problem-building-unknown = The park has no such building.
problem-floor-unknown = Building { $building } has no floor { $floor }.
problem-room-elsewhere = By its number, room { $room } is on floor { $usual }. Please check the floor and the room.
problem-guest-limit = That is as much as somebody who has not said who they are may do within an hour. Join your company or sign in by WeChat, or please wait { NUMBER($retry_after) } s.
problem-too-many-waiting = { $limit } of yours are waiting for an answer already. Please wait for that first.

## Text messages
login-sms = { $code } is your code to sign in to { $park }. It holds for { $minutes } minutes. Nobody of ours ever asks for it.

## Which field does not fit
field-missing = This is needed.
field-unknown = There is no such field here.
field-wrong-type = This is of another kind than expected.
field-malformed = This isn't written as it has to be.
field-too-short = Too short: it takes { $least } at least.
field-too-long = Too long: { $most } at most.
field-too-small = Too small: { $least } at least.
field-too-large = Too much: { $most } at most.
field-not-allowed = Only one of these: { $allowed }.
field-not-fitting = This doesn't fit here.

## The document as a page
page-raw = OpenAPI 3.1
page-base = Everything is under
page-contents = Contents
page-open = Needs no token.
page-parameters = Parameters
page-must = needed
page-body = Body:
page-answers = Answers
page-schemas = Shapes
