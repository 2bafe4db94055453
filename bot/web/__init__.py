"""The web server: where Telegram delivers updates, and where operators see how the bot is."""
