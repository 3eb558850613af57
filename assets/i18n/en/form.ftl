# Forms: reading, checking, and what every form says about an answer.

# Reading a form file
form-too-big = The form file is larger than { $limit } MB and is not read
form-field-unknown = There is no field “{ $found }” here
    .hint =
        { $nearest ->
            [no-name] Possible here: { $known }
           *[other] Did you mean { $nearest }?
        }
form-variant-unknown = There is no “{ $found }” here
    .hint =
        { $nearest ->
            [no-name] Possible here: { $known }
           *[other] Did you mean { $nearest }?
        }
form-field-missing = The field “{ $field }” is missing
form-field-twice = The field “{ $field }” stands twice
form-comma-missing = A comma is missing, or a bracket before is not closed
form-text-ends = The text ends here; a quote or bracket is not closed
form-value-wrong = Expected { $expected } here, found { $found }
form-unreadable = This cannot be read: { $reason }

# Checking a form: texts and names
form-chinese-missing = The Chinese text (zh) is missing
form-english-missing = The English text (en) is missing
    .hint = English screens will show the Chinese text
form-language-unknown = Unknown language “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Use zh, en or mn
           *[other] Did you mean { $nearest }?
        }
form-name-twice = The name “{ $name }” is already taken
    .hint = Sections, groups, repeats and questions of a form need different names
form-name-taken = The name “{ $name }” is taken by the form “{ $form }”
    .hint = All answers of a household share one set of names: choose another. Only repeats at the same level may be shared
form-name-reserved = The name “{ $name }” is reserved for the program
    .hint = Names must not begin with _ nor end in .note or .accepted
form-name-unknown = Nothing here is called “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Check the spelling; a form whose questions are named must stand in uses
           *[other] Did you mean { $nearest }?
        }
form-name-bare = “{ $name }” stands without { "${" }…{ "}" }
    .hint =
        { $nearest ->
            [no-name] Refer to a question by { "${" }…{ "}" }; put texts in quotes
           *[other] Did you mean { $nearest }?
        }
form-attribute-unknown = No choice has the attribute “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Attributes stand in the choices’ attrs; refer to a question by { "${" }…{ "}" }
           *[other] Did you mean { $nearest }?
        }
form-choice-unknown = The question “{ $question }” has no choice “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Check the ids of its choices
           *[other] Did you mean { $nearest }?
        }
form-answer-wrong = “{ $name }” cannot be an answer to “{ $question }”
    .hint =
        { $nearest ->
            [no-name] Write it as the kind of question demands: 'yes', 'no', the id of a choice, a number
           *[other] Did you mean { $nearest }?
        }
form-preset-unknown = This repeat has no question “{ $name }”
    .hint =
        { $nearest ->
            [no-name] A preset fills in questions of its own repeat
           *[other] Did you mean { $nearest }?
        }
form-list-unknown = There is no list “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Add it to lists
           *[other] Did you mean { $nearest }?
        }
form-list-empty = The list “{ $name }” is empty
form-list-unused = The list “{ $name }” is not used
form-choice-twice = The choice id “{ $name }” stands twice in the list
form-source-unknown = There is no source “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Add it to sources
           *[other] Did you mean { $nearest }?
        }
form-table-unknown = There is no table “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Add it to tables
           *[other] Did you mean { $nearest }?
        }
form-drawing-unknown = There is no drawing “{ $name }”
    .hint =
        { $nearest ->
            [no-name] See assets/drawings
           *[other] Did you mean { $nearest }?
        }
form-measure-unknown = The catalogue has no measure “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Check the codes of the catalogue
           *[other] Did you mean { $nearest }?
        }
form-used-unknown = There is no form “{ $name }”
    .hint =
        { $nearest ->
            [no-name] A form that is used must be without errors itself
           *[other] Did you mean { $nearest }?
        }
form-repeat-unknown = There is no repeat “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Check the spelling
           *[other] Did you mean { $nearest }?
        }
form-section-unknown = There is no section “{ $name }”
    .hint =
        { $nearest ->
            [no-name] Check the spelling
           *[other] Did you mean { $nearest }?
        }
form-finding-twice = The finding id “{ $name }” stands twice

# Checking a form: structure
form-items-too-many = Too many items: at most { $limit }
form-section-inside = A section can stand only at the top of a form
    .hint = Use Group inside
