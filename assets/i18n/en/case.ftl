# The household's file: where it stands and what is next
case-way = The way
case-now = Now
case-others = Also
case-when = { $date } · { $author }
case-station-passed = Passed: { $stage } { $when }
case-station-here = Now: { $stage }
case-station-ahead = Ahead: { $stage }
case-go-plan = Make the plan
case-go-agree = Show the plan to the family
case-go-notice = Record the notice
case-go-order = Write the work order
case-go-works = See the works
case-go-accept = Accept the works
case-go-settle = Settle
case-go-account = See the account
case-go-return = Return visit
case-see-survey = See the survey ({ $photos } photos)
case-see-plan = See the plan
case-see-agreement = See the signatures
case-see-notice = See the notice
case-see-order = See the work order
case-see-works = See the works
case-see-acceptance = See the acceptance
case-see-account = See the account
case-not-your-role = Your role may not do this
    .hint = The coordinator or the contractor does it
case-lacks = { $count ->
    [one] { $count } thing is lacking
   *[other] { $count } things are lacking
}
case-lack-go = Put right: { $what }
case-did-step = { $what }
case-dispute-text = Two devices each took a step without knowing of the other: say which one counts
case-dispute-take = "{ $stage }" counts
case-reopened-text = Another device has gone on to "{ $stage }". Once the survey is finished, the household is there again
case-reopened-go = Go to the survey
case-conflicts = { $count ->
    [one] { $count } answer differs between devices
   *[other] { $count } answers differ between devices
}
case-conflicts-hint = Settle them one by one in the survey under "To do"
case-open = The household's file
case-leave = { $task }: done

# The plan
case-plan-title = Plan of { $name }
case-plan-subtitle = Plan · { $place }
case-plan-nothing = The survey found nothing to retrofit
case-plan-nothing-hint = Add items by hand, or look at the survey again
case-plan-too-early = The survey is not finished
    .hint = The plan is made after it
case-plan-closed = This household is at "{ $stage }": the plan can be read but not changed
    .hint = To change it choose "Plan again"; it is signed again afterwards
case-plan-accept = Accept
case-plan-change = Change…
case-plan-decline = Decline…
case-plan-declined = Declined: { $reason }
case-plan-reopen = Take back
case-plan-reopen-what = Take back: { $what }
case-plan-remove = Remove
case-plan-ramp = Ramp calculator
case-plan-unfold = Reasons: { $what }
case-plan-wished = Asked for
case-plan-own = Own item
case-plan-vanished = The survey no longer finds this: is it still wanted?
case-plan-disputed = Devices differ here: please check
case-plan-uncertain = Not measured: one piece is a guess
case-plan-no-amount = Enter quantity and price
case-plan-sizes = To build: { $sizes }
case-plan-how = Quantity: { $how }
case-plan-estimate = Estimate { $least } to { $most }, { $list }
case-plan-price-list = Price: { $list }
case-plan-note = Mind: { $note }
case-plan-photo = { $what }: photo { $number }
case-plan-add = Add an item…
case-own-price = Entered by hand
case-did-accept = accept "{ $what }"
case-did-decline = decline "{ $what }"
case-did-reopen = take back "{ $what }"
case-did-change = change "{ $what }"
case-did-add = add "{ $what }"
case-did-suggest = take the suggestion
case-change-variant = Kind
case-change-variant-price = The price follows the kind
case-change-quantity = Quantity
case-change-price = Price of one
case-change-sum = Together { $sum }
case-change-place = Where
case-change-sizes = How to build, sizes
case-change-do = Take into the plan
case-decline-title = Why not "{ $what }"?
case-decline-reason = Reason
case-decline-family = The family does not want it
case-decline-have = They have it already
case-decline-impossible = The building does not allow it
case-decline-money = Above the cap
case-decline-other-scheme = Done by another scheme
case-decline-instead = Solved in another way
case-add-search = Search the catalogue: name or code
case-add-more = { $count } more: type a few more letters
case-add-own = Not in the catalogue: add "{ $name }"

