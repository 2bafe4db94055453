"""What is counted of a running bot, for /metrics."""
