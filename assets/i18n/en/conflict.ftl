# The queue of conflicts.
