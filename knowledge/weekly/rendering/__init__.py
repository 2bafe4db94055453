"""What a compiled issue looks like in each of the forms that it is published in."""
