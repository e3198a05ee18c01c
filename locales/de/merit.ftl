## What somebody's answers count for in a community
merit-title = Ansehen, { $place }
merit-heading = Ansehen
merit-own = Was deine Antworten und angenommenen Änderungen in dieser Gemeinschaft zählen: { $points }. Bis sich etwas Neues zeigt, dauert es ein, zwei Minuten.
merit-visitor = Was die Antworten von jemandem in dieser Gemeinschaft zählen. Wer sich anmeldet, sieht hier, was die eigenen zählen.
merit-tags = Nach Schlagwort
merit-tag =
    { $points ->
        [one] { $points } Punkt
       *[other] { $points } Punkte
    }: { $answers ->
        [one] { $answers } Antwort
       *[other] { $answers } Antworten
    }, { $accepted } angenommen
merit-tag-edits =
    { $points ->
        [one] { $points } Punkt
       *[other] { $points } Punkte
    }: { $answers ->
        [one] { $answers } Antwort
       *[other] { $answers } Antworten
    }, { $accepted } angenommen; { $edits ->
        [one] { $edits } angenommene Änderung
       *[other] { $edits } angenommene Änderungen
    }
merit-answers = Antwort für Antwort
merit-answers-none = Von dir gibt es hier noch keine Antworten.
merit-edits = Angenommene Änderungen
merit-accepted = angenommen: +{ $points }
merit-ups =
    { $count ->
        [one] { $count } Stimme dafür: +{ $points }
       *[other] { $count } Stimmen dafür: +{ $points }
    }
merit-downs =
    { $count ->
        [one] { $count } Stimme dagegen: −{ $points }
       *[other] { $count } Stimmen dagegen: −{ $points }
    }
merit-uncounted =
    { $count ->
        [one] { $count } weitere Stimme: 0, nach den Regeln unten
       *[other] { $count } weitere Stimmen: 0, nach den Regeln unten
    }
merit-edit-uncounted = angenommen: 0, nach den Regeln unten

## The rules
merit-rules = Wie gezählt wird
merit-rule-points = Eine Antwort, die jemand anders angenommen hat, zählt { $accepted }, jede Stimme für eine Antwort { $up }, jede Stimme dagegen −1.
merit-rule-oneself = Was du für deine eigenen Antworten tust, zählt nicht; auch nicht, wenn deine Antwort auf deine eigene Frage angenommen wird.
merit-rule-one = Nimmt ein und dieselbe Person deine Antworten an, zählt das { $accepted }-mal; ihre Stimmen zählen bei { $votes } deiner Antworten, und nur bei { $mutual }, wenn du auch für ihre stimmst.
merit-rule-outside = Von den Stimmen derer, die hier nicht Mitglied sind, zählen bei jeder Antwort { $outside }, von denen eines anderen Servers { $host }.
merit-rule-edits = Wenn du vorschlägst, den Text von jemand anderem zu ändern, und das angenommen wird, zählt es { $points }; nimmt dieselbe Person mehrere an, zählen { $most }, und was man selbst angenommen hat, zählt nicht.
merit-rule-banned = Stimmen von Menschen, die auf Dauer ausgeschlossen sind, zählen nicht.
merit-rule-gone = Was gelöscht oder entfernt ist oder auf die Moderation wartet, zählt so lange nicht. Keine Summe sinkt unter 0, und über Gemeinschaften hinweg wird keine gebildet.
