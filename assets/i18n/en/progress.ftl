# How far the programme is, and its money.

# tabs
progress-tab-overview = Overview
progress-tab-way = Progress
progress-tab-money = Money
progress-tab-quality = Quality
progress-tab-people = People
progress-tab-measures = Measures
progress-tab-late = Late
progress-tab-targets = Targets

# What is looked at.
progress-all = All
progress-all-years = All years
progress-everything = Show everything
progress-scope-year = Year
progress-year = { $year }
progress-month = { $month }
progress-region = Whole region
progress-whole = Total
progress-counting = Counting…
progress-nothing = Nothing to show here
progress-source = Source: the files of { $count } households in this workspace
progress-as-of = As of { $date }
progress-no-name = No name
progress-unknown = Not filled in

# Steps and groups.
progress-step-registered = Registered
progress-step-assessed = Assessed
progress-step-planned = Planned
progress-step-signed = Signed
progress-step-noticed = Noticed
progress-step-ordered = Ordered
progress-step-started = Begun
progress-step-finished = Finished
progress-step-accepted = Accepted
progress-step-settled = Settled
progress-step-archived = Archived
progress-by-league = League
progress-by-banner = Banner
progress-by-township = Township
progress-by-contractor = Contractor
progress-by-surveyor = Surveyor
progress-by-category = Category
progress-by-grade = Grade
progress-by-measure = Kind of measure
progress-by-month = Month
progress-place-unknown = Place not known
progress-place-other = Elsewhere ({ $code })
progress-township-unknown = Township not known
progress-contractor-none = Not ordered yet
progress-surveyor-none = Nobody assigned
progress-measure-own = Not in the catalogue

# Key figures.
progress-target = Target
progress-budget = Assigned money
progress-completion = Completion
progress-in-works = In works
progress-planned = Planned
progress-ordered = Ordered
progress-settled = Settled
progress-left = Money left
progress-average = Average per household
progress-average-most = Average allowed
progress-cap = Cap per household
progress-over-count = Over the cap
progress-first-go = Passed at once
progress-satisfied = Satisfied
progress-complaints = Complaints
progress-late = Late
progress-devices = Devices
progress-deviating = Prices off the list
progress-share = Share (%)
progress-completion-column = Completion (%)
progress-devices-column = Devices (%)
progress-first-go-column = Passed at once (%)
progress-satisfied-column = Satisfied (%)
progress-planned-yuan = Planned (¥)
progress-settled-yuan = Settled (¥)
progress-average-yuan = Average (¥)
progress-of-task = { $done } accepted of { $task }
progress-no-target = No target set
progress-said-assessed = { $count } assessed
progress-said-ordered = { $count } ordered in all
progress-said-satisfied = { $share } satisfied
progress-said-settled = { $amount } settled
progress-said-budget = { $budget } assigned, { $settled } settled
progress-said-most = Allowed { $amount }
progress-said-cap = Cap { $amount }
progress-said-unexplained = { $count } without a reason
progress-late-none = Nothing is late
progress-late-most = { $count }, up to { $days } days

# Units.
progress-households = { $count } homes
progress-persons = { $count } people
progress-items = { $count } items
progress-days = { $days } days
progress-days-most = up to { $days } days
progress-wan = ¥{ $amount }k
progress-thousand = ¥{ $amount }k
progress-unit-households = homes
progress-unit-yuan = ¥
progress-unit-by-cost = Homes by their cost in yuan

# Figures: each asks a question.
progress-fig-funnel = How far have we come?
progress-fig-funnel-note = Counts all that came at least so far; a disputed stage counts as the earlier
progress-fig-standing = Where do households stand now?
progress-fig-map = How far is each league?
progress-fig-map-note = Accepted of the target, or of those registered where none is set; positions are schematic
progress-fig-tiles = How far is each banner?
progress-fig-tiles-note = Accepted of the target, or of those registered where none is set
progress-fig-places = Who lags behind?
progress-fig-places-note = Lowest completion first; the line is 100 %
progress-fig-months-visit = Do visits keep up with the plan?
progress-fig-months-visit-note = Added up month by month
progress-fig-months-works = Do the works keep up with the orders?
progress-fig-months-works-note = Added up month by month
progress-fig-contractors = How much has each contractor done?
progress-fig-contractors-note = Accepted of those ordered from them
progress-fig-surveyors = How much has each surveyor done?
progress-fig-surveyors-note = Assessed of those assigned to them
progress-fig-categories = How far by category of disability?
progress-fig-categories-note = A household counts once under each category of its people
progress-fig-grades = How far by grade?
progress-fig-grades-note = By the heaviest grade in the home
progress-fig-sources = Who pays, and how much so far?
progress-fig-sources-note = Planned by settled plans, ordered at signed prices, settled by accepted quantities less deductions
progress-fig-averages = Where is the average too high?
progress-fig-averages-note = The line is the average allowed; without donations and own money
progress-fig-distribution = What does a home cost?
progress-fig-distribution-note = As settled, else as planned; without donations and own money
progress-fig-devices = Do devices stand in for works?
progress-fig-devices-note = Share of devices in the planned money; the line is where a warning begins
progress-fig-over = Which homes exceed the cap?
progress-fig-over-note = Those most over first; the line is the cap
progress-fig-deviations = Whose prices are off the list?
progress-fig-first-go = Whose works pass at once?
progress-fig-first-go-note = Of homes with every item judged, those that passed at once; lowest first
progress-fig-outcomes = How did acceptances end?
progress-fig-satisfaction = Are families satisfied?
progress-fig-satisfaction-note = As asked at the acceptance
progress-fig-afterwards = What did acceptances and return visits find?
progress-fig-category = By category
progress-fig-grade = By grade
progress-fig-age = By age
progress-fig-age-note = In full years at the end of this year
progress-fig-sex = By sex
progress-fig-hardship = By hardship
progress-fig-hardship-note = A household may have several
progress-fig-residence = Town, farmland, pasture
progress-fig-ethnic = By ethnic group
progress-fig-home = By household
progress-fig-groups = What kinds of works?
progress-fig-groups-note = Homes whose plan has such works, and those accepted
progress-fig-measures = Which measures?
progress-fig-late-what = What is late?
progress-fig-late-with = With whom?
progress-fig-late-households = Which homes wait longest?

