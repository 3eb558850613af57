# The need list, and who visits whom.

# Reading a file

roster-file-read = The file cannot be read: { $detail }
roster-file-foreign = This is not a table
    .hint = XLSX, XLS, ODS and CSV can be opened; save other kinds as XLSX first
roster-file-xlsb = XLSB files cannot be read
    .hint = Save it as XLSX in Excel
roster-file-locked = The file has a password
    .hint = Remove the password in Excel first
roster-file-damaged = The table is damaged: { $detail }
    .hint = Open it in a spreadsheet program and save it again
roster-file-empty = There is nothing in the table
roster-file-sparse = The cells lie too far apart for a list
    .hint = Copy the list into a new sheet
roster-file-too-large = The file is too large (at most { $limit } MB)
    .hint = Divide it into files by township
roster-file-rows-cut = Only the first { $limit } rows were read
roster-file-columns-cut = Only the first { $limit } columns were read
roster-file-texts-cut = The texts of { $count } cells were too long and were cut
roster-file-letters = Some letters are not { $encoding } and may be wrong
roster-stopped = Stopped
roster-unsaved = Changes are not on disk yet; nothing was imported
roster-no-thread = The system has no room to read a list: { $detail }

# Rows

roster-row-no-name = No name
roster-row-long-name = The name has more than { $limit } letters
roster-row-no-number = Neither a certificate number nor an identity number
roster-row-digits-lost = Excel has turned the number into a floating point number; its last digits are lost
    .hint = Format the column as text and type the number again from the document
roster-row-two-persons = Certificate number and identity number are of two persons
roster-row-born-later = The birth date in the number is in the future
roster-row-only-id = Only the 18 characters of the identity number; category and grade are asked at the visit
roster-row-twice = The same person as in row { $row }, with other contents
roster-row-category-differs = Differs from the category in the number, which is taken
roster-row-category-strange = Not a known category; kept as a remark
roster-row-grade-differs = Differs from the grade in the number ({ $grade }), which is taken
roster-row-grade-strange = Not a known grade; kept as a remark
roster-row-head-number = The head's identity number is wrong and was not used
roster-row-no-division = The banner or county is missing
    .hint = If the whole file is of one banner, choose it above
roster-row-division-unknown = There is no banner or county “{ $text }”
roster-row-division-unclear = “{ $text }” may be: { $names }
roster-row-phone = Not a telephone number; kept as a remark
roster-row-phones = Several numbers; the first is used, all are kept as a remark
roster-row-word-strange = “{ $word }” is none of the choices; kept as a remark
roster-row-members = Not a number of people; kept as a remark
roster-row-date = Not a date; kept as a remark
roster-row-joins-home = The register has a home with this head and address; joined with it
roster-row-several-homes = Persons of one household are in { $count } households of the register; each stays in theirs
roster-why = { $column }: { $why }

# The table of what was not taken

roster-column-row = Row in the list
roster-column-why = Why it was not taken
roster-page-refused = Not taken
roster-page-remarked = Taken, please check
roster-rejects-name = { $file }-not-taken
roster-rejects-failed = The rows that were not taken could not be written: { $detail }
roster-rejects-done = The rows that were not taken are in { $file }
roster-rejects-hint = Correct the marked cells, save, and import it again; nothing comes twice

# Columns

roster-target-head = Head
roster-target-head-id = Head's identity number
roster-target-household-no = Household number
roster-target-relation = Relation to the head
roster-target-name = Person's name
roster-target-citizen-id = Identity number
roster-target-certificate = Certificate number
roster-target-category = Category
roster-target-grade = Grade
roster-target-person-phone = Person's telephone
roster-target-ethnic = Ethnic group
roster-target-division = Banner or county
roster-target-township = Township
roster-target-village = Village
roster-target-address = Address
roster-target-phone = Telephone
roster-target-contact-name = Contact
roster-target-contact-relation = Relation to the contact
roster-target-income = Hardship
roster-target-settlement = Town or country
roster-target-members = People living here
roster-target-roster-no = Number in the roster
roster-target-surveyor = Surveyor
roster-target-visit-date = Planned day
roster-target-remark = Keep as a remark
roster-target-nothing = Leave out

# The screen: a file

roster-tab-import = Import a list
roster-tab-assign = Assign
roster-choose = Choose a list…
roster-browse = Choose a list
roster-browse-open = Look for a list in folders
roster-browse-none = No tables here
roster-dialog-filter = Tables
roster-drop = Drop a list here
roster-drop-text = XLSX, XLS, ODS or CSV; you see what it says before anything is written, and importing twice adds nothing
roster-file-about = { $rows } rows · { $columns } columns
roster-file-encoding = { $encoding }
roster-sheet = Sheet
roster-sheet-hidden = { $name } (hidden)
roster-hidden-rows = { $count } rows are hidden in the file; they are checked too
roster-heading-row = Headings in row { $row }
roster-heading-none = No headings
roster-heading-up = Headings one row up
roster-heading-down = Headings one row down
roster-division-usual = Rows without a banner: { $name }
roster-division-none = Rows without a banner are not taken
roster-division-title = Banner of rows that name none
roster-columns = What the columns mean
roster-columns-hint = Tap above a column to change it; it is remembered for files with the same headings
roster-column-change = Column { $letter } “{ $heading }”: { $target }, tap to change
roster-column-title = What is column { $letter } “{ $heading }”?
roster-column-doubt = “{ $heading }” stands behind the person in charge and may be theirs; use it only if it is the household's
roster-lacks = Which column is “{ $target }”?
roster-check = Check the list
roster-close = Another file
roster-doing-read = Reading the file
roster-doing-check = Checking { $done }/{ $total }
roster-doing-import = Importing { $done }/{ $total } households
roster-doing-assign = Assigning { $done }/{ $total } households
roster-doing-undo = Taking back { $done }/{ $total } households
roster-doing-rejects = Writing the rows that were not taken
roster-stop = Stop

