# The program itself: navigation, household list, visit, settings
app-window-title = Tantu 坦途
app-back = Back
app-cancel = Cancel
app-undo-what = Undo: { $what }
app-redo-what = Redo: { $what }
app-settings = Settings
app-retry = Try again
app-dismiss = Got it
app-notice-file = { $file }: { $what }
app-read-only = Read-only

# State of saving
save-saved = Saved
save-saving = Saving
save-failed = Not saved
save-failed-long = { $count ->
    [one] One change is
   *[other] { $count } changes are
} not on disk yet and kept on the screen and in memory: { $why }
save-quit-title = Some changes are not saved yet
save-quit-text = Leaving now loses { $count ->
    [one] one change
   *[other] { $count } changes
}. Free some space or check the card, then tap “Try again”.
save-quit-anyway = Leave anyway

# Household list
list-title = Households
list-count = { $count ->
    [one] 1 household
   *[other] { $count } households
}
list-add = Add household
list-search = Search name, village, last digits of a number
list-filter-today = Today
list-filter-all = All
list-filter-untouched = Not begun
list-filter-begun = Begun
list-filter-finished = Finished
list-filter-conflict = Conflicts
list-filter-sent-back = Sent back
list-filter-stage = By stage
list-filter-at = Stage: { $stage }
list-stage-count = { $stage }: { $count }
list-state-untouched = Not begun
list-state-begun = Begun
list-state-finished = Finished
list-sent-back = Sent back, { $count } to be corrected
list-conflicts = { $count ->
    [one] 1 conflict
   *[other] { $count } conflicts
}
list-missing = { $count } missing
list-no-name = No name yet
list-no-place = No address yet
list-day-overdue = Planned { $date }
list-day-on = { $date }
list-open = Open: { $name }
list-comma = {", "}
list-empty-title = No households yet
list-empty-text = Tap “Add household” to begin, or make a demo workspace with tantu demo
list-nothing-found = No household matches
list-show-all = Show all households

# Visit
visit-answered = Answered { $done }/{ $asked }
visit-section-name = { $title }, { $done }/{ $asked }
visit-section-missing = { $title }, { $done }/{ $asked }, { $missing } missing
visit-no-problem = No problem in this room
visit-no-problem-title = No problem in “{ $title }”?
visit-no-problem-text = This gives { $count ->
    [one] one open question
   *[other] { $count } open questions
} the answer “no problem”. Measurements are never filled in. You can undo it.
visit-no-problem-nothing = There is no question here that can be answered at once
visit-no-problem-do = Fill in { $count }
visit-todo-count = To do { $count }
visit-todo-none = Nothing missing
visit-todo-wrong = Must be corrected
visit-todo-missing = Not answered
visit-todo-conflict = Conflict
visit-todo-comment = To be corrected
visit-todo-answered = Answered
visit-todo-doubtful = Please check
visit-todo-go = Go to: { $label }
visit-photos = Photos { $count }
visit-barriers = Found { $count }
visit-barriers-none = No barrier found yet
visit-priority-danger = Danger
visit-priority-toilet = Toilet and bath
visit-priority-out = Getting out
visit-priority-kitchen = Kitchen
visit-priority-comfort = Comfort
visit-next-section = Next: { $title }
visit-finish = Finish this visit
visit-reopen = Reopen
visit-finished-banner = This visit is finished; answers are for reading only
visit-finish-title = Finish this visit?
visit-finish-wrong = { $count ->
    [one] One answer has
   *[other] { $count } answers have
} to be corrected first
visit-finish-missing = { $count ->
    [one] One required answer is
   *[other] { $count } required answers are
} missing. Add what is missing now, or finish all the same: the gaps are noted in the file.
visit-finish-clean = All required answers are there and none has to be corrected.
visit-finish-irrelevant = { $count ->
    [one] One answer
   *[other] { $count } answers
} that no longer apply will be cleared.
visit-finish-anyway = Finish anyway
visit-finish-do = Finish
visit-finish-look = Look first
visit-consent-first = Ask for the family’s consent first
visit-consent-go = Go to consent
visit-consent-refused = The family did not agree to the assessment; no questions are asked
visit-row-add = Add { $one }
visit-row-duplicate = Duplicate { $label }
visit-row-remove = Remove { $label }
visit-row-lacking = { $count } more needed
visit-row-removed-elsewhere = Another device removed this; there are new answers here
visit-row-restore = Keep
visit-irrelevant = Does not apply
visit-photo-pending = { $count ->
    [one] Working on 1 photo
   *[other] Working on { $count } photos
}
visit-summary = Summary
visit-hide = Hide
visit-untitled = New household

# Photos
photo-view-title = Photo
photo-zoom-in = Zoom in
photo-zoom-out = Zoom out
photo-remove = Remove photo
photo-loading = Opening the photo
photo-missing = This photo is not on this tablet
browse-title = Choose photos
browse-up = Folder above
browse-folder = Folder: { $name }
browse-file = Photo: { $name }
browse-empty = No photos in this folder
browse-home = Home
browse-pictures = Pictures
browse-removable = Cards and sticks
browse-unreadable = Folder { $folder } cannot be opened: { $why }
browse-truncated = Only the first { $count } entries are listed
browse-take = Add { $count }
dialog-filter = Photos

# Settings
settings-title = Settings
settings-language = Language
settings-theme = Colours
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-sunlight = Sunlight
settings-text = Text size
settings-text-size = { $percent }%
settings-hand = Working hand
settings-hand-right = Right
settings-hand-left = Left
settings-photo = Size of stored photos
settings-photo-size = { $pixels } px
settings-surveyor = Surveyor’s name
settings-surveyor-hint = Every answer notes who wrote it
settings-workspace = Workspace
settings-device = Device number
settings-version = Version
settings-licences = Fonts Noto Sans SC and Noto Sans Mongolian, OFL 1.1

app-form-missing = The form { $form } cannot be found
    .hint = Install the program again
app-form-text-lost = The form { $form } version { $version } this visit was begun with cannot be found; today’s is used
    .hint = All answers are there; look whether questions have changed
app-read-only-edit = The workspace is read-only; this change was not taken
    .hint = Close the other program that uses this workspace, then open it again
app-not-allowed = The present role may not do this
    .hint = Ask a surveyor or coordinator
app-finish-wrong = Some answers have to be corrected before the visit can be finished
    .hint = Correct the answers marked in red
app-photo-refused = The family did not agree to photos; none was added
    .hint = If they changed their mind, change it under consent first
app-drop-nowhere = Open a question first, then drop the photo
    .hint = A photo goes to the question that is open
app-saver-gone = The saving thread stopped unexpectedly
    .hint = Note the answers on the screen and open the program again
app-no-home = This user has no home folder
    .hint = Name a workspace with --workspace
app-script-unreadable = The script cannot be used: { $why }
    .hint = Check the script and the folder
app-visit-finished = This visit is finished; nothing was changed
    .hint = Tap “Reopen” to change it
app-table-broken = The table cannot be used: { $why }
    .hint = Use CSV with commas, a heading in the first line, and as many cells in every line
app-photo-ask-first = The family has not been asked about photos; none was added
    .hint = Ask under consent first, then add it

# the line on the standard error when the program fails inside: a place and words of the code, nothing entered
app-stopped = Tantu failed inside ({ $detail }). Everything shown as saved is there; please report this line
