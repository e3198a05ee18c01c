## The library of a community, and one of its collections
library-title = Bibliothek von { $place }
library-heading = Bibliothek
library-all = Alle Sammlungen
library-new = Neue Sammlung
library-review = Zu prüfen
library-export = Kopie mitnehmen
library-pinned = angeheftet
library-answers = Fragen und Antworten
library-shut = Hier lesen nur Mitglieder
library-shut-text = Was in dieser Gemeinschaft gesagt wird, ist für ihre Mitglieder.
library-shut-join = Worum es hier geht und wie du dazukommst
library-none = Noch keine Sammlungen
library-none-text = Hier ordnen Leitung und Moderation die besten Themen der Gemeinschaft, damit andere sie finden.
library-none-make = Sammlung anlegen
library-none-threads = Alle Themen
library-proposals = Von Mitgliedern vorgeschlagen
library-proposed-by = Vorgeschlagen von { $author } für <collection><bdi>{ $title }</bdi></collection>
library-proposed = Vorgeschlagen für <collection><bdi>{ $title }</bdi></collection>
library-proposed-why = Warum (freiwillig; wer es vorgeschlagen hat, erfährt es)
library-proposed-accept = Aufnehmen
library-proposed-decline = Nicht aufnehmen
library-proposed-accepted = Es ist in der Sammlung.
library-proposed-declined = Es wurde nicht aufgenommen.
library-proposed-undecided = sag, ob es aufgenommen wird
library-edit = Ändern
library-answered-by = Beantwortet von { $author }
library-whole-answer = Die ganze Antwort
library-question = Die Frage
library-empty = Hier steht noch nichts.

## Making a collection
library-new-title = Neue Sammlung, { $place }
library-new-submit = Sammlung anlegen
library-new-done = Die Sammlung ist angelegt.
library-new-many = Eine Bibliothek hat höchstens { $most } Sammlungen.
library-field-title = Titel
library-field-title-none = Gib ihr einen Titel.
library-field-title-long = Höchstens { $most } Zeichen.
library-field-introduction = Einführung
library-field-introduction-help = Markdown geht. Was es hier zu finden gibt und womit man am besten anfängt.
library-field-introduction-long = Höchstens { $most } Zeichen.
library-field-kind = Was darin steht
library-field-kind-threads = Themen
library-field-kind-threads-help = Du stellst sie auf ihren Seiten hinein und ordnest sie hier.
library-field-kind-answers = Fragen und Antworten
library-field-kind-answers-help = Jede Frage steht hier mit der Antwort, die angenommen wurde. Die besten sind von Anfang an dabei.
library-field-kind-wrong = Wähl Themen oder Antworten.
library-field-tag = Nur Fragen mit diesem Schlagwort
library-field-tag-help = Darf leer bleiben. Für Fragen und Antworten.
library-field-tag-wrong = Ein Schlagwort ist ein Wort aus Buchstaben, Ziffern, Binde- und Unterstrichen.

## Changing a collection
library-edit-title = Sammlung ändern, { $place }
library-edit-heading = Sammlung ändern
library-edit-back = Zur Sammlung
library-edit-done = Die Sammlung ist gespeichert.
library-edit-meanwhile = Jemand hat die Sammlung geändert, seit du sie geöffnet hast. Sieh sie dir erst an, oder speichere noch einmal, damit deine Fassung gilt.
library-edit-position = Platz unter den Sammlungen
library-edit-position-help = Die kleinste Zahl kommt zuerst.
library-edit-position-wrong = Eine Zahl von 0 bis 9999.
library-edit-pinned = Sie steht vor den anderen
library-edit-featured = Sie steht auf der Startseite der Gemeinschaft
library-edit-sections = Abschnitte
library-edit-sections-text = Ein Abschnitt ohne Titel fällt weg; was darin stand, steht dann im Abschnitt davor.
library-edit-sections-many = Höchstens { $most } Abschnitte.
library-edit-section = Abschnitt { $number }
library-edit-section-title-long = Der Titel eines Abschnitts hat höchstens { $most } Zeichen.
library-edit-section-position = Platz unter den Abschnitten
library-edit-entries = Was darin steht
library-edit-entries-none = Noch nichts. Themen kommen von ihren eigenen Seiten aus hinein: <b>Moderieren</b>, <b>In die Bibliothek stellen</b>.
library-edit-entry-gone = Ein Thema, das nicht mehr gezeigt wird
library-edit-entry-proposed = vorgeschlagen
library-edit-entry-section = Abschnitt
library-edit-entry-first = Vor dem ersten Abschnitt
library-edit-entry-position = Platz in diesem Abschnitt
library-edit-entry-note = Was daneben steht
library-edit-entry-note-long = Eine Notiz hat höchstens { $most } Zeichen.
library-edit-entry-out = Herausnehmen
library-edit-more = Weitere beantwortete Fragen
library-edit-fill = Die besten Fragen mit angenommener Antwort aufnehmen, die noch nicht darin sind
library-edit-tag-help = Darf leer bleiben.
library-edit-submit = Speichern

