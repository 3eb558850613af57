# The coordinator's desk.

desk-registry = Register
desk-roster = Roster
desk-inbox = Merge
desk-conflicts = Conflicts
desk-duplicates = Duplicates
desk-review = Review
desk-progress = Progress
desk-exports = Export
