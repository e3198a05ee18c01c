screening-title = Automatische Regeln, { $place }
screening-heading = Automatische Regeln
screening-lede = Sie sehen sich an, was hier geschrieben wird und was von anderen Servern kommt. Wer sich um die Gemeinschaft kümmert, ist ausgenommen. Was unabhängig von den Regeln gelesen werden soll, steht unter <settings>Wer schreiben darf</settings>.
screening-none = Noch gibt es keine Regeln.

## What a rule looks for, in a list of rules
screening-looks-words = Sucht nach Wörtern.
screening-looks-pattern = Sucht nach einem Muster.
screening-looks-domains = Sucht nach Links zu Domains.
screening-looks-new =
    { $amount ->
        [0] Sucht nach allem von Konten, die hier seit weniger als { $minutes } Minuten bekannt sind.
        [one] Sucht nach mehr als { $amount } Text am Tag von Konten, die hier seit weniger als { $minutes } Minuten bekannt sind.
       *[other] Sucht nach mehr als { $amount } Texten am Tag von Konten, die hier seit weniger als { $minutes } Minuten bekannt sind.
    }
screening-looks-burst =
    { $amount ->
        [one] Sucht nach mehr als { $amount } Text einer Person in { $minutes } Minuten.
       *[other] Sucht nach mehr als { $amount } Texten einer Person in { $minutes } Minuten.
    }
screening-looks-repeat =
    { $amount ->
        [one] Sucht nach demselben langen Text derselben Person, öfter als einmal in { $minutes } Minuten.
       *[other] Sucht nach demselben langen Text derselben Person, öfter als { $amount }-mal in { $minutes } Minuten.
    }
screening-looks-copies =
    { $amount ->
        [one] Sucht nach demselben langen Text, egal von wem, öfter als einmal in { $minutes } Minuten.
       *[other] Sucht nach demselben langen Text, egal von wem, öfter als { $amount }-mal in { $minutes } Minuten.
    }
screening-looks-flood =
    { $amount ->
        [one] Sucht nach einer Person in mehr als { $amount } Gemeinschaft in { $minutes } Minuten.
       *[other] Sucht nach einer Person in mehr als { $amount } Gemeinschaften in { $minutes } Minuten.
    }
screening-does-report = Das wird gemeldet.
screening-does-hold = Das wird zurückgehalten.
screening-does-refuse = Das wird abgelehnt.
screening-says = Sie sagt: { $message }
screening-lines = Zeilen
screening-pattern = Muster
screening-save = Speichern
screening-download = Als Text herunterladen
screening-delete = Regel löschen

## Trying the rules
screening-try = Die Regeln ausprobieren
screening-try-text = Ein Text
screening-try-help = Nichts davon wird aufgehoben. Markdown wird gelesen wie in einem Beitrag.
screening-try-submit = Ausprobieren
screening-tried-caught = Gefunden
screening-tried-not = Nicht gefunden.
screening-tried-depends = Das hängt davon ab, wer wann schreibt.

## A new rule
screening-new = Eine neue Regel
screening-field-name = Name
screening-field-name-help = Für dich und die anderen, die sich hier kümmern: auf dem Schreibtisch und in Meldungen.
screening-field-kind = Sie sucht nach
screening-kind-words = Wörtern und Wendungen
screening-kind-pattern = einem Muster
screening-kind-domains = Links zu Domains
screening-kind-new = vielem von neuen Konten
screening-kind-burst = vielem von einer Person in kurzer Zeit
screening-kind-repeat = demselben Text noch einmal von derselben Person
screening-kind-copies = demselben Text noch einmal, egal von wem
screening-kind-flood = einer Person in vielen Gemeinschaften
screening-field-list = Wörter, Domains oder Muster
screening-field-list-help = Ein Wort, eine Wendung oder eine Domain je Zeile; Zeilen, die mit „# “ beginnen, zählen nicht. Ein Muster ist ein regulärer Ausdruck ohne Vorausschau und Rückverweise. Groß und klein ist gleich.
screening-field-amount = Mehr als
screening-field-amount-help = Nur für Regeln, die zählen, von 0 bis { $most }.
screening-field-minutes = In so vielen Minuten
screening-field-minutes-help = Nur für Regeln, die zählen, von 1 bis { $most }. Bei neuen Konten: wie lange sie neu sind.
screening-field-deed = Was sie tut
screening-deed-report = meldet es denen, die sich hier kümmern
screening-deed-hold = hält es zurück, bis jemand es freigibt
screening-deed-refuse = lehnt es ab
screening-field-message = Was sie sagt, wenn sie ablehnt
screening-field-message-help = Leer: dass eine Regel dieses Orts das nicht durchlässt.
screening-make = Regel anlegen

## What was done
screening-made = Die Regel gilt ab jetzt.
screening-changed = Die Regel ist geändert.
screening-deleted = Die Regel ist gelöscht.
screening-no-change = Das geht mit einer Regel nicht.

## What whoever writes is told
screening-refused = Eine Regel dieses Orts lässt diesen Text nicht durch.
screening-edit-refused = Eine Regel dieses Orts lässt diesen Text nicht an die Stelle dessen, der zu sehen ist.

## What is wrong
screening-wrong-unnamed = Die Regel braucht einen Namen.
screening-wrong-long = Höchstens { $most } Zeichen.
screening-wrong-kind = Wähle, wonach die Regel sucht.
screening-wrong-deed = Wähle, was die Regel tut.
screening-wrong-empty = Schreib mindestens eine Zeile.
screening-wrong-line-long = Eine Zeile hat höchstens { $most } Zeichen.
screening-wrong-pattern-long = Ein Muster hat höchstens { $most } Zeichen.
screening-wrong-lines = Es sind höchstens { $most } Zeilen.
screening-wrong-domains = Jede Zeile ist eine Domain, etwa shop.example.
screening-wrong-pattern = Dieses Muster lässt sich nicht lesen. Vorausschau und Rückverweise gibt es nicht, und Gruppen dürfen nicht zu tief ineinander stehen.
screening-wrong-large = Das wird zu groß. Schreib es mit weniger Wiederholungen.
screening-wrong-number = Eine Zahl von { $least } bis { $most }.
screening-wrong-rules = Es sind höchstens { $most } Regeln. Lösche erst eine.
