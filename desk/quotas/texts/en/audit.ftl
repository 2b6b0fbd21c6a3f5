audit-action-park-quota = changed what the park may use
audit-field-quota_messages = messages a minute
audit-field-quota_turns = messages answered at once
audit-field-quota_webhooks = notices to vendors a minute
audit-field-quota_storage = photos and files (bytes)
audit-field-share = share
