inbox-title = Inbox

## The list
inbox-tabs = Groups of conversations
inbox-tab-queue = Queue
inbox-tab-mine = Mine
inbox-tab-open = All open
inbox-tab-bot = Bot
inbox-tab-done = Done today
inbox-empty-queue = Nobody is waiting
inbox-empty-queue-hint = Tenants who ask for a person show up here.
inbox-empty-mine = You have no conversations
inbox-empty-mine-hint = Take one from the queue.
inbox-empty-open = There are no open conversations
inbox-empty-open-hint = Those that wait and those that colleagues have are all here.
inbox-empty-bot = The bot has not talked to anybody yet
inbox-empty-bot-hint = Conversations that the bot handles are listed here, the latest first.
inbox-empty-done = Nothing was closed today
inbox-empty-done-hint = Conversations that were resolved or handed back are listed here.
inbox-empty-search = Nothing found for “{ $search }”
inbox-empty-search-hint = Search by name, phone, words, ticket or order number.
inbox-search = Search conversations
inbox-search-placeholder = Name, phone, words, number
inbox-search-results = Search results
inbox-more = Show more
inbox-next-conversation = Next conversation
inbox-previous-conversation = Previous conversation
inbox-sound = Sound for new conversations
inbox-canned-link = Canned replies
inbox-unanswered = Waiting for an answer
inbox-since = Waiting since { $moment }
inbox-you = Me
inbox-guest = Guest #{ $number }
inbox-photo = [Photo]
inbox-pick = Pick a conversation
inbox-pick-hint = Move with j and k, open with Enter.
inbox-alarm = Critical: nobody has taken { $name } yet ({ $wait })
inbox-alarm-open = Open now

## Time
inbox-wait-now = now
inbox-wait-minutes = { $n } min
inbox-wait-hours = { $n } h
inbox-wait-days = { $n } d
inbox-today = Today
inbox-yesterday = Yesterday

## Channels
inbox-channel-webchat = Web chat
inbox-channel-telegram = Telegram
inbox-channel-wechat = WeChat
inbox-channel-wecom = WeCom
inbox-channel-wecom_kf = WeChat customer service
inbox-channel-miniapp = Mini-program
inbox-channel-miniprogram = Mini-program service

## Why people were called
inbox-reason-asked = Asked for a person
inbox-reason-fallbacks = Not understood
inbox-reason-complaint = Complaint
inbox-reason-critical = Critical
inbox-reason-bot_failed = Bot failed
inbox-reason-bot_down = Bot offline
inbox-reason-taken = Taken over

## A conversation
inbox-back = Back to the list
inbox-owner-bot = With the bot
inbox-owner-queued = In the queue
inbox-owner-me = Mine
inbox-owner-staff = With { $name }
inbox-looking = { $names } looking
inbox-typing = { $names } typing…
inbox-details = About the tenant
inbox-messages = Messages
inbox-older = Earlier messages
inbox-new-messages = { $count } new
inbox-author-bot = Bot
inbox-author-system = System
inbox-author-staff = Service desk
inbox-note-of = Private note by { $name }
inbox-note-of-bot = The bot would have said
inbox-choices = Choices offered
inbox-photo-of = Photo, click to see it in full
inbox-undelivered-window_closed = Not delivered: no contact for 48 hours
inbox-undelivered-over_quota = Not delivered: no messages left in this window
inbox-undelivered-unsubscribed = Not delivered: unsubscribed
inbox-undelivered-refused = Not delivered: refused by the platform
inbox-undelivered-too_large = Not delivered: too large
inbox-undelivered-expired = Not delivered: could not be sent for two days
inbox-undelivered-failed = Not delivered: sending failed
inbox-understood = What the bot understood
inbox-understood-as = Understood as “{ $intent }”, { $percent }% sure
inbox-understood-nothing = The bot did not handle this message
inbox-teach-as = It should have been
inbox-teach = Add to training
inbox-taught = Noted; it takes effect with the next training
inbox-event-queued = Queued for a person ({ $reason })
inbox-event-taken = { $name } took the conversation
inbox-event-assigned = { $by } assigned it to { $name }
inbox-event-back = { $name } handed it back to the bot
inbox-event-resolved = { $name } resolved it
inbox-event-quiet = Nobody wrote for a while, so it went back to the bot
inbox-event-rated = The tenant rated it { $rating } of 5
inbox-somebody = a colleague

## Actions
inbox-take = Take
inbox-assign = Assign…
inbox-assign-title = Assign to
inbox-assigned-to = Assigned to { $name }
inbox-on-duty = On duty
inbox-off-duty = Off duty
inbox-no-agents = There is no agent to assign it to
inbox-hand-back = Hand back
inbox-handed-back = Handed back to the bot
inbox-resolve = Resolve
inbox-resolve-hint = Close the conversation and ask the tenant once for a rating
inbox-resolve-sure = End this conversation and give it back to the bot?
inbox-resolved = Conversation resolved
inbox-new-ticket = New ticket
inbox-more-actions = More actions

