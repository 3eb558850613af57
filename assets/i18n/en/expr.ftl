# Expressions: what is wrong in one, and the names of months and days in format-date.

# Reading
expr-too-long = The expression is longer than { $limit } bytes
    .hint = Split it into calculated questions and refer to them by { "${" }name{ "}" }
expr-too-deep = Brackets are nested more than { $limit } deep
    .hint = Split it into calculated questions and refer to them by { "${" }name{ "}" }
expr-character = Unknown character “{ $character }”
    .hint = Use plain ASCII brackets, commas, quotes and operators
expr-number = The number is malformed or too large
expr-quote = The quote { $quote } is not closed
    .hint = A text begins and ends with the same straight quote
expr-variable = “$” must be followed by a brace
    .hint = Refer to a question by { "${" }name{ "}" }
expr-reference-open = “{ "${" }” has no “{ "}" }”
expr-reference-name = “{ $name }” cannot be the name of a question
    .hint = Names begin with a letter or underscore and hold letters, digits, “_”, “-” and “.”
expr-operator-expected = An operator is missing before “{ $found }”
    .hint = Join conditions by and or or; refer to a question by { "${" }name{ "}" }
expr-unexpected = “{ $found }” cannot stand here
expr-end = The expression is not complete
expr-paren-open = The bracket “(” is not closed
expr-bracket-open = The bracket “[” is not closed
expr-step = The path step “{ $step }” is not supported
    .hint = Paths are made of names, “.”, “..”, “*”, “/” and conditions in square brackets
expr-filter = “[” and “/” can follow only a question’s name or a path
expr-union = Joining paths by “|” is not supported
expr-function-unknown = There is no function “{ $function }”
expr-function-misspelt = There is no function “{ $function }”
    .hint = Did you mean { $suggestion }?
expr-function-out-of-scope = The function “{ $function }” is not supported by this program
expr-argument-count = The function { $function } takes { $expected } arguments, not { $found }
expr-choice-name = The second argument of jr:choice-name must be a question’s name in quotes
    .hint = For example jr:choice-name({ "${" }mobility{ "}" }, '{ "${" }mobility{ "}" }')
expr-pattern = The regular expression is malformed or too complex: { $pattern }
    .hint = Look-around and back-references are not supported

# Checking
expr-unbound = There is no question “{ $name }”
expr-root = “{ $found }” lacks the name of the form
    .hint = Absolute paths begin with /data
expr-number-from-choice = “{ $found }” is a choice and cannot be used as a number
    .hint = If the ids of its choices are numbers, write number({ $found })
expr-no-value = “{ $found }” is a group or repeat and has no answer of its own
expr-never-number = “{ $found }” is not a number
expr-never-date = “{ $found }” is not a date
    .hint = Write dates as '2026-11-24'
expr-date-text = “{ $found }” is a text and cannot be earlier or later
    .hint = Write date({ $found })
expr-choice-boolean = “{ $found }” is a choice and cannot be compared with true or false
    .hint = Compare it with the id of a choice, for example { $found } = 'yes'
expr-not-a-choice = “{ $found }” is not a question with choices
expr-choice-quotes = The id of a choice must be in quotes
    .hint = For example selected({ "${" }mobility{ "}" }, 'wheelchair')
expr-not-nodes = A question’s name or a path must stand here

# Evaluating
expr-several-rows = “{ $path }” has { $count } answers where one is needed
    .hint = Choose a row by indexed-repeat, or combine them by count, sum, max or join
expr-no-own-value = { $function }() has no argument, and there is no question at this place
expr-not-a-date = “{ $value }” is not a date
    .hint = Write dates as 2026-11-24 and times as 2026-11-24T09:30:00
expr-date-pattern = The date pattern does not know “{ $escape }”
    .hint = Use %Y %y %m %n %b %d %e %a %W %H %h %M %S %3 %%
expr-unequal-lists = There are not as many weights as conditions
expr-table = There is no table “{ $table }”, or it has no column “{ $column }” or “{ $key_column }”
expr-text-too-long = The text built here is longer than { $limit } bytes
expr-too-much-work = The expression would need more than { $limit } steps
    .hint = Nest fewer conditions in square brackets
expr-uuid = No identifier could be made

# format-date: %b, %a
expr-month-1 = Jan
expr-month-2 = Feb
expr-month-3 = Mar
expr-month-4 = Apr
expr-month-5 = May
expr-month-6 = Jun
expr-month-7 = Jul
expr-month-8 = Aug
expr-month-9 = Sep
expr-month-10 = Oct
expr-month-11 = Nov
expr-month-12 = Dec
expr-weekday-1 = Mon
expr-weekday-2 = Tue
expr-weekday-3 = Wed
expr-weekday-4 = Thu
expr-weekday-5 = Fri
expr-weekday-6 = Sat
expr-weekday-7 = Sun
