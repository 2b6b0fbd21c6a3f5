### The second reader, at the desk. The same keys as zh.


readers-intro = Where the bot does not understand a message, or two readings of it are nearly as likely, a large language model may read it again. It only points at what the message asks for, in the tenant’s own words; what it proposes is read back to the tenant for a yes.
readers-switch = Switch
readers-look = What it said and cost
readers-saved = Saved. It holds from the next message on.
readers-endpoint = Asks { $model } at { $host }
readers-none = The installation names no model, so nothing is asked.
readers-used = { $used } of { $most } questions used today

## Modes
readers-mode = What it does
readers-mode-hint = Begin with comparing: look at what it would have changed before it changes anything.
readers-mode-off = Off
readers-mode-shadow = Compares only
readers-mode-assist = Helps
readers-daily = Questions a day, at most
readers-daily-hint = Beyond that the bot answers as it does without it, until midnight in the park.
readers-agrees = The park agrees that what is listed above is sent to this model, and has told its tenants.
readers-agreed-at = The park agreed on { $when }. Switching off takes that back.

## What is sent
readers-sent = What is sent
readers-sent-message = The words of one message that the bot did not understand or that it found two readings for, masked (when comparing, also one in twenty that it did)
readers-sent-asked = Which kind of detail was asked for last, such as a place or a time
readers-sent-stands = Which kinds of things stand, such as an order or a repair; nothing about them
readers-sent-language = Fixed instructions, the same for everybody
readers-sent-acts = The list of acts that may be pointed at
readers-hidden = What is masked before
readers-hidden-names = Names of tenants, visitors and staff
readers-hidden-phones = Phone numbers
readers-hidden-plates = Licence plates
readers-hidden-companies = Names of the park’s companies
readers-hidden-numbers = Numbers of orders, tickets and visits, and any five digits or more
readers-hidden-mail = E-mail addresses and WeChat names
readers-never = Never sent: photos and files, other messages, tickets, what staff write, answers to yes or no, and anything in which danger is heard. A name that the park does not know and that nothing marks as one may remain.
readers-notice = For your privacy notice
readers-notice-hint = A sentence that you can put into what you tell your tenants.
readers-notice-text = If our chat assistant does not understand a message, or is in doubt of what it means, the message may be shown to a language model, with names, phone numbers, plates and company names removed. The model decides nothing: you are asked before anything is done.

## What it said
readers-days = The last 30 days
readers-days-hint = Agreed: it said what the bot had understood, or nothing where the bot had understood nothing. Time: median, and what nineteen of twenty stay below.
readers-no-days = Nothing has been asked yet.
readers-day = Day
readers-asked = Asked
readers-answered = Answered
readers-agreed = Agreed
readers-pointed = Different
readers-cached = From memory
readers-took = Time
readers-milliseconds = { $median } / { $slow } ms
readers-tokens = Tokens
readers-tokens-of = { $sent } sent, { $came } back
readers-cost = Cost
readers-no-price = No price is set, so no cost is shown.
readers-changed = What it would have changed
readers-changed-hint = The newest 50 messages of which the model said something else than the bot. Under “Helps” the tenant was asked wherever the bot, too, thought it possible.
readers-nothing-changed = Nothing yet.
readers-message = Message
readers-no-words = The message is gone
readers-classic = The bot
readers-model = The model
readers-how = Mode
readers-when = When
readers-does-nothing = nothing
readers-does-other = not understood, or something else
readers-does-order_food = order food
readers-does-order_goods = buy goods
readers-does-reorder = order again
readers-does-modify_order = change an order
readers-does-cancel_order = cancel an order
readers-does-track_order = state of an order
readers-does-browse_menu = menu
readers-does-report_repair = report a repair
readers-does-track_repair = state of a repair
readers-does-urge_repair = hurry a repair
readers-does-cancel_repair = call off a repair
readers-does-register_visitor = register a visitor
readers-does-track_visit = state of a visit
readers-does-cancel_visit = call off a visit
readers-does-ask_faq = question about the park
readers-does-complain = complaint
readers-does-ask_human = talk to somebody

## Problems
readers-error-agrees = Tick that the park agrees, or leave it off
