following-title = Du folgst
following-lede = Du erfährst, was es hier Neues gibt. Niemand sonst sieht diese Liste. Gemeinschaften, denen du folgst, stehen auf der Startseite.
following-mails = Mails dazu
following-searches = Suchen, denen du folgst
following-none = Du folgst noch nichts und niemandem
following-none-text = Folge einem Thema, einem Schlagwort oder einer Person auf ihrer Seite, und du erfährst, was es Neues gibt.
following-find = Gemeinschaften finden
following-thread = Thema
following-tag = Schlagwort
following-person = Person
following-unreadable = Das lässt sich nicht mehr lesen.
following-in = in <bdi>{ $place }</bdi>
following-end = Nicht mehr folgen
following-ended = Du folgst dem nicht mehr.

## What came of following or not
following-thread-on = Du erfährst von Beiträgen zu diesem Thema.
following-thread-off = Du folgst diesem Thema nicht mehr.
following-person-on = Du erfährst, was diese Person schreibt, soweit du es lesen darfst. Sie erfährt nichts davon.
following-person-off = Du folgst dieser Person nicht mehr.
following-tag-on = Du erfährst von Themen mit diesem Schlagwort.
following-tag-muted = Themen mit diesem Schlagwort fehlen jetzt in deinen Listen.
following-tag-off = Du folgst diesem Schlagwort nicht und blendest es nicht aus.
following-no-choice = diese Auswahl gibt es nicht

## Saving
following-saved-title = Gemerkt
following-saved-lede = Niemand sonst sieht diese Liste oder deine Notizen.
following-saved-none = Du hast dir noch nichts gemerkt
following-saved-none-text = Merk dir ein Thema oder eine Antwort darunter, mit einer Notiz für dich.
following-saved-reply = Beitrag in
following-saved-thread = Thema
following-saved-when = { $when } gemerkt
following-saved-remove = Entfernen
following-saved-removed = Das ist nicht mehr gemerkt.
following-save = Merken
following-save-this = Das merken
following-save-button = Merken
following-save-done = Gemerkt.
following-note = Deine Notiz
following-note-field = Eine Notiz für dich
following-note-help = Niemand sonst liest sie. Sie darf leer sein.
following-note-button = Notiz speichern
following-note-long = Höchstens { $most } Zeichen.
