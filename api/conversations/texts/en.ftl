### The conversation, as the API speaks of it. Key for key with zh.ftl.

shortcut-ask = Ask the park
problem-text-empty = The message is empty. Please write something.
problem-text-too-long = That message is over { $limit } characters. Please send it in parts.
