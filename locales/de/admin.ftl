admin-title = Verwaltung
admin-overview = Überblick
admin-accounts = Konten
admin-applications = Anfragen
admin-communities = Gemeinschaften
admin-peers = Server
admin-queues = Warteschlangen
admin-mails = Mails
admin-reports = Meldungen
admin-screening = Automatische Regeln
admin-log = Protokoll
admin-settings = Einstellungen
admin-entrance = Zugang
admin-looks = Aussehen
admin-notices = Mitteilungen
admin-closing = Schließen
admin-find = Suchen
admin-cancel = Abbrechen
admin-do-it = Ausführen

## Overview
admin-figures-what = Was
admin-figures-many = Wie viele
admin-figure-accounts = Konten hier
admin-figure-communities = Gemeinschaften hier
admin-figure-threads = Themen, mit denen anderer Server
admin-figure-replies = Beiträge, mit denen anderer Server
admin-figure-peers = Server, die wir kennen
admin-figure-failing = Server, die gerade nicht erreichbar sind
admin-figure-received = Empfangene, noch nicht verarbeitete Aktivitäten
admin-figure-deliveries = Wartende Zustellungen
admin-figure-due = Fällige Aufgaben
admin-figure-aside = Beiseitegelegte Aufgaben
admin-figure-reports = Offene Meldungen
admin-figure-applications = Anfragen um ein Konto
admin-well = Alles in Ordnung.
admin-needs-reports =
    { $count ->
        [one] { $count } Meldung wartet auf dich
       *[other] { $count } Meldungen warten auf dich
    }
admin-needs-applications =
    { $count ->
        [one] { $count } Anfrage um ein Konto wartet
       *[other] { $count } Anfragen um ein Konto warten
    }
admin-needs-jobs =
    { $count ->
        [one] { $count } Aufgabe wurde beiseitegelegt
       *[other] { $count } Aufgaben wurden beiseitegelegt
    }
admin-needs-peers =
    { $count ->
        [one] { $count } Server antwortet nicht
       *[other] { $count } Server antworten nicht
    }
admin-needs-both = { $one }; { $other }
admin-needs-all = { $needs }.

## Accounts
admin-accounts-lede = Wer sich hier anmeldet, und Menschen anderer Server, die hier bekannt sind; die neuesten zuerst.
admin-accounts-make = Konto anlegen
admin-accounts-none = So ein Konto gibt es nicht.
admin-accounts-joined = registriert { $when }
admin-accounts-heard = hier zuerst gesehen { $when }
admin-accounts-people = Menschen
admin-accounts-here = die sich hier anmelden
admin-accounts-elsewhere = auf anderen Servern
admin-accounts-begins = Name oder E-Mail-Adresse beginnt mit
admin-accounts-administrator = Verwaltung
admin-accounts-moderator = Moderation
admin-accounts-owner = Inhaberschaft
admin-accounts-silenced = stummgeschaltet
admin-accounts-suspended = gesperrt
admin-accounts-deleted = gelöscht

