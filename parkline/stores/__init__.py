"""PostgreSQL and Valkey: engines, the embedded servers, backups, a database role for each process."""
