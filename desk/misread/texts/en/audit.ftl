audit-kind-misread = Misread message
audit-action-misread-accepted = accepted
audit-action-misread-rejected = rejected
audit-field-state = State
