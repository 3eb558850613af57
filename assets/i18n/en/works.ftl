# works

# For whom the tablet is
works-role-title = Who uses this tablet?
works-role-text = Decides what is shown; cannot be changed once there are households
works-role-surveyor = Surveyor: visits homes
works-role-contractor = Contractor: builds by work orders
works-role-coordinator = Coordinator: plans, orders, accepts, accounts
works-role-fixed = There are households in this workspace, so its role stays
    .hint = For another role make another workspace

# The list of works
works-list-title = Jobs
works-list-search = Search name, address, phone
works-list-empty = No jobs yet
works-list-empty-text = Open the package (.tantu) that the coordinator sent, or drop it on the window
works-list-nothing = No such jobs
works-filter-open = To build
works-filter-late = Late
works-filter-waiting = To answer
works-filter-done = Done
works-filter-all = All
works-items-done = { $done } of { $count } items
works-late = { $days } days late ({ $day })
works-due-today = Due today
works-due = Due { $day }
works-count-defects = { $count } to put right
works-count-unread = { $count } unread
works-count-pending = { $count } changes open
works-count-late = { $count } late
works-stage-count = { $stage }: { $count }

# The job sheet
works-copy = Copy: { $text }
works-copied = Copied
works-start-by = Begin on { $value }
works-finish-by = Finish by { $value }
works-order-number = Order { $value }
works-contractor = Contractor: { $value }
works-no-photos = The family wants no photos; say so when an item is done
works-rectify = The acceptance found faults: do the items in red first
works-rectify-by = Put right by { $value }
works-no-items = No accepted items in this household: ask the coordinator
works-amount = { $quantity } { $unit }
works-amount-unknown = Quantity open
works-changed-from = Planned { $value }; build by the approved change
works-place-photos = Where it is built
works-item-open = Not begun
works-item-started = In works
works-item-done = Done
works-item-defect = To put right
works-item-unfold = Unfold: { $name }
works-item-fold = Fold: { $name }
works-item-start = Begin this item
works-item-finish = This item is done
works-item-reopen = Not finished after all
works-item-gone = This item is no longer in the order
works-done-no-quantity = “{ $name }” has no installed quantity
    .hint = Enter what is really there, then report it done
works-done-no-photo = “{ $name }” has no photo after
    .hint = Take one from the same place as before, or say why there is none
works-report-start = Report start
works-report-finish = All done: report
works-finish-left = { $count } items are not done

# Talk
works-talk = Questions and answers
works-side-office = Office
works-side-builder = Contractor
works-seen = read
works-say-name = Say something about { $name }
works-say-hint = Ask here
works-say-hint-office = Answer the contractor here
works-say-send = Send
works-say-send-name = Send: { $name }
works-say-nothing = Write something first

# Changes
works-changes = Changes
works-change-same = The quantity is the same as now: there is nothing to change
    .hint = A change is about quantity; say anything else in the talk about the item
works-change-propose = Propose a change
works-change-quantity = New quantity
works-change-reason = Reason
works-change-send = Submit
works-change-open = Waits for an answer
works-change-approved = Approved
works-change-refused = Refused
works-change-disputed = Answered differently on two devices: answer again
works-change-amount = { $from } becomes { $to }
works-change-answer = Answer: { $answer }
works-change-answer-name = Answer to the change
works-change-answer-hint = A refusal needs a reason
works-change-approve = Approve
works-change-refuse = Refuse
works-change-retract = Take back
works-change-sign-again = The signed plan keeps its quantity; print the change order for the family to sign
works-change-no-reason = A change needs a reason
works-change-decided = This change was answered and cannot be taken back
works-change-gone = This change is gone, or names no quantity
works-refuse-no-reason = A refusal needs a reason
works-reason-size = Measurements on site differ from the plan
works-reason-wall = The wall cannot bear the load
works-reason-family = The family asks for it
works-reason-ground = The ground is bad, a base is needed

# Orders
works-orders-title = Orders and works
works-tab-issue = To order { $count }
works-tab-contractors = Contractors { $count }
works-tab-inbox = To answer { $count }
works-issue-none = No household waits for an order
works-issue-none-text = When its notice is over, say so in the household's file, and it appears here
works-issue-which = Which households
works-issue-all = Choose all ({ $count })
works-issue-more = { $count } more are not listed: search
works-issue-to = To whom
works-issue-do = Order { $count } households
works-terms-contractor = Contractor
works-terms-phone = Contractor's phone
works-terms-number = Order number
works-terms-ordered = Date of the order
works-terms-start = Begin on
works-terms-end = Finish by
works-terms-choose = choose
works-terms-note = Remark for the contractor
works-terms-note-hint = The contractor reads this: no numbers of papers, no diagnosis, no income
works-note-call = Call before you come
works-note-camp = At the summer camp: ask where they live before you begin
works-note-dog = There is a dog
works-order-no-household = Choose households first
works-order-no-contractor = Enter the contractor
works-order-no-start = Choose when the works begin
works-order-no-end = Choose when they must be finished
works-order-ends-first = They end before they begin: please correct
works-order-nothing = There is nothing to order in this household
works-ordered = { $count } households ordered from { $name }
    .hint = Now make the package for the contractor