## What is done with an account
admin-account-suspend = Sperren
admin-account-silence = Stummschalten
admin-account-unsilence = Nicht mehr stummschalten
admin-account-restore = Entsperren
admin-account-password = Passwort-Link
admin-account-codes = Codes abschalten
admin-account-admin = In die Verwaltung aufnehmen
admin-account-owner = Den Server übergeben
admin-account-moderator = In die Moderation aufnehmen
admin-account-member = Aus der Verwaltung nehmen
admin-account-delete = Löschen
admin-account-suspend-title = { $name } sperren
admin-account-silence-title = { $name } stummschalten
admin-account-unsilence-title = { $name } nicht mehr stummschalten
admin-account-restore-title = { $name } entsperren
admin-account-password-title = Ein Passwort-Link für { $name }
admin-account-codes-title = Codes für { $name } abschalten
admin-account-admin-title = { $name } in die Verwaltung aufnehmen
admin-account-owner-title = Den Server auch { $name } übergeben
admin-account-moderator-title = { $name } in die Moderation dieses Servers aufnehmen
admin-account-member-title = { $name } aus der Verwaltung nehmen
admin-account-delete-title = { $name } löschen
admin-account-password-submit = Link erstellen
admin-account-delete-submit = Endgültig löschen
admin-account-suspend-text = Die Person wird überall abgemeldet und kann sich nicht mehr anmelden, bis du das Konto entsperrst; beim Versuch erfährt sie, dass es gesperrt ist. Was sie geschrieben hat, bleibt.
admin-account-suspend-text-elsewhere = Von dieser Person wird hier nichts Neues mehr angenommen: keine Themen, Beiträge, Stimmen oder Nachrichten. Was hier ist, bleibt, bis es jemand entfernt. In hiesigen Gemeinschaften, die nur ihre Mitglieder lesen, liest sie nicht mehr mit, und ihr Server erfährt, dass sie ihnen nicht mehr folgt; sonst erfährt niemand etwas.
admin-account-silence-text = In Gemeinschaften dieses Servers, in denen die Person kein Mitglied ist, wird zurückgehalten, was sie ab jetzt schreibt, bis jemand aus der Moderation der Gemeinschaft es durchlässt. Was sie anderswo schreibt, wird gezeigt, benachrichtigt aber nur Leute, die ihr folgen oder selbst beteiligt sind. Sie kann lesen, schreiben und abstimmen wie bisher und erfährt nichts davon.
admin-account-unsilence-text = Was die Person schreibt, wird wieder sofort gezeigt. Was schon zurückgehalten ist, wartet, bis jemand aus der Moderation der Gemeinschaft es durchlässt.
admin-account-restore-text = Die Person kann sich wieder anmelden.
admin-account-restore-text-elsewhere = Was diese Person schreibt, wird wieder angenommen. Was sie in der Zwischenzeit geschrieben hat, fehlt. Gemeinschaften, die nur ihre Mitglieder lesen, muss sie neu folgen.
admin-account-password-text = Du bekommst einen Link, mit dem die Person ein neues Passwort wählt. Er funktioniert einmal und sieben Tage lang; frühere Links gelten nicht mehr. Bis er benutzt wird, bleibt das alte Passwort.
admin-account-codes-text = Das Konto verlangt dann nur noch das Passwort, bis die Person wieder Codes einrichtet. Das ist für jemanden, dem die App und die Ersatzcodes abhandengekommen sind; vergewissere dich vorher, dass wirklich diese Person darum bittet.
admin-account-admin-text = Die Person wird alles sehen und ändern können, was du auf diesen Seiten siehst, auch dein Konto.
admin-account-owner-text = Die Person verwaltet den Server dann so, dass niemand sonst aus der Verwaltung sie sperren, löschen oder ihr die Rolle nehmen kann. Nur wem der Server gehört, kann ihn so übergeben; du behältst ihn.
admin-account-moderator-text = Die Person sieht dann, wer ein Konto hat, entscheidet, wer eines bekommt, und kann Leute stummschalten und sperren, nur nicht die aus Moderation und Verwaltung. Alles andere auf diesen Seiten bleibt ihr verschlossen, und in Gemeinschaften ändert sich nichts.
admin-account-member-text = Die Person sieht diese Seiten nicht mehr; ihre Ämter in Gemeinschaften behält sie.
admin-account-wrote =
    Hier hat die Person { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    } geschrieben.
admin-account-delete-text =
    Was die Person geschrieben hat ({ $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    }, { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    } und alle Nachrichten), wird gelöscht, hier und auf anderen Servern, soweit sie mitziehen. Was andere geantwortet haben, bleibt, und ihre Stimmen zählen weiter.
