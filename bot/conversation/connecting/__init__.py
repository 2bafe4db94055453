"""The connection with Telegram: how updates come in and reach the handlers, and what Telegram is told of the bot."""
