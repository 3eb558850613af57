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