admin-account-delete-final = Das kann niemand rückgängig machen, und der Name wird nie wieder vergeben.
admin-account-delete-convened = Ohne diese Person hat niemand mehr die Leitung von { $names }.
admin-account-successor = Wer stattdessen die Leitung übernimmt
admin-account-successor-help = Der Name von jemandem hier. Leer: Die Verwaltung kümmert sich darum.
admin-account-name = Zur Sicherheit: der Name des Kontos
admin-account-name-wrong = Tipp { $name } ein, so heißt das Konto.
admin-account-suspended = { $name } ist gesperrt.
admin-account-silenced = { $name } ist stummgeschaltet.
admin-account-unsilenced = { $name } ist nicht mehr stummgeschaltet.
admin-account-restored = { $name } ist entsperrt.
admin-account-is-admin = { $name } gehört jetzt zur Verwaltung.
admin-account-is-owner = Der Server gehört jetzt auch { $name }.
admin-account-is-moderator = { $name } gehört jetzt zur Moderation.
admin-account-is-member = { $name } gehört nicht mehr zur Verwaltung.
admin-account-deleted = { $name } ist gelöscht.
admin-account-linked = { $name } hat einen neuen Link.
admin-account-codes-off = { $name } braucht keine Codes mehr.
## Who asks for an account
admin-applications-lede = Wer um ein Konto bittet; die älteste Anfrage zuerst. Was nach 90 Tagen nicht entschieden ist, wird vergessen.
admin-applications-none = Niemand bittet um ein Konto.
admin-application-approve = Konto anlegen
admin-application-decline = Ablehnen
admin-application-words = Was der Person per Mail dazu gesagt wird; darf leer bleiben
admin-application-approved = { $name } hat jetzt ein Konto.
admin-application-declined = Die Anfrage von { $name } ist abgelehnt.
## What was done with accounts
admin-log-lede = Was mit Konten geschehen ist und durch wen; das Neueste zuerst.
admin-log-none = Noch ist nichts geschehen.
# Who did it, where a command did.
admin-log-command = Ein Befehl
admin-log-made = { $by } hat das Konto { $whom } angelegt.
admin-log-admitted = { $by } hat { $whom } das erbetene Konto gegeben.
admin-log-declined = { $by } hat das Konto { $whom } abgelehnt.
admin-log-silenced = { $by } hat { $whom } stummgeschaltet.
admin-log-unsilenced = { $by } hat { $whom } nicht länger stummgeschaltet.
admin-log-suspended = { $by } hat { $whom } gesperrt.
admin-log-restored = { $by } hat { $whom } entsperrt.
admin-log-link = { $by } hat einen Passwort-Link für { $whom } gemacht.
admin-log-password = { $by } hat für { $whom } ein Passwort gesetzt.
admin-log-codes-off = { $by } hat die Codes für { $whom } abgeschaltet.
admin-log-deleted = { $by } hat { $whom } gelöscht.
admin-log-owner = { $by } hat den Server auch { $whom } übergeben.
admin-log-admin = { $by } hat { $whom } in die Verwaltung aufgenommen.
admin-log-moderator = { $by } hat { $whom } in die Moderation aufgenommen.
admin-log-member = { $by } hat { $whom } zum einfachen Mitglied gemacht.

## Making an account, and its link
admin-link-title = Ein Link für { $name }
admin-link-text = Gib diesen Link an { $name } weiter: Damit lässt sich ein Passwort wählen.
admin-link-field = Der Link
admin-link-once = Er funktioniert einmal und sieben Tage lang und wird nur jetzt gezeigt. Wer ihn hat, bekommt das Konto: Gib ihn sonst niemandem.
admin-link-back = Zurück zu den Konten
admin-new-title = Konto anlegen
admin-new-text = Du bekommst einen Link, mit dem die Person ein Passwort wählt. Die Registrierung kann dabei geschlossen bleiben.
admin-new-name = Name
admin-new-name-help = Kleinbuchstaben a bis z, Ziffern und _. Er lässt sich nie mehr ändern.
admin-new-email = E-Mail-Adresse
admin-new-email-help = Damit kann sich die Person statt mit dem Namen anmelden. Sie kann fehlen.
admin-new-role = Rolle
admin-new-role-member = Mitglied
admin-new-role-moderator = Moderation
admin-new-role-admin = Verwaltung
admin-new-submit = Konto anlegen

## Communities
admin-communities-lede = Die Gemeinschaften dieses Servers und die anderer, die hier bekannt sind; die neuesten zuerst.
admin-communities-begins = Name beginnt mit
admin-communities-none = So eine Gemeinschaft gibt es nicht.
admin-communities-removed = entfernt
admin-communities-deleted = gelöscht
admin-communities-facts =
    { $title }: { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    }, { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    }, { $followers ->
        [one] { $followers } Person folgt
       *[other] { $followers } Menschen folgen
    }
admin-community-remove = Entfernen
admin-community-restore = Wiederherstellen
admin-community-convener = Leitung benennen
admin-community-remove-title = { $name } entfernen
admin-community-restore-title = { $name } wiederherstellen
admin-community-convener-title = Jemand für die Leitung von { $name }
admin-community-convener-submit = In die Leitung aufnehmen
admin-community-remove-text =
    Die Gemeinschaft mit { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträgen
    } wird niemandem mehr gezeigt, und niemand kann darin schreiben. Gelöscht wird nichts: Du kannst sie wiederherstellen.
admin-community-remove-told = Wer sie leitet, erfährt es, ebenso die Server aller, die ihr folgen.
admin-community-remove-text-elsewhere =
    Die Gemeinschaft mit { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträgen
    }, die hier aufbewahrt werden, wird auf diesem Server niemandem mehr gezeigt, und Neues wird von ihr nicht angenommen. Du kannst sie wiederherstellen.
