"""Zixue as people meet it: the Telegram bot, the terminal chat and the command line."""