form-repeat-deep = Repeats are nested more than { $limit } deep
form-rows-too-many = Too many rows are required: at most { $limit }
form-quick-empty = “No problem in this room” is offered, but no question has a fine answer
form-field-misplaced = A question of this kind has no use for the field “{ $field }”
form-range-inverted = The lower bound of { $range } is above the upper one
form-range-outside = warn reaches beyond hard
    .hint = warn lies within hard: outside warn the program asks again, outside hard it refuses
form-step = The step must be above 0
form-places = Too many decimal places: at most { $limit }
form-most = most must lie between 1 and { $count }
form-citizen-id-elsewhere = “{ $name }” is not a citizen id question in the same row
    .hint = It must be of kind CitizenId and stand in the same repeat as the certificate

# Checking a form: expressions
form-loop = Conditions or calculations depend on themselves: { $loop }
    .hint = Remove one of these references
form-wildcard = The path “{ $path }” with a wildcard cannot be used in a form
    .hint = Name the questions, so that only what they touch is evaluated again
form-dot = “.” has no meaning here
    .hint = A row’s name and a finding belong to no single question: name it
form-volatile = The calculated result changes with time or chance
    .hint = It is evaluated when an answer it depends on changes; for a fixed value use default

# The library
form-version-twice = The form “{ $name }” is already here in version { $version }
    .hint = Raise the version of a changed form by 1
form-lower-stays = The form “{ $name }”, version { $version }, has errors and is not used
    .hint = The form that was there before stays in use
form-uses-loop = Forms use each other: { $loop }
    .hint = Remove one of them from uses
form-text-lost = The form “{ $name }”, version { $version }, with which this visit was begun is not here
    .hint = You can go on with the present version

# Answers
form-yes = Yes
form-no = No
form-answer-kind = The answer does not fit the kind of question
    .hint = The question may have changed with a new version: please answer again
form-number-impossible = Must lie between { $least } and { $most }
    .hint = Please measure and enter it again
form-number-unusual = Usually between { $least } and { $most }
    .hint = Please check once more
form-choice-gone = The form no longer offers “{ $choice }”
form-choices-too-many = Choose at most { $most }
form-choice-alone = “None of these” cannot stand beside other choices
form-text-too-long = The text is too long: at most about { $limit } characters
form-date-early = { $date } is long ago
    .hint = Please check the year
form-date-late = { $date } is far ahead
    .hint = Please check the year
form-division-code = The division’s code must have 6 digits
form-division-unknown = The division { $code } is not in the list
    .hint = Development zones may have codes of their own; please check
form-phone-odd = This looks like neither a mobile number nor a landline with area code
    .hint = A mobile number has 11 digits, a landline looks like 0471-4612345
form-citizen-id-length = A citizen id has 18 characters, not { $count }
form-citizen-id-obsolete = This is an obsolete citizen id of 15 digits
    .hint = Enter the 18 characters of the present card
form-citizen-id-character = Character { $place } cannot stand there
    .hint = Only the last one may be an X
form-citizen-id-date = The date of birth does not exist
    .hint = Check characters 7 to 14
form-citizen-id-future = The date of birth lies in the future
    .hint = Check characters 7 to 14
form-citizen-id-check = The check character does not fit: a digit is wrong
    .hint = Compare digit by digit; if the first 17 are right, the last must be { $expected }
form-certificate-length = A certificate number has 20 characters (22 when reissued), not { $count }
form-certificate-only-id = The last two digits are missing: category and grade
    .hint = A certificate number is the citizen id followed by one digit each for category and grade
form-certificate-category = Character 19 (category) must be 1 to 7, not { $found }
form-certificate-grade = Character 20 (grade) must be 1 to 4, not { $found }
form-certificate-reissue = The last two characters (reissue) must be B1 to B9
form-certificate-other-person = The certificate is not of the person with this citizen id
    .hint = The first 18 characters must agree: compare both cards

form-diff-line = { $label } [{ $id }]: { $what }
form-diff-added = new
form-diff-gone = no longer asked; answers stay as earlier answers
form-diff-renamed = renamed, was { $from }
form-diff-elsewhere = asked in other rows
form-diff-kind = kind { $from } became { $to }
form-diff-unit = unit { $from } became { $to }
form-diff-no-unit = none
form-diff-choices = choices gone: { $gone }; new: { $added }
form-diff-choices-gone = choices gone: { $gone }
form-diff-choices-added = new choices: { $added }
form-diff-reworded = words have changed
form-diff-rules = other conditions, checks or reference lines
form-kept-gone = no longer asked
form-kept-elsewhere = asked in other rows now
form-kept-kind = takes another kind of answer now
form-kept-unit = measured in something else now
form-kept-choice = this choice is no longer offered
form-kept-answered = the new question has another answer
