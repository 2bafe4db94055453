"""How the bot behaves in a chat: when it speaks there, in which language, and how it is taught that."""
