audit-action-account-link = linked to an account of another park
audit-action-account-unlink = unlinked from the account of another park
audit-field-proof = Known by
