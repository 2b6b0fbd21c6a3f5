audit-kind-faq = FAQ
audit-action-faq-add = added
audit-action-faq-edit = changed
audit-field-questions = Phrasings
audit-field-answer_zh = Answer in Chinese
audit-field-answer_en = Answer in English
