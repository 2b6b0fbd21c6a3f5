"""PostgreSQL and Valkey: engines, the embedded servers, backups, database roles."""
