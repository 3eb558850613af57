# Households that may be the same: one person twice, one home with several persons.
# Reasons
duplicate-reason-number = Same identity number: { $a }
duplicate-reason-number-two = Same identity number: { $a }, { $b }
duplicate-reason-digit = Identity numbers differ in character { $place } only, perhaps mistyped: { $a }, { $b }
duplicate-reason-swapped = Characters { $place } and { $next } of the identity number are swapped, perhaps mistyped: { $a }, { $b }
duplicate-reason-name = Same name: { $a }, { $b }
duplicate-reason-name-sound = Names sound alike: { $a }, { $b }
duplicate-reason-name-character = Names differ in one character: { $a }, { $b }
duplicate-reason-head = Heads have the same name: { $a }
duplicate-reason-head-two = Heads have the same name: { $a }, { $b }
duplicate-reason-head-sound = Heads have similar names: { $a }, { $b }
duplicate-reason-address = Same address: { $a }
duplicate-reason-address-two = Same address: { $a }, { $b }
duplicate-reason-phone = Same telephone: { $number }
duplicate-level-certain = Certain
duplicate-level-likely = Likely
duplicate-level-possible = Possible
duplicate-kind-person = One person twice
duplicate-kind-home = One home, several persons
duplicate-kind-disputed = Decisions differ
duplicate-kind-news = New content

# Queue
duplicate-tab-pending = To decide { $count }
duplicate-tab-possible = Possible { $count }
duplicate-tab-later = Later { $count }
duplicate-tab-history = Decided { $count }
duplicate-search = Find a name or village
duplicate-looking = Comparing…
duplicate-compared = { $count } households compared
duplicate-again = Compare again
duplicate-none = Nothing to decide
duplicate-none-text = Households are compared again after every merge and import
duplicate-none-here = Nothing here
duplicate-choose = Tap a line to see how the two differ
duplicate-open = Open: { $what }
duplicate-between = , { "" }
duplicate-keys = ↑ ↓ another · J join · F keep apart · L later
duplicate-no-head = (head not named)
duplicate-persons = Persons: { $names }
duplicate-no-persons = No persons

# Side by side
duplicate-back = Back to the list
duplicate-why = Why
duplicate-homes = Side by side
duplicate-stays = This one stays
duplicate-stays-name = Stays: { $name }
duplicate-goes = Joins it
duplicate-with = Takes part: { $name }
duplicate-person = { $name } · number ends { $end }
duplicate-planned = Planned { $amount }
duplicate-settled = Settled { $amount }
duplicate-surveyed = Visited: { $who } { $day }
duplicate-not-surveyed = Not visited
duplicate-answers = { $count } answers
duplicate-see = Open the file
duplicate-see-name = Open the file: { $name }
duplicate-photo = { $name } photo { $number }
duplicate-double-funding = Both have a plan or a settlement: mind double funding
duplicate-double-survey = Both were surveyed: rooms and doors will be there twice; they may be left behind

# What will happen
duplicate-what = “{ $part }” becomes part of “{ $whole }”
duplicate-differing = { $count } differ, tap what shall count
duplicate-differing-none = Nothing differs
duplicate-value-ours = { $label }: “{ $value }” counts (the one that stays)
duplicate-value-theirs = { $label }: “{ $value }” counts (the one that joins)
duplicate-more = { $count } more
duplicate-same = The same person: { $theirs } = { $ours }
duplicate-comes = Comes along: { $what }
duplicate-comes-persons = { $count } persons
duplicate-comes-rooms = { $count } rooms and doors
duplicate-comes-photos = { $count } photos
duplicate-comes-answers = { $count } answers
duplicate-comes-nothing = Nothing comes along
duplicate-stay-file = The file that joins is kept as it is; search leads to the one that stays, lists, counts and tables no longer show it
duplicate-stay-later = { $count } fields about plan, works and money stay in the old file
duplicate-stay-survey = { $count } fields of the survey stay in the old file
duplicate-unsettled = { $count } of them are in conflict; the present value comes along
duplicate-survey = Take the survey along (rooms, photos)
duplicate-join = Join as one household
duplicate-join-again = Carry over
duplicate-apart = Keep apart
duplicate-later = Later
duplicate-take-up = Take up again
duplicate-leave = Leave it in the old file
duplicate-move = The person stays in “{ $name }” only
duplicate-move-text = The person stays in one household and the other remains; what it had can be brought back
duplicate-news-text = A file that is part of “{ $whole }” has got { $count } new fields
duplicate-disputed-text = Desks have decided differently. Please settle it; until then all are shown
duplicate-settle = All belong to “{ $name }”
duplicate-settle-apart = All are separate

# Decided
duplicate-done-joined = “{ $part }” is part of “{ $whole }”
duplicate-done-apart = “{ $a }” and “{ $b }” are kept apart
duplicate-done-moved = The person of “{ $part }” belongs to “{ $whole }”
duplicate-undo = Undo
duplicate-undo-name = Undo: { $what }
duplicate-did-join = Joined as one household: { $name }
    .hint = It can be undone under “Decided”
duplicate-did-apart = { $count } households are kept apart and not asked about again
    .hint = It can be undone under “Decided”
duplicate-did-move = The person now belongs to “{ $name }”
    .hint = It can be undone under “Decided”
duplicate-did-leave = The new content stays in the old file
duplicate-nothing = There is nothing to do
duplicate-undone = Undone
duplicate-undone-kept = Undone; { $count } fields changed since then stay
duplicate-refused-same = It is the same file
duplicate-refused-gone = The household that should stay is itself part of another
    .hint = Settle the differing decisions first
duplicate-refused-elsewhere = This household is part of another one already
    .hint = Undo that join first
duplicate-refused-money = This household has an order or a settlement: it must be the one that stays
    .hint = Its money has been spent. Let it stay; two households with orders cannot be joined and are a case of double funding
duplicate-no-thread = The system has no resources to compare ({ $detail })
duplicate-joined-into = Part of “{ $name }”
duplicate-go-whole = Go to “{ $name }”

# Command line
duplicate-cli-about = List households that may be the same, certain ones first
duplicate-cli-workspace = Folder of the workspace
duplicate-cli-report = One JSON object per line, for other programs
duplicate-cli-all = List the merely possible ones too
duplicate-cli-count = { $certain } certain, { $likely } likely, { $possible } possible; { $compared } households compared
