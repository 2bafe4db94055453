"""When to speak unasked: the listen gate, how it is fitted to a group's labels, and the decision on one message."""
