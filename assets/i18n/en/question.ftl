# question

# Accessible names: the question, then the part of it
q-part = { $question }: { $part }

q-yes = Yes
q-no = No
q-next = Next
q-required = Required
q-open = Open
q-reveal = Show
q-hidden = Hidden; tap “Show” to see it
q-note = Note
q-note-hint = More to say about it
q-guidance = How to measure
q-text = Answer
q-phrase-between = { ", " }
q-most = At most { $most }

# Reasons for not answering
q-skip-not-applicable = Not applicable
q-skip-refused = Refused
q-skip-not-checked = Could not check

# States, as icon and word
q-state-answered = Answered
q-state-conflict = Conflict
q-state-wrong = Must be corrected
q-state-half = Not finished
q-state-doubtful = Look again
q-met = Met
q-accepted = Acceptable
q-not-met = Not met
q-reference = Reference

# Accepted below the line, because …
q-accept-because = The home allows no more; acceptable because:
q-accept-load-bearing = Load-bearing wall
q-accept-no-room = Not enough room
q-accept-building = Shared part of the building
q-accept-family = Person or family does not want it
q-accept-relocation = Will be demolished or moved
q-accept-used-to-it = Used to it and safe
q-accept-other = Another reason
q-accept-other-hint = Say why

# Conflict
q-conflict = Two devices answered differently; choose one
q-conflict-who = { $author } · { $time }
q-conflict-choose = Choose { $value } ({ $author })

# Numbers
q-number = Number
q-number-enter = Tap to enter
q-step-down = Less
q-step-up = More
q-number-between = { $least }–{ $most } { $unit }
q-number-outside = Only { $least }–{ $most } { $unit }; check and enter again
q-number-unusual = Usually { $least }–{ $most } { $unit }; please measure again
q-number-unfinished = The number is not complete
q-key-back = Backspace
q-key-clear = Clear
q-key-sign = Sign
q-key-done = Done

# Identity numbers
q-code-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
q-code-empty = Tap to enter the number
q-code-good = Check digit fits
q-code-birth = { $sex }, born { $birth }
q-code-male = Male
q-code-female = Female
q-code-unfinished = The number is not complete
q-phone-good = Complete
q-phone-odd = Unusual length; please check

# Date
q-date-today = Today
q-date-year = { $year }
q-date-months = January February March April May June July August September October November December
q-date-year-back = Year before
q-date-year-on = Year after
q-date-10-years-back = Ten years back
q-date-10-years-on = Ten years on
q-date-month-back = Month before
q-date-month-on = Month after
q-date-weekdays = Mo Tu We Th Fr Sa Su

# Division
q-division-league = League or city
q-division-banner = Banner, county or district
q-division-township = Township or street
q-division-other-league = Another league

# Photos
q-photo-take = Take a photo
q-photo-add = Add photos
q-photo-browse = From a folder
q-photo-add-short = Photos
q-photo-refused = The family does not agree to photos
q-photo-silent = The file window does not answer; choose from a folder
q-photo-shows = Must show: { $what }
q-photo-left = { $count } more
q-photo-enough = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
q-photo-name = Photo { $number }
q-photo-remove = Remove photo { $number }

# Signature
q-sign-here = Please sign here
q-sign-pad = Signature pad
q-sign-clear = Sign again
q-sign-name = Name of who signs
q-sign-relation = Relation to the person (if signing for them)
q-sign-of = Signed by: { $who }

# Point
q-point-tap = Tap the place on the drawing
q-point-pad = Drawing
q-point-missing = This drawing does not come with the program