# Columns.
progress-column-step = Step
progress-column-households = Homes
progress-column-count = Number
progress-column-code = Code
progress-column-place = Place
progress-column-household = Home
progress-column-group = Group
progress-column-outcome = Outcome
progress-column-answer = Answer
progress-column-what = What
progress-column-whom = With whom
progress-column-days = Days
progress-column-most-days = Most days
progress-column-mean-days = Mean days
progress-column-measure = Measure
progress-column-items = Items
progress-column-items-accepted = Items passed
progress-column-quantity = Planned quantity
progress-column-quantity-accepted = Accepted quantity
progress-column-unit = Unit
progress-column-from-yuan = From (¥)
progress-of-target = Of the target (%)
progress-of-registered = Of those registered (%)
progress-target-or-registered = Target or registered
progress-plan-visit = Visits planned
progress-plan-works = Due by the orders
progress-sum = Total
progress-cost = Cost
progress-over-amount = Over by
progress-over-by = { $amount } over
progress-reason = Reason
progress-over-explained = Reason given
progress-over-unexplained = No reason
progress-mark-cap = Cap { $amount }
progress-mark-average = Average { $amount }
progress-undated = No date
progress-report-title = Progress report

# Quality.
progress-judged = Homes judged
progress-at-first-go = Passed at once
progress-rectified = Passed after repair
progress-to-rectify = To be put right
progress-charged = Family was charged
progress-returned = Visited again
progress-idle = Something idle
progress-faulty = Something broken
progress-said-very-good = Very satisfied
progress-said-good = Satisfied
progress-said-fair = Neither
progress-said-poor = Dissatisfied
progress-said-very-poor = Very dissatisfied

# People.
progress-female = Female
progress-male = Male
progress-age-child = 0 to 15
progress-age-young = 16 to 44
progress-age-middle = 45 to 59
progress-age-sixties = 60 to 69
progress-age-seventies = 70 to 79
progress-age-eighty = 80 and older
progress-town = Town
progress-farming = Farmland
progress-pasture = Pasture
progress-several = Several people with disabilities
progress-old = Aged 60 or older

# What is late.
progress-late-visit = Visit
progress-late-notice = Notice ended, not brought on
progress-late-start = Beginning of the works
progress-late-works = End of the works
progress-late-rectification = Rectification
progress-late-return = Return visit
progress-with-office = The office, or nobody named

# What one does.
progress-into = Go into it
progress-follow = Show these { $count }
progress-open = Open the file
progress-show-all = Show all { $count }
progress-as-table = As a table
progress-as-chart = As a chart
progress-save-picture = Save picture
progress-save-xlsx = Save as Excel
progress-save-csv = Save as CSV
progress-saving = Saving…
progress-saved = Saved { $file }
progress-dismiss = All right
progress-print = Report of the month (PDF)
progress-unsaved = Not saved: { $why }
    .hint = Make room, or use a folder that can be written to, and try again

# Targets.
progress-targets-note = Enter each banner's target and money as the funding document says; completion is of the target
progress-targets-league = Choose a league
progress-targets-unread = The file of targets cannot be read: { $why }
    .hint = Correct targets.ron in the workspace, or move it away and enter the numbers here again
progress-target-said = target { $count }, { $money }
progress-target-done = { $registered } registered, { $accepted } accepted
progress-target-set = Save
progress-target-leave = Leave it

# The report of the month.
progress-monthly-title = Home retrofit, { $place }: report of the month ({ $year })
progress-monthly-leagues = By league
progress-monthly-banners = By banner
progress-monthly-townships = By township
progress-monthly-page = Page {"{"}page{"}"} of {"{"}pages{"}"}
progress-monthly-notes = Each step counts the households that came at least so far; completion is accepted of the target. Planned: settled plans; settled: accepted quantities less deductions; averages are without donations and own money
