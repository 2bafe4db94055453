"""What is kept about one person, through every table: found, erased, overwritten."""
