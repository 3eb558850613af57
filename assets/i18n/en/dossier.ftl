# dossier

# Undo: what was done
dossier-did-answer = Answer “{ $what }”
dossier-did-skip = Skip “{ $what }”
dossier-did-erase = Clear “{ $what }”
dossier-did-settle = Settle “{ $what }”
dossier-did-no-problem = No problem in “{ $what }”
dossier-did-add-row = Add “{ $what }”
dossier-did-duplicate-row = Duplicate “{ $what }”
dossier-did-remove-row = Remove “{ $what }”
dossier-did-add-photo = Add photo to “{ $what }”
dossier-did-remove-photo = Remove photo of “{ $what }”
dossier-did-note = Note on “{ $what }”
dossier-did-measure = Estimate “{ $what }” from a photo
dossier-did-confirm = Confirm “{ $what }”
dossier-did-finish = Finish visit “{ $what }”
dossier-did-reopen = Reopen “{ $what }”
dossier-undo-kept = { $count ->
    [one] 1 field was changed on another device since and is not undone
   *[other] { $count } fields were changed on another device since and are not undone
}

# Certificate
dossier-badge = { $category }, { $grade }
dossier-category-visual = visual
dossier-category-hearing = hearing
dossier-category-speech = speech
dossier-category-limb = limb
dossier-category-intellectual = intellectual
dossier-category-mental = mental
dossier-category-multiple = multiple
dossier-grade-1 = grade 1
dossier-grade-2 = grade 2
dossier-grade-3 = grade 3
dossier-grade-4 = grade 4

# Problems
dossier-rows-full = At most { $most } entries are possible
    .hint = Remove one that is not needed
dossier-row-gone = This entry is no longer there
    .hint = Go back to the list to see what is there now

# Values as text
dossier-yes = Yes
dossier-no = No
dossier-skip-not-applicable = Not applicable
dossier-skip-refused = Refused
dossier-skip-not-checked = Could not check
dossier-erased = Cleared
dossier-between-choices = { ", " }
dossier-number-unit = { $number } { $unit }
dossier-money = ¥{ $number }
dossier-point = Marked ({ $x } % across, { $y } % down)
dossier-signed = Signed by { $name }
dossier-signed-for = Signed by { $name } ({ $relation })
dossier-signed-nameless = Signed
dossier-photos = { $count ->
    [one] 1 photo
   *[other] { $count } photos
}
dossier-photo = Photo { $width }×{ $height }
dossier-mark-arrow = Arrow
dossier-mark-box = Box
dossier-mark-ellipse = Ellipse
dossier-mark-freehand = Drawing
dossier-mark-dimension = Dimension
dossier-mark-text = Text
dossier-mark = { $kind }: { $text }
dossier-estimate-short = ≈ { $number } mm ± { $around }
dossier-estimate = { $number } ± { $around } mm (estimate)
dossier-row = Keep this entry
dossier-form = { $form }, version { $version }

# Rows and problems panel
dossier-row-name = { $one } { $number }
dossier-place = { $section } · { $question }
dossier-place-row = { $section } · { $row } · { $question }
dossier-todo-missing = Not answered
dossier-todo-photos = { $count ->
    [one] 1 photo is missing
   *[other] { $count } photos are missing
}
dossier-todo-rows = { $count ->
    [one] 1 entry is missing
   *[other] { $count } entries are missing
}
dossier-todo-conflict = { $count } different answers, choose one
dossier-todo-estimate = Estimated from a photo, please check with a tape
dossier-todo-remark-conflict = The remarks differ, please check
dossier-todo-removed-elsewhere = Removed on one device, continued on another: keep or remove it
dossier-check-failed = Please check

# Units, by $number; empty where a number stands by itself
unit-millimetre = { $number ->
    [one] millimetre
   *[other] millimetres
}
unit-metre = { $number ->
    [one] metre
   *[other] metres
}
unit-square-metre = { $number ->
    [one] square metre
   *[other] square metres
}
unit-kilogram = { $number ->
    [one] kilogram
   *[other] kilograms
}
unit-celsius = { $number ->
    [one] degree Celsius
   *[other] degrees Celsius
}
unit-lux = lux
unit-hour = { $number ->
    [one] hour
   *[other] hours
}
unit-year = { $number ->
    [one] year
   *[other] years
}
unit-calendar-year = { "" }
unit-month = { $number ->
    [one] month
   *[other] months
}
unit-day = { $number ->
    [one] day
   *[other] days
}
unit-minute = { $number ->
    [one] minute
   *[other] minutes
}
unit-times = { $number ->
    [one] time
   *[other] times
}
unit-steps = { $number ->
    [one] step
   *[other] steps
}
unit-pieces = { "" }
unit-percent = per cent
unit-yuan = yuan
