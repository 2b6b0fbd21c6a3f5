audit-kind-conversation = Conversation
audit-kind-conversations = Search of the inbox
audit-action-conversation-look = looked at
audit-action-conversation-search = searched
audit-field-conversations = Conversations found
audit-field-conversation = Of conversation
