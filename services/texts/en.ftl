### What tenants read. Key for key with zh.ftl.

## Small talk
greet = Hello! I'm the assistant of { $park }. Order food, report something broken, check on either or ask me about the park: just write it as you would say it.
goodbye = Bye for now. Write any time, and have a good day!
thank = You're welcome. Just write if there's anything else.
chitchat = I'm not much of a talker, but I'm good with lunch, with repairs and with questions about the park.
bot-challenge = I'm the park's automatic assistant, not a person. If you'd like one, say "talk to a person" or call the service desk on { $phone }.
help =
    Here is what I can do:
    · Order food: "two of today's lunch, to my office at noon"
    · Show the menu: "what's for lunch?"
    · Look around the shop and buy: "do you have umbrellas?", "two umbrellas, I'll pick them up"
    · Track, cancel or repeat an order: "where's my order?"
    · Report a repair and follow it up: "the pantry on the second floor is leaking", "how is my repair going?"
    · Book rooms and courts: "a meeting room for six tomorrow at 2pm"
    · Register visitors: "John Smith is coming to see me tomorrow at 3pm"
    · Answer questions about the park: "how do guests get on the Wi-Fi?"
    The service desk is on { $phone }; or say "talk to a person".
yes-or-no = I'm not sure that was a yes, so nothing has changed. Please answer "yes" or "no".
affirm-content = All right. Just write if there's anything else.
affirm-nothing = Great! If you'd like to order, tell me what and where to.
deny-nothing = All right. I'm here when you need me.
out-of-scope = Sorry, I didn't get that. I can take food orders and repairs, check on them and answer questions about the park. Try it in other words, or ask for a person.
other-language = Sorry, I can only read Chinese and English. Shall I ask a colleague? In an emergency call { $phone }.
other-language-handed-off = I can't read this language, so I've asked a colleague to answer you.
too-long = That message is too long for me; I read up to { $limit } characters. Please send it in parts. Nothing of it has been done.
bot-down = I'm having trouble on my side. Your message has arrived and won't be lost; I'll answer as soon as I'm back. If it's urgent, call the service desk on { $phone }.
park-at-rest = The park's service is moving house and will be back in a minute. Please try again then; nothing is lost.
park-gone = The park's service has moved to a new address.
bot-failed = Sorry, I couldn't handle that message, so I've passed it to the service desk. If it's urgent, call { $phone }.
handoff-over = That's the end of the chat with our staff. I'm here again if you need anything.
handoff-over-rate = That's the end of the chat with our staff, and I'm here again. How was it? 1 is poor, 5 is great.
photo-sent = (photo)
choose-by-number = Reply with a number to choose.
