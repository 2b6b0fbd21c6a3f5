audit-kind-faq = 常见问题
audit-action-faq-add = 新增了
audit-action-faq-edit = 修改了
audit-field-questions = 问法
audit-field-answer_zh = 中文答案
audit-field-answer_en = 英文答案
