"""Whom the bot serves, who may do what, and what has to be confirmed."""
