"""How the bot is governed, in an SQL database."""
