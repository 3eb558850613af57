# The need list, and who visits whom.
