audit-kind-retention = Retention period
audit-action-retention-edit = changed the period of
audit-field-days = Days
