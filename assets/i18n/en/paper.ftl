# Documents on paper: kinds, the command line, the screen, what can go wrong.
paper-kind-assessment-record = Assessment record
paper-kind-plan = Home retrofit plan
paper-kind-work-order = Work order
paper-kind-change-order = Change order
paper-kind-acceptance = Acceptance of works
paper-kind-settlement = Settlement
paper-kind-notice = Public notice of home retrofits
paper-kind-return-visit = Record of the return visit
paper-kind-household-file = Household file

paper-photo-place = Where it goes
paper-photo-before = Before
paper-photo-during = During the works (hidden parts)
paper-photo-after = After
paper-photo-change = What changes
paper-sum = Sum
paper-cap = Cap per household
paper-over = Above the cap
paper-outdated = The plan was changed after it was signed and needs a new signature: { $what }
paper-between = {"; "}
paper-agreement-disputed = Two devices have different signatures or plans; this must be settled first
paper-sign-family = The person or family
paper-sign-contractor = Contractor
paper-sign-federation = The federation's clerk

paper-drawing = { $item } from above, gradient { $gradient }
paper-drawing-run = Run { $length }, rise { $rise }
paper-drawing-landing = Landing
paper-drawing-platform = Platform
paper-deduction = Deduction
paper-paid = To be paid
paper-rounding = Accepted quantity × price, each line rounded to the fen, then added
paper-deviation-over = { $amount } yuan above the cap per household
paper-deviation-unknown = { $item }: the quantity is not certain yet and in no sum
paper-deviation-changed = { $item }: planned { $planned } { $unit }, accepted { $accepted } { $unit }, with a change order
paper-deviation-quantity = { $item }: planned { $planned } { $unit }, accepted { $accepted } { $unit }, without a change order
paper-deviation-price = { $item }: { $price } yuan, the list says { $low } to { $high }

paper-open = Print documents
paper-title = Print documents
paper-whose = Of which households
paper-of-this = This one: { $name }
paper-of-selected = { $count } selected
paper-of-stage = { $stage }: { $count }
paper-of-all = All { $count }
paper-which = Which documents
paper-languages = Language
paper-zh = Chinese
paper-both = Chinese and English
paper-print = { $count ->
    [one] Make one PDF file
   *[other] Make { $count } PDF files
}
paper-print-none = Choose documents first
paper-folder = They go to { $folder }, named by the household's id, without names
paper-under-way = { $done } of { $all } made
paper-go-on = You may go back and do something else
paper-stop = Stop
paper-stopped = Stopped; the rest was not made
paper-show-folder = Open the folder
paper-dismiss = All right
paper-more = { $count } more
paper-place = { $file }, line { $line }, column { $column }
paper-folder-unopened = The folder was not opened; look in { $folder }

paper-help = Sets documents as PDF files
paper-help-kind = Kinds of document, one or more
paper-help-household = Id of a household; may be given several times
paper-help-all = All households of the workspace
paper-help-out = Folder for the PDF files
paper-help-language = zh: Chinese only; both: Chinese with English
paper-help-templates = Folder with the office's own templates; report in the workspace when missing
paper-help-threads = Documents set at the same time; as many as there are cores when missing
paper-made = { $files ->
    [one] One document
   *[other] { $files } documents
} with { $pages ->
    [one] one page
   *[other] { $pages } pages
} made in { $folder }
paper-empty = { $count ->
    [one] One more has nothing to say yet and was not made
   *[other] { $count } more have nothing to say yet and were not made
}

paper-no-workspace = No workspace was found
    .hint = Name its folder with --workspace
paper-nothing-yet = This household has nothing to say in “{ $kind }” yet
paper-template-broken = The office's template is broken; this document uses the built-in one. The typesetter says: { $why }
    .hint = Correct it and print again. { $advice }
paper-template-remark = A remark on the template. The typesetter says: { $why }
    .hint = { $advice }
paper-not-set = This document could not be set. The typesetter says: { $why }
    .hint = Pass this sentence on to those who maintain the program. { $advice }
paper-too-many-pages = This document has { $pages } pages, more than { $most }, and was not made
    .hint = Look for endless page breaks in the template
paper-template-too-large = The template file is larger than { $limit } MB and was not used
paper-template-not-text = The template is not UTF-8 text and was not used
    .hint = Save it as UTF-8 with a text editor
paper-too-many-templates = The template folder has more than { $most } files; the others were not used
paper-file-unknown = Neither a template (.typ) nor a picture; not used
paper-templates-unreadable = The template folder cannot be read ({ $why }); the built-in templates are used
paper-disk-full = The disk is full; the file was not written
    .hint = Free some space and print again
paper-unwritable = The file cannot be written ({ $why })
    .hint = Choose another folder, or close the program that has the file open
paper-no-threads = The system has nothing left to begin printing ({ $why })
    .hint = Close other programs and try again
