### Questions: what tenants read. The same keys as zh.ftl.

## Questions
faq-unsure = Which of these do you mean? If it's none of them, say "talk to a person".
faq-none = I don't have an answer to that. The service desk on { $phone } will, or say "talk to a person".