admin-community-remove-told-elsewhere = Ihr eigener Server und alle anderen behalten sie, wie sie ist, und erfahren nichts davon.
admin-community-restore-text = Die Gemeinschaft und alles, was darin steht, wird wieder gezeigt.
admin-community-restore-told = Wer sie leitet, erfährt es, ebenso die Server, die vom Entfernen erfahren haben. Manche Programme holen nicht zurück, was sie weggenommen haben.
admin-community-restore-text-elsewhere = Die Gemeinschaft und alles, was darin steht, wird auf diesem Server wieder gezeigt.
admin-community-restore-missing = Was dort in der Zwischenzeit geschrieben wurde, fehlt.
admin-community-reason = Warum
admin-community-reason-help = Die Leitung und andere Server können es lesen. Höchstens 500 Zeichen.
admin-community-person = Name
admin-community-person-help = Der Name von jemandem mit einem Konto hier. Wer sie jetzt leitet, bleibt dabei.
admin-community-nobody = Hier hat niemand diesen Namen.
admin-community-removed = { $name } ist entfernt.
admin-community-restored = { $name } ist wiederhergestellt.
admin-community-convened = { $person } gehört jetzt zur Leitung von { $name }.

## Servers
admin-peers-lede = Die Server, mit denen dieser spricht.
admin-peers-host = Server
admin-peers-show = Anzeigen
admin-peers-none = Dieser Server ist noch keinem anderen begegnet. Das geschieht, wenn jemand hier einer Gemeinschaft dort folgt oder jemand dort einer hier.
admin-peer-healthy = in Ordnung
admin-peer-never = noch nie gesprochen
admin-peer-failing = gestört seit { $since }
admin-peer-blocked = blockiert
admin-peer-blocked-with = mit { $host } blockiert
admin-peer-met = Kennengelernt
admin-peer-heard = Zuletzt gehört
admin-peer-reached = Zuletzt erreicht
admin-peer-failed = Erster Fehlschlag
admin-peer-next = Nächster Versuch
admin-peer-next-now = jetzt
admin-peer-next-soon = in weniger als einer Minute
admin-peer-error = Letzter Fehlschlag: { $error }
admin-peer-retry = Jetzt noch einmal versuchen
admin-peer-retried = Was auf diesen Server wartet, wird jetzt noch einmal versucht.
admin-peer-block = Blockieren
admin-peer-block-covers = Blockiert wird { $name } auf jedem Port, mit allen Servern, deren Name darunter liegt. Von dort wird nichts angenommen und dorthin nichts geschickt.
admin-peer-block-ends-nothing = Wir hatten noch nichts mit ihm zu tun.
admin-peer-block-ends =
    Beendet werden damit { $followers ->
        [one] { $followers } Abo
       *[other] { $followers } Abos
    } von Menschen dort und { $follows ->
        [one] { $follows } Abo
       *[other] { $follows } Abos
    } von Menschen hier; sie kommen nicht wieder, wenn die Blockade aufgehoben wird. Zurückgezogen wird, was auf Zustellung wartet ({ $deliveries }). Was dort geschrieben wurde, bleibt, bis es jemand entfernt: { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    }.
admin-peer-is-blocked = { $name } ist blockiert: Von dort wird nichts angenommen und dorthin nichts geschickt.
admin-peer-is-blocked-with = { $name } ist mit { $host } blockiert: Von dort wird nichts angenommen und dorthin nichts geschickt.
admin-peer-why = Warum: { $note }
admin-peer-above = Blockade von { $host }
admin-peer-allow = Wieder zulassen
admin-peer-allowed = { $name } ist wieder zugelassen.
admin-peer-note = Warum
admin-peer-note-help = Nur für die Verwaltung. Höchstens 500 Zeichen.
admin-peer-block-submit = Diesen Server blockieren
admin-peer-block-done = { $name } ist blockiert.
admin-peer-severed = Wer durch eine Blockade nicht mehr folgt
admin-peer-severed-who = Wer
admin-peer-severed-whom = Folgte
admin-peer-severed-when = Beendet
admin-peer-lower = { $name } ist mit { $host } blockiert: Lass { $host } zu, sonst ändert sich nichts.
admin-peer-no-name = So heißt kein Server; richtig wäre etwa other.example.
admin-peer-own = Das ist dein eigener Server oder eine Domain, in der er liegt.

## Was für einen Server gilt, außer einer einfachen Blockade
admin-peer-allowed-but = Die Abos, die die Blockade beendet hat, kommen nicht von selbst wieder: Wer will, folgt neu, und dem anderen Server wird gesagt, welche geendet haben.
admin-peer-block-members =
    { $members ->
        [one] { $members } Mitglied einer Gemeinschaft gehört
       *[other] { $members } Mitglieder von Gemeinschaften gehören
    } zur anderen Seite. Hier stehen sie weiter in der Mitgliederliste, lesen aber nicht mehr, was sie dort gelesen haben.
