audit-kind-label = Label
audit-action-label-add = added
audit-action-label-edit = changed
audit-field-tone = Colour
