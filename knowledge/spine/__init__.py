"""Nothing acknowledged is ever lost: what comes in waits in the inbox, what must go out once in the outbox."""