## Taking a collection away
library-delete-link = Sammlung löschen …
library-delete = Diese Sammlung löschen?
library-delete-lede = Die Themen darin bleiben, wo sie sind. Die Einführungen und die Ordnung sind für immer weg.
library-delete-submit = Sammlung löschen
library-delete-done = Die Sammlung „{ $title }“ ist gelöscht.

## Putting a thread into a collection, or proposing it for one
library-shelve-title = In die Bibliothek
library-shelve = In die Bibliothek stellen
library-shelve-lede = Das Thema steht dann in der Sammlung hinter allem, was schon da ist; dort lässt sich sein Platz ändern.
library-shelve-submit = Hineinstellen
library-shelve-done = Das Thema ist in der Bibliothek.
library-propose = Für die Bibliothek vorschlagen
library-propose-lede = Ob es aufgenommen wird, entscheiden Leitung und Moderation.
library-propose-submit = Vorschlagen
library-propose-done = Es ist vorgeschlagen. Leitung und Moderation entscheiden darüber.
library-shelve-none = Es gibt noch keine Sammlungen.
library-shelve-make = Sammlung anlegen
library-shelve-back = Zurück zum Thema
library-shelve-collection = Sammlung
library-shelve-collection-wrong = Wähl eine der Sammlungen.
library-shelve-collection-full = Eine Sammlung hat höchstens { $most } Themen.
library-shelve-collection-waiting = Für diese Sammlung liegen so viele Vorschläge vor, dass gerade keiner mehr angenommen wird.
library-shelve-collection-yours = Von dir warten schon { $most } Vorschläge für diese Sammlung; schlag mehr vor, wenn darüber entschieden ist.
library-shelve-note = Was daneben steht
library-shelve-note-help = In einer Zeile, warum es sich zu lesen lohnt. Darf leer bleiben.
library-shelve-note-long = Höchstens { $most } Zeichen.

## Making an article of a thread
library-distil-title = Artikel schreiben
library-distil = Aus diesem Thema einen Artikel machen
library-distil-lede = Kürze, ordne und ergänze, was gesagt wurde. Wer das Thema begonnen hat und alle, deren Beitrag angekreuzt ist, werden unter dem Artikel genannt, und Thema und Artikel verweisen aufeinander.
library-distil-words = Wessen Worte er verwendet
library-distil-accepted = Angenommene Antwort von { $author }
library-distil-answer = Antwort von { $author }
library-distil-comment = Kommentar von { $author }
library-distil-take = Mit diesen Worten neu beginnen
library-distil-field-title = Titel
library-distil-field-body = Text
library-distil-field-tags = Schlagwörter
library-distil-field-tags-help = Bis zu 8, mit Kommas dazwischen.
library-distil-submit = Artikel veröffentlichen