# Money
case-money-title = Money
case-money-cap = cap { $cap } per household
case-money-said = { $total } chosen of a cap of { $cap }
case-money-over = { $over } above the cap
case-money-left = { $left } left · average { $average }
case-money-more = Money in detail
case-money-warnings = Money: { $count } to check
case-money-sources = Who pays
case-suggest = Suggest under the cap…
case-suggest-take = Take it: { $count } more
case-suggest-aim = How it is chosen: danger first (fire, gas, falls), then toilet and bath, getting out, kitchen, comfort; what was asked for counts double, and devices do not stand in for works. Nothing better fits the cap; of equals the cheapest is taken
case-suggest-left-out = Not chosen
case-minds = { $count ->
    [one] { $count } thing to mind
   *[other] { $count } things to mind
}
case-lack-undecided = { $count } proposals are not decided
case-did-leave = leave "{ $what }" for later
case-did-leave-rest = leave { $what } for later
case-did-over-reason = say why it exceeds the cap

# The plan shown to the family
agree-title = The plan for the home of { $name }
agree-subtitle = For the family to see and to hear
agree-mode = Show
agree-mode-list = The list
agree-mode-read = Read aloud
agree-place = Sentence { $place } of { $count }
agree-back = Back
agree-on = Next
agree-sign = Understood: sign
agree-see-signatures = See the signatures
agree-changes = Since the last signature the plan has changed
agree-cost-nothing = It costs you nothing
agree-cost-own = You pay { $own } yourselves
agree-say-first = Good day. We are going to do { $count } things in your home; here they are, one by one
agree-say = Number { $number }: { $what }, { $quantity } { $unit }
agree-say-place = Number { $number }, { $place }: { $what }, { $quantity } { $unit }
agree-say-last = If something is unclear or unwanted, please say so now; if you agree, please sign

# The settlement
account-title = Settlement of { $name }
account-subtitle = What was accepted is paid
account-item = Item
account-planned = Planned
account-installed = Installed
account-accepted = Accepted
account-price = Price
account-amount = Amount
account-change-order = Change order
account-not-passed = Not accepted
account-sum = All items
account-deduction = Deduction
account-total = To be paid
account-rounding = Each line is accepted quantity × price to the fen, half a fen up; the sum is the sum of the lines
account-over = { $over } above the cap of { $cap }
account-over-reason = Why: { $reason }
account-price-off = "{ $item }" costs { $price }; the list says { $least } to { $most }
account-unknown = "{ $item }" has no amount yet
account-form = Fill the form and sign
account-see-form = See the form
case-plan-left = Left for later: { $reason }
case-plan-leave = Leave for later
case-plan-decline-do = Decline
case-plan-leave-rest = Leave the other { $count } for later
case-leave-rest-reason = The urgent things first
case-plan-unsuited = { $count } proposals that are meant for others
case-change-payer = Who pays
case-change-payer-order = By the programme's rules
case-money-devices = Devices are { $share }, more than { $limit }: they must not stand in for works ({ $source })
case-money-uncertain = { $count } without a certain amount, in no sum
case-money-practice = practice
case-over-ask = Say why it exceeds the cap…
case-over-change = Change the reason…
case-over-reason = Why it exceeds the cap per household
case-over-do = Keep the reason
case-over-more = Several disabled persons
case-over-county = The county pays
case-over-donated = A donation pays
case-did-ramp = take the ramp "{ $what }"
case-money-other-scheme = "{ $scheme }" covers these too: check whether they were given already
case-money-elderly = { $item } (no. { $numbers } of the elderly list)
case-money-served = { $told } (source: { $source })
case-money-served-items = { $told }, concerns { $items } (source: { $source })
case-lacks-more = { $count } more
case-stale = The plan has changed since it was signed: a new signature is needed
case-return-later = Return visit from { $from } to { $until }
case-return-due = The return visit is due, from { $from } to { $until }
case-return-late = The return visit is late: it was due from { $from } to { $until }
case-return-done = Visited again on { $date }
case-money-batch = The other { $count } plans of this batch come to { $average } on average; to keep the average this one may take { $leaves }
case-money-batch-spent = The other { $count } plans of this batch come to { $average } on average, above { $most } already: anything here adds to it

case-earlier = Earlier answers (no longer asked by the form)