# The screen: what was found

roster-found = { $rows } rows, { $households } households, { $persons } persons
roster-count-new = New
roster-count-more = Get more
roster-count-differ = Differ
roster-count-same = Unchanged
roster-count-refused = Rows not taken
roster-count-remarked = Rows to check
roster-repeated = { $count } rows repeat an earlier row and count once
roster-decide = To decide
roster-unclear = Which banner is “{ $text }”? ({ $count } rows)
roster-unplaced = { $count } rows do not say which banner
roster-unplaced-choose = Choose the banner…
roster-unclear-other = Another…
roster-doubt-address = { $place }: { $names } (rows { $rows }) have one address. One household?
roster-doubt-head = { $place }: { $names } (rows { $rows }) have heads of one name. One household?
roster-one = One household
roster-apart = Apart
roster-differences = What differs from the register
roster-differences-hint = What is not chosen stays as it is in the register
roster-difference-ours = Now: { $value } ({ $who })
roster-difference-theirs = List: { $value }
roster-difference-empty = (taken back)
roster-difference-row = (this person)
roster-take-all = Take all of the list's
roster-keep-all = Keep all
roster-refused-title = Rows that cannot be taken
roster-remarked-title = Rows taken, to be checked
roster-finding = Row { $row } { $name }
roster-save-xlsx = Save as XLSX to correct
roster-save-csv = Save as CSV
roster-import = Import { $count } households
roster-import-nothing = Nothing to import: everything is in the register
roster-back-to-columns = Change columns
roster-imported = Imported: { $new } new, { $changed } updated, { $unchanged } unchanged
roster-undone = Taken back in { $changed } households
roster-assigned = { $changed } households assigned
roster-stopped-part = Stopped; what comes after was not written. Doing it again does the rest
roster-undo-import = Take this import back
roster-undo-assign = Take this back
roster-go-assign = Assign visits
roster-dismiss = Put away
roster-comma = , 

# The screen: visits

roster-pick = Which households
roster-pick-open = Not assigned
roster-pick-selected = Selected in the register ({ $count })
roster-pick-all = Not visited
roster-pick-count = { $count } households chosen
roster-pick-none = Everything is assigned
roster-village = { $village }: { $count }
roster-village-unknown = No village
roster-who = For whom
roster-who-add = Add a surveyor
roster-who-take = Add
roster-who-name = Surveyor's name
roster-who-hint = As written in the tablet's settings
roster-when = From
roster-when-title = First day
roster-per-day = { $count } a day each
roster-per-day-less = One less a day
roster-per-day-more = One more a day
roster-weekends = Weekends too
roster-propose = Propose
roster-propose-nothing = Nothing to plan: choose households and surveyors
roster-give = Give without a day
roster-proposal = Proposed: { $count } households, { $days } days
roster-proposal-why = By township and village, a village in one go; at most { $count } a day each; a village that fits into a day is not torn apart; what is planned already counts
roster-accept = Assign like this
roster-drop-proposal = Drop it
roster-tour = { $date } { $surveyor } { $count }
roster-tour-open = No day yet
roster-tour-nobody = Nobody yet
roster-tour-villages = { $village } { $count }
roster-tour-change = Change { $date } { $surveyor }
roster-tour-title = { $surveyor } { $date }
roster-tour-to = Give to
roster-tour-day = Move to
roster-tour-take = Take out of the plan
roster-plan = Assigned
roster-plan-none = Nothing is assigned yet
roster-plan-of = { $surveyor }: { $count } households, { $days } days
roster-plan-done = { $count } visited
roster-hand-out = Make the package
roster-hand-out-for = Make the package for { $surveyor }
roster-hand-out-hint = Households that are not finished, with photos, in one file for the tablet

# Packages

roster-package-assignment = Assignment
roster-package-handover = Handover
roster-package-all-known = Nothing has changed since the last handover
roster-hand-over = Hand over
roster-hand-over-make = Make the package
roster-hand-over-all = Everything again
roster-hand-over-receipt = What goes back
roster-hand-over-line = { $head } ({ $state }, { $photos } photos)
roster-hand-over-known = { $count } households were handed over before and are unchanged
roster-more-rows = { $count } more are not listed
roster-difference-other = (not answered, with a reason)
roster-more = { $count } more
roster-nameless = no head

# Command line

roster-cli = Import a need list into a workspace
roster-cli-file = The list: XLSX, XLS, ODS or CSV
roster-cli-into = The workspace that takes it in
roster-cli-sheet = Number of the sheet, from 1
roster-cli-mapping = What the columns mean (RON: heading → meaning); by their headings when missing
roster-cli-division = Banner of rows that name none (six digits)
roster-cli-rejects = Write rows that are not taken to this file (.xlsx or .csv)
roster-cli-report = Write the outcome as JSON
roster-cli-take = Take the list's value where the register differs
roster-cli-dry = Check only, write nothing
roster-cli-lacks = Which column is “{ $target }”?
    .hint = Say so with --mapping
roster-cli-mapping-bad = The meanings of the columns cannot be read: { $detail }
roster-cli-assign = Make the packages for surveyors
roster-cli-assign-surveyor = For this surveyor only
roster-cli-assign-out = Folder for the packages
roster-cli-assign-none = No household is assigned to anybody
