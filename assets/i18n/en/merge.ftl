# Taking in the files of many tablets.
merge-cli-about = Merge folders, files and packages of many tablets into one workspace
merge-cli-inputs = Folders, household files, .tantu packages or whole workspaces to merge
merge-cli-into = The workspace to merge into; made anew if there is none
merge-cli-report = Write the report (JSON) to this file; “-” is standard output
merge-cli-again = Read everything again, also what was merged before
merge-cli-dry-run = Only say what would happen, write nothing
merge-cli-codes =
    Exit codes:
      0  everything was taken (conflicts included; the report counts them)
      1  something could not be read or was refused; the rest was taken
      2  the command line cannot be understood
      3  not finished (disk failed or stopped); run the same again to go on
      4  the workspace cannot be used: open elsewhere, read-only, or no coordinator's
merge-not-a-coordinators = This workspace is not a coordinator's; nothing can be merged into it
    .hint = Use a coordinator's workspace, or a new one
merge-report-unwritten = The report could not be written: { $why }
merge-no-threads = The system gives no threads for merging: { $why }
    .hint = Close other programs and try again
merge-unreadable = Cannot be read: { $why }
    .hint = Check that the stick is plugged in and may be read
merge-own-workspace = This is the workspace of this computer; nothing to merge
merge-too-deep = Too many folders inside folders; what is deeper was not read
merge-too-many = Too many files; this folder was not read
    .hint = Merge in several parts
merge-link = A link; it was not followed
    .hint = Choose the folder it leads to, if it is wanted
merge-foreign-file = Not a file of this program; not read
merge-done = Merged in { $seconds } s
merge-dry-run = Only looked; nothing was written
merge-stopped = Stopped; merge again to go on
merge-sums = { $new } new, { $changed } changed ({ $fields } fields), { $unchanged } unchanged
merge-files = { $files } files, { $same } of them merged before and unchanged
merge-conflicts = New conflicts: { $count } in { $households } households
merge-missing = Missing photos: { $count } in { $households } households
merge-photos = Photos taken: { $count }
merge-unread = Files that could not be read, and are kept: { $count }
merge-refused = Households not taken: { $count }
merge-skipped = Other files that were not read: { $count }
merge-more = { $count } more; see the report
