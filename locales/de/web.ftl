## The frame around every page
web-skip = Zum Inhalt springen
web-to-front-page = { $site }, Startseite
web-front-page = Startseite
web-search-site = { $site } durchsuchen
web-search = Suchen
web-you = Du
web-ask = Fragen
web-notices = Hinweise
web-notices-new =
    { $count ->
        [0] Hinweise
       *[other] Hinweise, { $count } neu
    }
web-messages-new =
    { $count ->
        [0] Nachrichten
       *[other] Nachrichten, { $count } neu
    }
web-so-many-new = , { $count } neu
web-account-of = Konto: { $name }
web-profile = Profil
web-drafts = Entwürfe
web-following = Du folgst
web-saved = Gemerkt
web-settings = Einstellungen
web-administration = Verwaltung
web-sign-out = Abmelden
web-sign-in = Anmelden
web-sign-up = Registrieren
web-about-this-place = Über diesen Ort
web-about = Über uns
web-rules = Regeln
web-communities = Gemeinschaften
web-modlog = Moderationsprotokoll
web-api = API
web-source = Quelltext
web-feed = Feed
web-privacy = Datenschutz
web-terms = Bedingungen
web-contact = Kontakt
# Takes an announcement away.
web-announcement-read = Gelesen
web-runs-guildhall = { $site } läuft mit Guildhall { $version }.
web-theme = Farben
web-theme-system = Wie das System
web-theme-light = Hell
web-theme-dark = Dunkel
web-compact = Kompakt
web-language = Sprache
web-main = Hauptmenü
web-home = Start
web-me = Ich

## Lists
web-crumbs = Wo du bist
web-pages = Seiten
web-newer = Neuere
web-older = Ältere
web-pinned = angeheftet
web-team = Team
web-row-open = noch keine Antwort
web-row-answers =
    { $count ->
        [one] Antwort
       *[other] Antworten
    }
web-row-replies =
    { $count ->
        [one] Beitrag
       *[other] Beiträge
    }
web-row-accepted = , eine angenommen
web-votes =
    { $count ->
        [one] { $count } Stimme
       *[other] { $count } Stimmen
    }

## Posts and comments
web-vote-up = Dafür stimmen
web-vote-down = Dagegen stimmen
web-votes-are = Stimmen:
web-moderate = Moderieren
web-by = { $what } von
web-edited = bearbeitet { $when }
web-comment-edited = , bearbeitet { $when }
web-accepted-answer = Angenommene Antwort
web-comments = Kommentare
web-more-comments =
    { $count ->
        [one] { $count } weiterer Kommentar
       *[other] { $count } weitere Kommentare
    }
web-the-other-comments = Weitere Kommentare
web-more-replies = Weitere Antworten darunter

## Forms
web-problems = Einige Felder brauchen noch einen Blick
web-cancel = Abbrechen
web-preview = Vorschau
web-editor = Formatierung
web-editor-bold = Fett
web-editor-italic = Kursiv
web-editor-link = Link
web-editor-code = Code
web-editor-quote = Zitat
web-editor-list = Liste
web-picture = Bild hinzufügen
web-picture-file = Datei
web-picture-help = JPEG, PNG, WebP oder GIF, und unbewegt. Wo und womit es aufgenommen wurde, wird nicht aufgehoben.
web-picture-alt = Was es zeigt, für alle, die es nicht sehen
web-picture-attach = In den Text setzen
web-picture-now = Wie es jetzt ist
web-picture-remove = Entfernen
web-picture-asks = Was zeigt das Bild? Das ist für alle, die es nicht sehen.
web-picture-goes = Das Bild ist unterwegs …
web-picture-stands = Das Bild steht im Text.
web-picture-fails = Das Bild wurde nicht angenommen. Versuch es nach einer Weile wieder.
web-progress = { $done } von { $all }

## When something cannot be done
web-quote-number = Wenn du es meldest, nenne diese Nummer: <b>{ $number }</b>
web-quote-this = Wenn du es meldest, nenne diese Nummer: { $number }
web-error = Das hat nicht geklappt
web-error-nothing = Hier ist nichts
web-error-nothing-text = Vielleicht ist die Adresse vertippt, oder was hier war, ist nicht mehr da.
web-error-deleted = Das wurde gelöscht
web-error-removed = Das wurde entfernt
web-error-signed-out = Melde dich erst an
web-error-signed-out-text = Das ist für alle, die hier angemeldet sind.
web-error-refused = Das ist nicht erlaubt
web-error-too-many = Zu viele Versuche
web-error-bad = Diese Anfrage ist nicht zu verstehen
web-error-bad-text = So lässt sich diese Seite nicht abrufen. Geh zurück oder fang auf der Startseite an.
web-error-unsaved = Gerade lässt sich nichts speichern
web-error-closed = Gerade geschlossen
web-error-ours = Etwas ist schiefgegangen
web-refused = Das wurde nicht angenommen.
web-refused-signed-out = Du bist nicht mehr angemeldet.
web-refused-signed-out-text = Was du geschrieben hast, steht unten. Melde dich in einem anderen Tab an und schick es dann von hier ab.
web-refused-out-of-date = Diese Seite war veraltet.
web-refused-out-of-date-text = Was du geschrieben hast, steht unten. Schau es noch einmal an und schick es wieder ab.
web-refused-too-many = Das war viel in kurzer Zeit.
web-refused-too-many-text = Was du geschrieben hast, steht unten. Schick es in { $patience } wieder ab.
web-refused-unsaved = Gerade lässt sich nichts speichern.
web-refused-unsaved-text = Was du geschrieben hast, steht unten. Lass diese Seite offen und schick es später wieder ab.
web-refused-ours = Das ließ sich nicht speichern.
web-refused-ours-text = Der Fehler liegt bei uns. Was du geschrieben hast, steht unten; schick es nach einer Weile wieder ab. Wenn du es meldest, nenne diese Nummer: { $number }
web-kept-title = Nicht gespeichert
web-kept = Das ließ sich nicht speichern
web-kept-text = Was du geschrieben hast, zum Kopieren
web-bad-address = In dieser Adresse stehen Zeichen, die keine unserer Adressen hat.
web-bad-page = Diese Seite gibt es nicht; fang bei der ersten an.
web-bad-form = Hier werden nur Formulare angenommen.
web-bad-field = Ein Feld dieses Formulars ist kein Text.
web-bad-nul = In keinem Feld darf ein NUL-Zeichen stehen.
