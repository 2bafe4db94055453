"""`python -m bot` is `zixue`."""

from bot.cli import main

main()
