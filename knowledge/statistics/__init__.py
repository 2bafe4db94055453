"""What the bot was used for: questions, answers, opinions, costs and notes, by day."""
