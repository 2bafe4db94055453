"""From a question in a chat to its one final message, and what people think of that."""
