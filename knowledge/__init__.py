"""What the group knows: reading it, keeping it, finding it, answering from it."""
