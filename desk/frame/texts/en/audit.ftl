audit-command-line = Command line
audit-field-starts_at = From