admin-peer-severed-file = Liste mitnehmen (CSV)
admin-rule = Was für diesen Server gilt
admin-rule-policy = Regel
admin-rule-none = Nichts Besonderes
admin-rule-none-help = Was unten eingestellt ist, gilt trotzdem.
admin-rule-silence = Stillstellen
admin-rule-silence-help = Themen von dort stehen in ihrer Gemeinschaft und in keiner Liste von allem. Die Menschen dort können hier nur rufen, wer ihnen folgt.
admin-rule-review = Prüfen
admin-rule-review-help = Was Menschen von dort in Gemeinschaften hier schreiben, wartet auf die, die sich um diese kümmern.
admin-rule-block = Blockieren
admin-rule-block-help = Von dort wird nichts angenommen und dorthin nichts geschickt; Abos enden.
admin-rule-policy-wrong = Wähl eines davon.
admin-rule-media = Keine Bilder und Filme annehmen, die an dort Geschriebenem hängen
admin-rule-reports = Keine Meldungen von dort annehmen
admin-rule-listed = Steht auf der Liste der Server, mit denen gesprochen wird, wenn nur diese zugelassen sind
admin-rule-pace = Aktivitäten in der Minute
admin-rule-pace-help = Wenn dieser Server mehr oder weniger schicken darf als andere. Leer: wie die anderen.
admin-rule-pace-wrong = Eine Zahl von 1 bis { $most } oder nichts.
admin-rule-reason = Grund
admin-rule-reason-help = Er steht in Listen, die du anderen gibst.
admin-rule-note = Notiz
admin-rule-days = Tage
admin-rule-days-help = Nach so vielen Tagen endet das alles von selbst. Leer: Es gilt, bis du es änderst.
admin-rule-days-wrong = Eine Zahl von 1 bis { $most } oder nichts.
admin-rule-submit = So soll es gelten
admin-rule-done = Das gilt jetzt für { $name }.
admin-rule-unlisted = Gesprochen wird nur mit Servern auf der Liste, und dieser steht nicht darauf.
admin-rule-is-silenced = Er ist stillgestellt.
admin-rule-is-reviewed = Er wird geprüft: Was Menschen von dort in Gemeinschaften hier schreiben, wartet.
admin-rule-because = Grund: { $reason }
admin-rule-until = Bis { $until }.

## Viele Server auf einmal
admin-hosts = Viele Server auf einmal
admin-hosts-link = Listen, Spamwellen und was zuletzt kam
admin-hosts-lede = Listen, die kommen und gehen, mit wem überhaupt gesprochen wird und was hilft, wenn viel auf einmal kommt.
admin-listed = Mit wem gesprochen wird
admin-listed-on = Gesprochen wird nur mit Servern auf der Liste. Auf die Liste kommt einer auf seiner eigenen Seite.
admin-listed-off = Gesprochen wird mit jedem Server, der nicht blockiert ist.
admin-listed-begin = Nur mit Servern auf der Liste sprechen
admin-listed-end = Wieder mit allen sprechen
admin-listed-on-done = Gesprochen wird jetzt nur mit Servern auf der Liste. Abos bleiben, aber nichts kommt oder geht, solange ihre Server nicht darauf stehen.
admin-listed-off-done = Gesprochen wird wieder mit jedem Server, der nicht blockiert ist.
admin-wave = Spamwelle
admin-wave-text = Solange auf eine Welle geachtet wird, wartet, was Menschen anderer Server in Gemeinschaften hier schreiben, wenn sie hier vor ihrem Beginn nicht bekannt waren. Wer sich um die Gemeinschaften kümmert, lässt es durch oder nicht.
admin-wave-goes-on = Auf eine Welle wird geachtet: Wer vor { $since } nicht bekannt war, wartet, bis { $until }. { $reason }
admin-wave-hours = Begann vor so vielen Stunden
admin-wave-hours-help = Wer davor schon bekannt war, wird gehört wie immer.
admin-wave-hours-wrong = Eine Zahl von 0 bis { $most }.
admin-wave-days = So viele Tage darauf achten
admin-wave-days-wrong = Eine Zahl von 1 bis { $most }.
admin-wave-reason = Notiz
admin-wave-begin = Darauf achten
admin-wave-renew = Neu darauf achten
admin-wave-end = Sie ist vorbei
admin-wave-begun = Ab jetzt wartet, was neue Menschen schreiben.
admin-wave-ended = Neue Menschen werden wieder gehört. Was wartet, wartet weiter, bis jemand entscheidet.
admin-newcomers-purge = Alles wegnehmen, was neue Menschen geschrieben haben
admin-newcomers-effect =
    Seit Beginn der Welle haben Menschen, die vorher nicht bekannt waren, { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    } geschrieben, ob sichtbar oder wartend. All das verschwindet.