## Threads that have grown old
library-queue-title = Zu prüfen in { $place }
library-queue = Zu prüfen
library-queue-lede = Themen, die schon vor einiger Zeit geschrieben wurden und von denen seither niemand gesagt hat, ob sie noch stimmen. Wer geantwortet hat, wurde gefragt.
library-queue-none = Hier wartet nichts. Nach welcher Zeit etwas hierherkommt, steht in den Einstellungen unter <b>Bibliothek</b>.
library-queue-outdated = stimmt nicht mehr
library-queue-since = fällig geworden: { $when }
library-queue-check = Prüfen
library-check = Stimmt das noch?
library-check-lede = Lies es noch einmal, mit den Antworten. Was du sagst, steht dann beim Thema, mit deinem Namen und dem Tag.
library-check-right = Ja, es stimmt noch
library-check-updated = Jetzt wieder: Ich habe es geändert
library-check-outdated = Nein, nicht mehr
library-check-edit = Den Text ändern
library-check-back = Zurück zum Thema
library-check-unsaid = sag, ob es noch stimmt
library-check-right-done = Danke. Beim Thema steht nun, dass es noch stimmt.
library-check-updated-done = Danke. Beim Thema steht nun, dass es wieder stimmt.
library-check-outdated-done = Danke. Beim Thema steht nun, dass es nicht mehr stimmt.

## Copies to take along
library-export-title = Eine Kopie von { $place }
library-export-heading = Eine Kopie der Bibliothek
library-export-lede = Ein Archiv mit allem hier, was alle lesen dürfen: sämtliche Sammlungen und Themen als Seiten, die sich ohne Server lesen lassen, dasselbe als JSON und eine Liste mit der Prüfsumme jeder Datei.
library-export-cut = Von den Bildern eines Themas bleiben die jenseits von 64 MiB weg; manifest.json nennt sie.
library-export-shut = Diese Gemeinschaft lesen nicht alle, darum gibt es nichts zu kopieren.
library-export-submit = Kopie erstellen
library-export-replaces = Sie ersetzt die, die es schon gibt.
library-export-begun = Eine Kopie wird erstellt.
library-export-running = Eine Kopie wird erstellt.
library-export-running-text = Das läuft weiter, wenn du diese Seite verlässt; lade sie neu, um zu sehen, wie weit es ist.
library-export-running-again = Neu laden
library-export-ready = Die Kopie vom { $day } ist fertig.
library-export-ready-text =
    { $threads ->
        [one] Sie enthält { $threads } Thema, ist { $size } MiB groß und wird bis zum { $until } aufgehoben.
       *[other] Sie enthält { $threads } Themen, ist { $size } MiB groß und wird bis zum { $until } aufgehoben.
    }
library-export-ready-get = Herunterladen
library-export-stuck = Die Kopie vom { $day } ist nicht fertig geworden.
library-export-stuck-text = Erstell sie noch einmal.
library-export-failed = Die Kopie vom { $day } wurde abgebrochen.
library-export-failed-shut = Die Gemeinschaft ist nicht mehr für alle zu lesen.
library-export-failed-lost = Was davon schon da war, liegt nicht auf diesem Rechner; erstell sie noch einmal.
library-export-failed-large = Sie würde größer, als eine Kopie sein darf; bitte die Verwaltung um eine.

## The pages in a copy, in the language of the community
library-copy-collections = Sammlungen
library-copy-threads = Alle Themen
library-copy-threads-page = Themen, Seite { $number }
library-copy-page = Seite { $number }
library-copy-page-before = Die Seite davor
library-copy-about = Eine Kopie von { $address }, erstellt am { $day }. Sie enthält, was damals alle lesen konnten. Bei jedem Thema und jedem Beitrag steht die Lizenz. Neben jeder Seite liegt dasselbe als JSON; in SHA256SUMS steht die Prüfsumme jeder Datei.
library-copy-by =
    { $kind ->
        [question] Frage von <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Zum Original</source>
        [discussion] Diskussion von <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Zum Original</source>
        [article] Artikel von <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Zum Original</source>
        [link] Link von <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Zum Original</source>
        [accepted] Angenommene Antwort von <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Zum Original</source>
       *[reply] <bdi>{ $name }</bdi> ({ $address }), { $day }. { $licence }. <source>Zum Original</source>
    }
library-copy-tags = Schlagwörter: { $tags }
library-copy-closed = Geschlossen. { $reason }
library-copy-duplicate = Als Duplikat von <question>{ $address }</question> geschlossen. { $reason }
library-copy-more = Es gibt weitere Beiträge, die in dieser Kopie nicht enthalten sind.