## The field
inbox-mode = Reply or note
inbox-reply = Reply
inbox-note = Private note
inbox-reply-placeholder = Write a reply, or / for canned ones
inbox-reply-placeholder-take = Write a reply; sending it takes the conversation
inbox-note-placeholder = Only colleagues see this
inbox-send = Send
inbox-save-note = Save note
inbox-enter-sends = Enter sends
inbox-enter-hint = Shift + Enter for a new line
inbox-ctrl-enter-hint = Ctrl or ⌘ + Enter sends
inbox-sending = Sending…
inbox-not-sent = Not sent
inbox-retry = Try again
inbox-discard = Discard
inbox-answered = { $name } has just answered:
inbox-send-anyway = Send anyway
inbox-edit-again = Edit mine
inbox-owned = { $name } has this conversation
inbox-fill-in = Still to fill in: { $variables }
inbox-canned-pick = Canned replies
inbox-canned-none = No canned reply matches
inbox-offline = No connection. Your words are kept, please try again

## About the tenant
inbox-about = Tenant
inbox-phone = Phone
inbox-company = Company
inbox-host = Visitors
inbox-host-page = As a host
inbox-language = Language
inbox-language-zh = Chinese
inbox-language-en = English
inbox-channel = Channel
inbox-unknown = Not given
inbox-summary = When it was handed over
inbox-summary-reason = Reason
inbox-summary-queued = In the queue since
inbox-summary-asked = They had said
inbox-open-tickets = Open tickets
inbox-no-tickets = No open tickets
inbox-open-orders = Open orders
inbox-no-orders = No open orders
inbox-ratings = Earlier ratings
inbox-stars = { $rating } of 5
inbox-order-draft = Cart
inbox-order-placed = Placed
inbox-order-accepted = Accepted
inbox-order-preparing = In preparation
inbox-order-ready = Ready
inbox-order-delivering = On the way

## New ticket
inbox-ticket-title = New ticket for this tenant
inbox-ticket-kind = Kind
inbox-ticket-category = Category
inbox-ticket-urgency = Urgency
inbox-ticket-place = Place
inbox-ticket-place-placeholder = e.g. Building A, 3F, room 301
inbox-ticket-description = Description
inbox-ticket-create = Create
inbox-ticket-cancel = Cancel
inbox-ticket-created = Ticket { $number } created

## Keeping canned replies
inbox-canned-title = Canned replies
inbox-canned-intro = Type / and the code in a reply. They are sent in the tenant's language.
inbox-canned-variables = Filled in by themselves:
inbox-canned-code = Code
inbox-canned-zh = Chinese
inbox-canned-en = English
inbox-canned-new = New canned reply
inbox-canned-edit = Edit
inbox-canned-save = Save
inbox-canned-remove = Delete
inbox-canned-remove-sure = Agents will no longer be able to use it.
inbox-canned-saved = Canned reply saved
inbox-canned-removed = Canned reply deleted
inbox-canned-empty = There are no canned replies yet
inbox-canned-empty-hint = Keep what you say often; type / in a reply to use it.
inbox-canned-back = Back to the inbox

## Keyboard shortcuts
inbox-key-move = Next and previous conversation
inbox-key-open = Open the conversation
inbox-key-reply = Reply
inbox-key-note = Private note
inbox-key-take = Take the conversation
inbox-key-resolve = Resolve the conversation
inbox-key-back = Back to the list

## Intents
inbox-intent-browse_menu = Browse the menu
inbox-intent-order_food = Order food
inbox-intent-modify_order = Change an order
inbox-intent-view_cart = See the cart
inbox-intent-checkout = Check out
inbox-intent-cancel_order = Cancel an order
inbox-intent-track_order = Track an order
inbox-intent-reorder = Order again
inbox-intent-browse_shop = Browse the shop
inbox-intent-order_goods = Buy goods
inbox-intent-report_repair = Report a repair
inbox-intent-track_repair = Track a repair
inbox-intent-urge_repair = Urge a repair
inbox-intent-cancel_repair = Cancel a repair
inbox-intent-register_visitor = Register a visitor
inbox-intent-track_visit = Track a visit
inbox-intent-cancel_visit = Cancel a visit
inbox-intent-ask_faq = Common question
inbox-intent-complain = Complaint
inbox-intent-ask_human = Ask for a person
inbox-intent-greet = Greeting
inbox-intent-goodbye = Goodbye
inbox-intent-thank = Thanks
inbox-intent-affirm = Yes
inbox-intent-deny = No
inbox-intent-help = Help
inbox-intent-bot_challenge = Asks whether it is a bot
inbox-intent-chitchat = Small talk
inbox-intent-out_of_scope = Out of scope
inbox-intent-confirm_repair = Confirms the repair
inbox-intent-reopen_repair = Not repaired yet
inbox-intent-photo = Sends photos
inbox-intent-approve_visit = Approves a visit
inbox-intent-deny_visit = Denies a visit
inbox-intent-rate = Rates the service
inbox-intent-link_account = Link channels
inbox-intent-unlink_account = Unlink channels
inbox-intent-join_company = Joins a company
inbox-intent-approve_spending = Approves a company payment
inbox-intent-deny_spending = Declines a company payment
inbox-intent-watch_item = Wants to hear when it is back
inbox-intent-unwatch_item = No more word when it is back
inbox-intent-request_invoice = Wants an invoice

## When something goes wrong
inbox-error-owned-by-other = A colleague has this conversation
inbox-error-answered-meanwhile = A colleague has just answered
inbox-error-code-taken = Another canned reply has this code
inbox-error-invalid = This cannot be saved, please check it and try again