admin-recent = Was zuletzt von einem Server kam
admin-recent-text = Nimmt endgültig weg, was Menschen eines Servers geschrieben haben und dieser in den letzten Stunden bekommen hat. Was davor kam, bleibt.
admin-recent-hours = Stunden
admin-recent-hours-wrong = Eine Zahl von 1 bis { $most }.
admin-recent-look = Zeigen, was verschwindet
admin-recent-title = Was zuletzt von { $host } kam
admin-recent-effect =
    In { $hours ->
        [one] der letzten Stunde
       *[other] den letzten { $hours } Stunden
    } kamen von { $host } und den Servern, deren Name darunter liegt, { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    }. All das verschwindet; was davor kam, bleibt.

## Listen von Servern
admin-list = Liste von Servern
admin-list-take = Eine Liste übernehmen
admin-list-give = Liste mitnehmen (CSV)
admin-list-lede = Füg eine Liste ein, wie Mastodon sie ausgibt. Du siehst, was sie ändert, bevor etwas geschieht.
admin-list-field = Liste
admin-list-help = Ein Server je Zeile: domain, severity, reject_media, reject_reports, public_comment, obfuscate. Höchstens { $most } Server; eine längere übernimmt der Befehl peer import.
admin-list-look = Ansehen
admin-list-wrong = Nichts wurde übernommen. Das stimmt nicht:
admin-list-fault = Zeile { $line }: { $message }
admin-list-long = Eine Liste hat höchstens { $most } Server.
admin-list-quote = Hier beginnt ein Anführungszeichen, das nirgends endet.
admin-list-empty = Darin steht kein Server.
admin-list-twice = { $host } steht zweimal darin.
admin-list-obfuscated = { $host } ist ein Name mit ausgelassenen Teilen; wofür er steht, kann niemand wissen.
admin-list-no-name = „{ $host }“ heißt kein Server; richtig wäre etwa other.example.
admin-list-severity = „{ $severity }“ gibt es nicht: suspend, silence oder noop.
admin-list-truth = „{ $word }“ ist weder true noch false.
admin-list-effect =
    { $servers ->
        [one] { $servers } Server
       *[other] { $servers } Server
    }: { $blocked } zu blockieren, { $silenced } stillzustellen, { $other } mit anderen Grenzen.
admin-list-changes = Für { $same } davon gilt es schon; für { $changed } gilt etwas anderes, das die Liste ersetzt.
admin-list-ends =
    { $follows ->
        [0] Kein Abo, von dem wir wissen, endet dadurch.
        [one] Mindestens { $follows } Abo endet dadurch und kommt nicht von selbst wieder.
       *[other] Mindestens { $follows } Abos enden dadurch und kommen nicht von selbst wieder.
    }
admin-list-submit = Übernehmen
admin-list-begun = Die Liste wird übernommen.
admin-list-under-way = Die Liste wird übernommen
admin-list-taken = Die Liste ist übernommen
admin-list-again = Noch einmal nachsehen

## Endgültig wegnehmen
admin-purge = Endgültig wegnehmen
admin-purge-lede = Für das, was hier nicht bleiben darf: Kein Wort und kein Bild davon wird aufbewahrt, und es kommt nicht wieder.
admin-purge-of = Adresse
admin-purge-of-help = Eines Themas, eines Beitrags oder einer Person, hier oder anderswo; oder ein Name wie @ada@other.example.
admin-purge-look = Zeigen, was verschwindet
admin-purge-unknown = So ein Thema, einen Beitrag oder eine Person gibt es hier nicht.
admin-purge-thread = Dieses Thema endgültig wegnehmen?
admin-purge-thread-effect =
    „{ $title }“ von { $who }, mit { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträgen
    } darin und { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bildern
    } daran.
admin-purge-reply = Diesen Beitrag endgültig wegnehmen?
admin-purge-reply-effect =
    Ein Beitrag von { $who }, mit { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bildern
    }. Was andere darauf geantwortet haben, bleibt.
admin-purge-person = Diese Person endgültig wegnehmen?
admin-purge-person-effect =
    { $who }, mit { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträgen
    }. Von ihr wird nichts mehr angenommen. Was andere geantwortet haben, bleibt.
