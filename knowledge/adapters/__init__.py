"""The ports' implementations, one room a technology; only `bot.wiring` imports them."""
