# Handing over 交接: what a receiver has confirmed, and what may go from this device.
handing-title = Handing over
handing-open = Hand over
handing-package-receipt = Receipt
handing-number = package { $number }
handing-sealed = Sealed: only its receivers can open it

# Looking before taking.
handing-offered = A package has come; nothing is taken yet
handing-check-holds = { $households } households, { $photos } photos, { $size }
handing-check-full = Complete
handing-check-delta = Only what is new; { $count } households confirmed earlier are left out
handing-check-part = Part { $number }, more parts follow
handing-check-last-part = Part { $number }, the last one
handing-check-sealed = Sealed; this device can open it
handing-check-open = Not sealed
handing-check-receipt = A receipt: which households and photos have arrived
handing-check-new = { $count } of them are not here yet
handing-check-missing = { $count } photos are missing, in the package and here
handing-check-unknown = { $count } of the households left out are unknown here: it may be meant for another office
handing-check-damaged = { $count } entries are damaged and will not be taken
handing-take = Take
handing-leave = Not now

# Receipts.
handing-heard = Receipt: { $confirmed } households confirmed ({ $photos } photos), { $changed } changed since
handing-receipt-of-others = This receipt is for another tablet
    .hint = Ask the office for the receipt of this one
handing-receipt-broken = The receipt cannot be read: { $detail }
    .hint = Ask the office to write it again
handing-receipt-nothing = There is no household to confirm
handing-receipt-written = Receipt written: { $devices } devices, { $households } households, { $photos } photos
handing-receipt-hint = Give it back to who brought the package, to be opened on that tablet
handing-receipt-make = Write receipt
handing-receipt-title = Receipts
handing-receipt-text = Tells the tablet which households and photos are safe here, so that it may be cleaned
handing-receipt-waiting = { $count } packages were taken and have no receipt yet
handing-forms-came = { $count } form files came along and were kept
    .hint = They count from the next start on

# The screen.
handing-over-title = To the office
handing-news = { $count } households have news that no office has confirmed
handing-no-news = Everything is confirmed; there is nothing new
handing-receiver = For which office
handing-receiver-any = Any
handing-seal-title = Sealed for
handing-open-inside = This workspace is sealed; a package that is not sealed must not stay in it
    .hint = Choose a receiver, or save to a folder outside, such as a stick
handing-seal-nobody = No receiver is chosen: whoever finds the file can open it
handing-offices-title = Confirmed by
handing-offices-none = No receipt yet. After handing over, ask the office for a receipt and open it here
handing-office-unnamed = office { $device }
handing-office = { $name }, { $time }
handing-office-confirmed = { $confirmed } households confirmed
handing-office-changed = { $changed } households changed since
handing-looking = Checking…

# Purging.
handing-purge-title = Clean this device
handing-left = { $count } households handed over and cleaned
handing-goes = { $count } households may go, { $photos } photos, { $size }
handing-goes-none = No household may go now
handing-goes-packages = With { $count } handover packages kept here
handing-stays = { $count } households stay
handing-stays-unfinished = { $count } not finished, or sent back
handing-stays-unconfirmed = { $count } not confirmed by an office
handing-stays-changed = { $count } changed since they were confirmed: hand over again
handing-stays-photos = { $count } with photos that the office lacks: hand over again
handing-stays-awaited = { $count } with photos on their way
handing-stays-open = { $count } being edited
handing-stays-partial = { $count } with content that is not handed over
handing-stays-unreadable = { $count } that cannot be read
handing-unfinished = Confirmed ones that are not finished, too
handing-purge = Clean { $count } households
handing-purge-ask = Clean { $count } households?
handing-purge-words = The office has confirmed that it holds all of them. They and their photos ({ $photos }, { $size }) leave this device for good; the office can assign them again
handing-purge-yes = Clean now
handing-purging = Cleaning…
handing-gone = { $count } households cleaned, { $photos } photos, { $size } freed
handing-stopped = Stopped; nothing was cleaned

# The command line.
handing-cli-folder = The workspace
handing-cli-pack = Write a package: handover, return, assignment or receipt
handing-cli-kind = Which package
handing-cli-out = Write to this file
handing-cli-all = Everything, not only what is not confirmed
handing-cli-for = Only the receipts of this device count
handing-cli-to = Seal for: a key age1…, or a file with keys; may be given several times
handing-cli-of = Packages or workspaces to write receipts for; may be given several times
handing-cli-part = Most MB of one part
handing-cli-key = Identity file that opens sealed packages; may be given several times
handing-cli-codes = Exit codes: 0 all is well, 1 failed, 2 misused, 3 something is missing, damaged or refused, 4 nothing to do
handing-cli-unpack = Look into packages, or take them
handing-cli-check = Only look
handing-cli-into = Take into this workspace
handing-cli-receipt = Then write the receipt to this file
handing-cli-no-into = Name a workspace with --into, or only look with --check
handing-cli-purge = Remove households that an office has confirmed
handing-cli-dry-run = Only say what would go
handing-cli-unfinished = Confirmed ones that are not finished, too