admin-purge-for-good = Das lässt sich nicht rückgängig machen. Text, frühere Fassungen, Bilder und was die Suche findet verschwinden; Server, die es von hier haben, sollen es löschen. Es bleibt vermerkt, was es war und warum es ging, aber nicht, was darin stand.
admin-purge-reason = Warum
admin-purge-reason-help = Nur für die Verwaltung; wiederhol nicht, was darin stand. Höchstens 500 Zeichen.
admin-purge-no-reason = Sag, warum.
admin-purge-submit = Endgültig wegnehmen
admin-purge-begun = Es ist weg, oder verschwindet in den nächsten Minuten, wenn es viel ist.
admin-purged = Was verschwunden ist
admin-purged-none = Noch nichts.
admin-purged-thread = Thema
admin-purged-reply = Beitrag
admin-purged-person = Person

## Queues
admin-queues-lede = Was darauf wartet, verschickt zu werden, und was nicht gelungen ist.
admin-queues-waiting = Wartende Zustellungen
admin-queues-waiting-none = Nichts wartet.
admin-queues-server = Server
admin-queues-deliveries = Zustellungen
admin-queues-oldest = Älteste
admin-queues-search = Suche
admin-queues-search-done = Alles lässt sich finden.
admin-queues-search-due =
    { $count ->
        [one] { $count } Thema oder Beitrag wartet.
       *[other] { $count } Themen und Beiträge warten.
    }
admin-queues-search-text = Sie werden im Hintergrund vorbereitet, die neuesten zuerst, und bis dahin nicht so gefunden, wie sie jetzt sind.
admin-queues-aside = Beiseitegelegte Aufgaben
admin-queues-aside-none = Keine.
admin-queues-job =
    Nummer { $id }, { $tries ->
        [one] { $tries } Versuch
       *[other] { $tries } Versuche
    }
admin-queues-job-aside =
    Nummer { $id }, { $tries ->
        [one] { $tries } Versuch
       *[other] { $tries } Versuche
    }, beiseitegelegt { $when }
admin-queues-payload = Was sie tun sollte
admin-queues-retry = Noch einmal versuchen
admin-queues-retried = Die Aufgabe wird jetzt noch einmal versucht.

## Mails
admin-mails-lede = Was in den letzten dreißig Tagen an Menschen geschrieben wurde und was daraus geworden ist.
admin-mails-unconfigured = <b>Es werden keine Mails verschickt.</b> In der Konfiguration steht kein Mailserver (mail.host). Gib die Links, auf die jemand wartet, selbst weiter, und zwar so, dass sie sonst niemand lesen kann.
admin-mails-none = Keine.
admin-mails-line = an <bdi>{ $recipient }</bdi>, { $when }; { $state }
admin-mails-body = Was darin steht
admin-mails-body-of = : { $about }, an { $recipient }
admin-mails-waits = wartet
admin-mails-waits-after =
    { $tries ->
        [one] wartet nach { $tries } Versuch
       *[other] wartet nach { $tries } Versuchen
    }
admin-mails-sent = verschickt
admin-mails-failed =
    { $tries ->
        [one] aufgegeben nach { $tries } Versuch
       *[other] aufgegeben nach { $tries } Versuchen
    }
admin-mails-dropped = nicht verschickt
admin-mails-unsent = nicht verschickt: Es gibt keinen Mailserver
admin-mails-verify = Adresse bestätigen
admin-mails-reset = neues Passwort
admin-mails-invitation = Einladung
admin-mails-admission = Ein Konto, um das gebeten wurde
admin-mails-decision = Entscheidung
admin-mails-answer = Antwort
admin-mails-mention = Erwähnung
admin-mails-followed = Neuigkeiten
admin-mails-rules = Regeln
admin-mails-desk = Schreibtisch
admin-mails-moderation = Moderation

## Reports
admin-reports-lede = Was irgendwo auf diesem Server gemeldet wird, das Neueste zuerst.
admin-screening-lede = Was diese Regeln suchen, wird in jeder Gemeinschaft gemeldet, zurückgehalten oder abgelehnt, egal von wem, außer von der Verwaltung. In Gemeinschaften anderer Server kann nichts zurückgehalten werden: Dort wird es abgelehnt.

