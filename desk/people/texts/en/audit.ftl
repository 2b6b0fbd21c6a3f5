audit-action-person-edit = corrected the card of
audit-field-changed = Changed
