"""The weekly: members' notes, their review, the issue that they become, and its renderings."""
