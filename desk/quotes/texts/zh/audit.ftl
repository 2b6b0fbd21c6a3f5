audit-kind-quote = 报价
audit-action-quote-send = 发送了报价
audit-action-quote-withdraw = 撤回了报价
audit-action-quote-answer = 录入了租户对报价的答复
audit-field-quote_status = 报价
audit-field-quote_total = 合计
audit-field-quote_version = 版本
audit-field-quote_until = 有效期至
