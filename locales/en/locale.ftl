# What the language calls itself.
locale-name = English
# Between thousands (here a narrow space that does not break), and before a fraction.
locale-group = { "\u202F" }
locale-fraction = .

# A day. The month is a word, in the form that it has in a date.
locale-date = { $day } { $month } { $year }
# The same without the year, of a day that is near.
locale-day = { $day } { $month }
locale-month-1 = January
locale-month-2 = February
locale-month-3 = March
locale-month-4 = April
locale-month-5 = May
locale-month-6 = June
locale-month-7 = July
locale-month-8 = August
locale-month-9 = September
locale-month-10 = October
locale-month-11 = November
locale-month-12 = December
# All are figures of two digits, the year of four; the zone is one such as UTC.
locale-exact = { $year }-{ $month }-{ $day }, { $hour }:{ $minute } { $zone }

# A month, where the day does not matter.
locale-month-year = { $month } { $year }

# How long ago something was.
locale-just-now = just now
locale-minutes-ago =
    { $count ->
        [one] a minute ago
       *[other] { $count } minutes ago
    }
locale-hours-ago =
    { $count ->
        [one] an hour ago
       *[other] { $count } hours ago
    }
locale-yesterday = yesterday
locale-days-ago =
    { $count ->
        [one] a day ago
       *[other] { $count } days ago
    }
locale-last-week = last week
locale-weeks-ago =
    { $count ->
        [one] a week ago
       *[other] { $count } weeks ago
    }

# How soon something will be.
locale-now = now
locale-in-minutes =
    { $count ->
        [one] in a minute
       *[other] in { $count } minutes
    }
locale-in-hours =
    { $count ->
        [one] in an hour
       *[other] in { $count } hours
    }
locale-in-days =
    { $count ->
        [one] in a day
       *[other] in { $count } days
    }