## Settings
admin-settings-lede = Wie dieser Server heißt und wer hier was darf.
admin-settings-name = Name dieses Ortes
admin-settings-description = In ein, zwei Sätzen
admin-settings-description-help = Was dieser Ort ist und für wen. Wer zu Besuch kommt, liest es zuerst.
admin-settings-about = Über diesen Ort
admin-settings-about-help = Markdown. Es steht auf der Seite über diesen Server.
admin-settings-rules = Regeln
admin-settings-rules-help = Markdown. Was in jeder Gemeinschaft hier gilt; gelesen wird, was kurz und nummeriert ist.
admin-settings-registration = Wer ein Konto bekommen kann
admin-settings-registration-closed = Nur, wem die Verwaltung eines gibt
admin-settings-registration-invited = Auch, wen die Leitung einer Gemeinschaft einlädt
admin-settings-registration-applied = Wer darum bittet und von der Verwaltung angenommen wird
admin-settings-registration-open = Alle
admin-settings-opening = Wer Gemeinschaften gründen darf
admin-settings-opening-admins = Die Verwaltung
admin-settings-opening-everyone = Alle, die ein Konto haben
admin-settings-submit = Einstellungen speichern
admin-settings-saved = Die Einstellungen sind gespeichert.
## What is asked of whoever makes an account
admin-entrance-text = Wer ein Konto anlegen darf, steht in den Einstellungen. Hier steht, was dabei sonst noch verlangt wird. Für Konten, die die Verwaltung anlegt, gilt nichts davon.
admin-entrance-sum = Eine Rechenaufgabe gegen Programme
admin-entrance-sum-help = Der Browser rechnet etwa eine Sekunde lang, während das Formular ausgefüllt wird; niemand sonst wird gefragt, und es ist nichts zu entziffern oder anzuklicken. Wessen Browser das nicht kann, schreibt, wer er oder sie ist, und die Verwaltung entscheidet.
admin-entrance-sum-off = Browser lösen keine Rechenaufgabe
admin-entrance-sum-on = Browser lösen eine Rechenaufgabe, bevor ein Konto angelegt wird
admin-entrance-allowed = E-Mail-Adressen nur von diesen Domains
admin-entrance-allowed-help = Eine je Zeile; die darunter sind mit gemeint. Leer: von allen.
admin-entrance-denied = Keine E-Mail-Adressen von diesen Domains
admin-entrance-denied-help = Wie oben. Das gilt auch, wenn eine Adresse später geändert wird.
## What the server tells everybody
admin-notices-announcement = Ankündigung
admin-notices-announcement-help = Steht über jeder Seite, bis jemand sie gelesen hat. Einfacher Text, höchstens 500 Zeichen; leer für keine. Eine geänderte wird allen noch einmal gezeigt.
admin-notices-last-day = Ihr letzter Tag
admin-notices-last-day-help = Wie in 2026-12-31 (UTC). Leer: bis du sie wegnimmst.
admin-notices-terms = Bedingungen
admin-notices-terms-help = Markdown geht. Was zwischen den Leuten hier und dir gilt, wie es das Recht bei dir verlangt. Jede Seite führt dorthin.
admin-notices-contact = Kontakt
admin-notices-contact-help = Markdown geht. Wer du bist und wie man dich erreicht, auch ohne Konto. Jede Seite führt dorthin.

## Closing the server for a while
admin-closing-text = Solange der Server geschlossen ist, werden alle außer der Verwaltung gebeten, in ein paar Minuten wiederzukommen. Anmelden kann man sich weiterhin, damit du es kannst.
admin-closing-servers = Anderen Servern wird dasselbe gesagt; sie schicken später noch einmal, was sie zu sagen hatten, sodass nichts davon verloren geht. Was auf den Versand wartet, wird trotzdem verschickt.
admin-closing-state = Der Server ist
admin-closing-open = offen
admin-closing-closed = geschlossen
admin-closing-words = Was den Leuten gesagt wird
admin-closing-words-help = Warum, und bis wann. Höchstens 300 Zeichen; leer für einen einfachen Satz.
admin-closing-is-closed = Der Server ist geschlossen.
admin-closing-is-open = Der Server ist offen.

## Looks
admin-looks-lede = Die Farbe und die Bilder, an denen man diesen Ort erkennt. Bilder sind JPEG, PNG, WebP oder GIF, und unbewegt.
admin-looks-accent = Akzentfarbe
admin-looks-accent-help = Für Links, Knöpfe und den Streifen ganz oben: ink, varnish, pine, plum, ochre oder eine Farbe wie #8a3315, die dunkler oder heller gemacht wird, wo man sie nicht lesen könnte. Leer: die übliche. Eine Gemeinschaft kann ihre eigene haben.
admin-looks-logo = Zeichen
admin-looks-logo-help = Es wird quadratisch zugeschnitten und steht oben auf jeder Seite neben dem Namen und in den Tabs der Browser.
admin-looks-banner = Banner
admin-looks-banner-help = Es wird auf dreimal so breit wie hoch zugeschnitten und steht über dem, was man bei einem Besuch zuerst liest.
admin-looks-submit = Aussehen speichern
admin-looks-saved = Gespeichert.
