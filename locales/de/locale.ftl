locale-name = Deutsch
locale-group = .
locale-fraction = ,

locale-date = { $day }. { $month } { $year }
locale-day = { $day }. { $month }
locale-month-1 = Januar
locale-month-2 = Februar
locale-month-3 = März
locale-month-4 = April
locale-month-5 = Mai
locale-month-6 = Juni
locale-month-7 = Juli
locale-month-8 = August
locale-month-9 = September
locale-month-10 = Oktober
locale-month-11 = November
locale-month-12 = Dezember
locale-exact = { $day }.{ $month }.{ $year }, { $hour }:{ $minute } Uhr ({ $zone })

locale-month-year = { $month } { $year }

locale-just-now = gerade eben
locale-minutes-ago =
    { $count ->
        [one] vor einer Minute
       *[other] vor { $count } Minuten
    }
locale-hours-ago =
    { $count ->
        [one] vor einer Stunde
       *[other] vor { $count } Stunden
    }
locale-yesterday = gestern
locale-days-ago =
    { $count ->
        [one] vor einem Tag
       *[other] vor { $count } Tagen
    }
locale-last-week = letzte Woche
locale-weeks-ago =
    { $count ->
        [one] vor einer Woche
       *[other] vor { $count } Wochen
    }

locale-now = jetzt
locale-in-minutes =
    { $count ->
        [one] in einer Minute
       *[other] in { $count } Minuten
    }
locale-in-hours =
    { $count ->
        [one] in einer Stunde
       *[other] in { $count } Stunden
    }
locale-in-days =
    { $count ->
        [one] in einem Tag
       *[other] in { $count } Tagen
    }
