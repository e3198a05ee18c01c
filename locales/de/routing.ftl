routing-title = Fragen, die warten
routing-lede = Noch ohne Antwort, in allen Gemeinschaften, denen du folgst.
routing-questions = Fragen
routing-title-of = Fragen, die warten, { $place }
routing-urgent = Hier wird am dringendsten auf eine Antwort gewartet:
routing-none = Alle Fragen sind beantwortet
routing-none-text = Hier wartet nichts.
routing-find = Gemeinschaften finden

## Saying yes to being asked
routing-help = Gefragt werden, wenn du helfen könntest
routing-help-text = Wenn du Ja sagst, bekommst du einen Hinweis, sobald eine Frage zu lange wartet. Gefragt wird nur, wer zugestimmt hat, und nie zweimal zu derselben Frage.
routing-help-tags = Schlagwörter, mit denen du dich auskennst
routing-help-tags-help = Mit Kommas dazwischen. Keine: jede Frage.
routing-help-often = Höchstens so oft in der Woche
routing-help-yes = Ja, fragt mich
routing-help-end = Nicht mehr fragen
routing-asked-any =
    { $count ->
        [one] Du wirst zu allen Fragen gefragt, höchstens einmal in der Woche.
       *[other] Du wirst zu allen Fragen gefragt, höchstens { $count }-mal in der Woche.
    }
routing-asked-tags =
    { $count ->
        [one] Du wirst zu { $tags } gefragt, höchstens einmal in der Woche.
       *[other] Du wirst zu { $tags } gefragt, höchstens { $count }-mal in der Woche.
    }
routing-said-yes = Du wirst gefragt, wenn eine Frage wartet.
routing-said-no = Du wirst nicht mehr gefragt.
routing-elsewhere = Die Gemeinschaft ist auf <bdi>{ $host }</bdi>. Dieser Server erfährt es und fragt dich: Seine Antwort und später die Fragen kommen in deine <messages>Nachrichten</messages>.
routing-sent = An { $host } geschickt. Die Antwort kommt in deine Nachrichten.
routing-sent-any =
    { $count ->
        [one] Du hast gesagt, dass du zu allen Fragen gefragt werden darfst, höchstens einmal in der Woche.
       *[other] Du hast gesagt, dass du zu allen Fragen gefragt werden darfst, höchstens { $count }-mal in der Woche.
    }
routing-sent-tags =
    { $count ->
        [one] Du hast gesagt, dass du zu { $tags } gefragt werden darfst, höchstens einmal in der Woche.
       *[other] Du hast gesagt, dass du zu { $tags } gefragt werden darfst, höchstens { $count }-mal in der Woche.
    }
routing-wrong-often = Eine Zahl von 1 bis { $most }.
routing-wrong-tags = Schlagwörter sind Wörter aus Buchstaben, Ziffern, Binde- und Unterstrichen, mit Kommas dazwischen.
routing-too-many-tags = Höchstens { $most } Schlagwörter.

## Having others asked
routing-bumped-alone = Deine Frage steht jetzt über den anderen, die warten. Sonst lässt sich gerade niemand fragen.
routing-bumped =
    { $count ->
        [one] Deine Frage steht jetzt über den anderen, die warten, und { $count } Mitglied wird gefragt.
       *[other] Deine Frage steht jetzt über den anderen, die warten, und { $count } Mitglieder werden gefragt.
    }
