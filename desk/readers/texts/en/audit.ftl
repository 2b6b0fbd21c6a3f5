audit-kind-readers = List of the second reader
audit-action-reader-list = looked at
audit-action-park-reader = changed the second reader of
audit-field-reader_mode = second reader
audit-field-reader_daily_calls = questions a day
audit-field-reader_agreed_at = agreed at
