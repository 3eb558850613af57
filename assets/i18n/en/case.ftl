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
case-see-survey = See the survey
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
case-dispute-take = “{ $stage }” counts
case-reopened-text = Another device has gone on to “{ $stage }”. Once the survey is finished, the household is there again
case-reopened-go = Go to the survey
case-conflicts = { $count ->
    [one] { $count } answer differs between devices
   *[other] { $count } answers differ between devices
}
case-conflicts-hint = Settle them one by one in the survey under “To do”
case-open = The household's file
case-leave = { $task }: done

# The plan
case-plan-title = Plan of { $name }
case-plan-subtitle = Plan · { $place }
case-plan-nothing = The survey found nothing to retrofit
case-plan-nothing-hint = Add items by hand, or look at the survey again
case-plan-too-early = The survey is not finished
    .hint = The plan is made after it
case-plan-closed = The plan is final ({ $stage }) and only to be read
    .hint = To change it choose “Plan anew”; it is signed again afterwards
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
case-did-accept = accept “{ $what }”
case-did-decline = decline “{ $what }”
case-did-reopen = take back “{ $what }”
case-did-change = change “{ $what }”
case-did-add = add “{ $what }”
case-did-suggest = take the suggestion
case-change-variant = Kind
case-change-variant-price = The price follows the kind
case-change-quantity = Quantity
case-change-price = Price of one
case-change-sum = Together { $sum }
case-change-place = Where
case-change-sizes = How to build, sizes
case-change-do = Take into the plan
case-decline-title = Why not “{ $what }”?
case-decline-reason = Reason
case-decline-family = The family does not want it
case-decline-have = They have it already
case-decline-impossible = The building does not allow it
case-decline-money = Above the cap
case-decline-other-scheme = Done by another scheme
case-decline-instead = Solved in another way
case-add-search = Search the catalogue: name or code
case-add-more = { $count } more: type a few more letters
case-add-own = Not in the catalogue: add “{ $name }”

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
case-suggest-take = Take this suggestion
case-minds = { $count ->
    [one] { $count } thing to mind
   *[other] { $count } things to mind
}
case-lack-undecided = { $count } proposals are not decided
case-did-leave = leave “{ $what }” for later
case-did-leave-rest = leave { $what } for later
case-did-over-reason = say why it exceeds the cap