works-order-refused = { $count ->
        [one] One household was not ordered:
       *[other] { $count } households were not ordered:
    }
    { $why }
    .hint = Open them, put this right, then order again
works-order-refused-more = { $count } households were not ordered, the first of them:
    { $why }
    .hint = Open each of them, put this right, then order again
works-contractors-none = Nothing is ordered yet
works-contractor-unnamed = No contractor named
works-contractor-unfold = Households
works-contractor-fold = Fold
works-withdraw = Withdraw
works-withdraw-of = Withdraw the order of { $name }
works-withdraw-title = Withdraw the order of { $name }?
works-withdraw-text = The household goes back to “notice over”. If the package has gone out, tell the contractor
works-inbox-title = Waits for your answer
works-inbox-empty = No question and no change waits for you

# Packages
works-package-order = work-order
works-package-return = return
works-hand-back = Make return package
works-hand-back-all = Return everything again
works-hand-back-known = { $count } households have not changed since the last return and were left out
works-package-open = Open package…
works-package-browse = Look for packages on this machine
works-package-place = Save to: { $folder }
works-package-make = Make package ({ $count } households)
works-package-make-for = Make package: { $name }
works-package-making = Making the package: { $done } of { $total } households
works-package-opening = Opening the package: { $done } of { $total } households
works-package-stop = Stop
works-package-dismiss = OK
works-package-made = Package made: { $households } households, { $photos } photos, { $size }
works-package-made-hint = Copy it to a stick or send it; the other side opens it with Tantu
works-package-photos-missing = { $count } photos are not on this device and not in the package
works-package-taken = Taken in: { $new } new, { $changed } changed, { $unchanged } unchanged
works-package-conflicts = { $count } fields say different things: settle them in the household
works-package-photos-lacking = { $count } photos are neither in the package nor here
works-package-refused = { $count } households were not taken in
works-package-refused-why = { $name }: { $why }
works-package-stopped-opening = Stopped; the rest is not taken in. Open it again to go on
works-package-stopped = Stopped; no package was made
works-package-nothing = There is nothing to put into a package
works-package-unsaved = Changes are not on the disk yet, so no package was made
    .hint = Solve the trouble with saving first
works-package-not-yours = This is a { $kind } package, which is not for your role
    .hint = The contractor opens work orders, the coordinator returns
works-take-unknown = This workspace does not have the household
works-package-foreign = Not a Tantu package
    .hint = Choose a file that ends in .tantu
works-package-cut = The package is incomplete, perhaps not copied to the end
    .hint = Copy or send it again
works-package-newer = Made by a newer Tantu ({ $format }): cannot be opened here
    .hint = Update Tantu on this device first
works-package-damaged = The package is damaged: { $detail }
    .hint = Ask for it again
works-package-manifest = The package's list cannot be read: { $detail }
    .hint = Ask for it to be made again
works-package-strange-name = There are files of unknown origin in the package: not opened
    .hint = Make sure who sent it
works-package-list-differs = List and content of the package differ: not opened
    .hint = Ask for it to be made again
works-package-bomb = The content is larger than it can honestly be: not opened
    .hint = Make sure who sent it
works-package-too-large = The package is larger than allowed: not opened
    .hint = Ask for it in parts
works-package-full = Too many households or photos for one package
    .hint = Order or hand back in parts
works-package-read = The package cannot be read: { $detail }
works-package-write = The package cannot be written: { $detail }
works-package-entry-damaged = { $name } in the package is damaged
works-package-entry-missing = { $name } is not in the package

works-browse-packages = Choose a package
works-browse-place = Where packages are saved
works-browse-none = No packages in this folder
works-browse-here = Save to this folder
works-browse-dialog = Choose with the system's dialog
works-browse-outbox = The workspace's outbox
works-dialog-filter = Tantu package

# The terminal
works-cli-order = Makes the packages for contractors without a window
works-cli-contractor = Only for this contractor
works-cli-out = Folder the packages are written to
works-cli-take = Opens packages into the workspace without a window
works-cli-files = Packages
works-cli-role = Whose a new workspace is: surveyor, contractor or coordinator
works-cli-no-workspace = Name the workspace with --workspace
works-go-orders = Orders and works
