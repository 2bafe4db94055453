"""The spine in an SQL database: inbox, outbox, replies, leases, paces, the ledger of jobs."""
