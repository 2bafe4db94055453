"""The running bot: what comes in, what works it off, what goes out, and how all of it ends."""
