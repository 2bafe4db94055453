"""How the group governs its bot: who may what, which chats it serves, how much it may be used, and what was done."""
