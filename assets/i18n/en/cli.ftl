# The terminal.

# reading files
cli-file-unreadable = The file cannot be read: { $reason }
cli-file-too-big = The file is larger than { $limit } MB and is not read
cli-problem = { $what }. { $hint }
cli-checked = { $files ->
        [one] One file checked
       *[other] { $files } files checked
    }, { $errors ->
        [0] no errors
        [one] one error
       *[other] { $errors } errors
    }

# help
cli-help-about = Tantu: barrier-free home assessment
cli-help-language = Language of the messages
cli-help-form = Check, read and try out forms
cli-help-check = Tell every problem of forms with line and column
cli-help-files = Form files, which may use each other
cli-help-show = Print a form as a person reads it
cli-help-file = A form file
cli-help-eval = Evaluate an expression; print its kind and value
cli-help-expression = The expression
cli-help-stdin = Evaluate every line of the standard input
cli-help-dossier = Evaluate inside this household’s file

# forms as a person reads them
cli-show-form = { $title } ({ $id }, version { $version })
cli-show-uses = Uses the forms: { $forms }
cli-show-section = ■ { $title } [{ $id }]
cli-show-group = ▪ { $title } [{ $id }]
cli-show-repeat = ⟳ { $title } [{ $id }], any number of rows
cli-show-quick = Offers “no problem in this room”
cli-show-row-label = A row’s name: { $label }
cli-show-least = At least { $count ->
        [one] one row
       *[other] { $count } rows
    }
cli-show-presets = Ready-made: { $presets }
cli-show-question = { $number }. { $label } [{ $id }] · { $kind }
cli-show-unnumbered = { $label } [{ $id }] · { $kind }
cli-show-kind = { $kind }: { $details }
cli-show-guidance = How: { $text }
cli-show-drawing = Drawing: { $drawing }
cli-show-relevant = Asked if: { $condition }
cli-show-required-always = Required
cli-show-required = Required if: { $condition }
cli-show-default = Begins with: { $value }
cli-show-fine = “No problem” means: { $value }
cli-show-filter = Choices offered if: { $condition }
cli-show-check = Check: { $condition }; else asks again: “{ $message }”
cli-show-check-hard = Check: { $condition }; else refuses: “{ $message }”
cli-show-reference = Reference: { $text } ({ $source }); met if: { $met }
cli-show-when = If: { $condition }
cli-show-sensitive = Sensitive
cli-show-skips = Reasons for not answering: { $skips }
cli-show-photos = at least { $count }
cli-show-warn = usually { $least }–{ $most }
cli-show-hard = never beyond { $least }–{ $most }
cli-show-findings = ■ Findings and measures
cli-show-finding = { $label } [{ $id }]
cli-show-each = For each: { $repeat }
cli-show-measure = Measure { $code }
cli-show-quantity = Quantity: { $quantity }

# kinds of questions
cli-kind-note = note
cli-kind-yes-no = yes or no
cli-kind-one-of = one of
cli-kind-many-of = any of
cli-kind-integer = whole number
cli-kind-decimal = decimal number
cli-kind-text = text
cli-kind-date = date
cli-kind-division = division
cli-kind-citizen-id = citizen id
cli-kind-certificate = disability certificate
cli-kind-phone = telephone
cli-kind-photo = photos
cli-kind-signature = signature
cli-kind-point = place on a drawing
cli-kind-calculated = calculated
cli-help-workspace = Folder of the workspace
cli-help-first-frame = Measure time and memory of the first frame, then close
cli-help-demo = Make a demo workspace with 12 invented households
cli-help-demo-folder = A new folder
cli-help-play = Operate the real window by a script and take pictures
cli-help-play-script = The script (a RON list of steps); the demo visit when missing
cli-help-play-demo = Play the demo visit
cli-help-play-out = Where pictures and workspace go
cli-demo-made = Demo workspace in { $folder }: { $households } households, { $photos } photos

cli-help-diff = Compare two versions of a form
cli-help-diff-old = File of the older version
cli-help-diff-new = File of the newer version
cli-diff-title = Form { $form }: version { $from } → version { $to }
cli-diff-other-form = Note: these files are not of one form ({ $old }, { $new })
cli-diff-same = The questions are the same
cli-diff-stays = All answers stay where they are
cli-diff-moves = Answers move to new questions or stay as earlier answers
