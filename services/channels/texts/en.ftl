### Platforms: what tenants read. The same keys as zh.ftl.

## Platforms (WeChat, WeCom and others)
channel-greeting =
    Hello, this is { $park }. Good to have you here!
    Order food, report a repair, register a guest or ask about the park: just write, or send a voice message or a photo. For example:
    · Two of today's lunch, to my office at noon
    · The pantry on the second floor is leaking
    · My guest John Smith arrives tomorrow at 3 pm
    Chinese is fine, too.
channel-greeting-back = Hello, I am the assistant of { $park }. Just tell me what you need, by text, voice or photo.
channel-seen-at = You are at { $place }. If you report a repair or order within the next two hours and name no place, I take this one.
channel-unreadable = I cannot read messages of this kind yet. Please write, or send a voice message or a photo; “agent” brings you to a person.
channel-voice-unheard = I could not make out that voice message. Please say it again, or write it.
channel-voice-untyped = I can't listen to voice messages here. Please type it instead.
channel-photo-gone = That photo did not arrive. Please send it again.
channel-still-working = I am still working on your last message. Write anything in a moment, and you will see the result.
missed-notices =
    { $count ->
        [one] One message could not be delivered to you earlier:
       *[other] { $count } messages could not be delivered to you earlier:
    }
