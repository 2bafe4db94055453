"""What people say in a chat, as questions with their answers."""
