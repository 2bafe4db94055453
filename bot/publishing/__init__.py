"""What goes out by itself, through python-telegram-bot: news, notices, publications, and the weekly clock."""
