## Acts on a thread, a reply or a person
moderation-remove = Entfernen
moderation-restore = Wiederherstellen
moderation-lock = Abschließen
moderation-unlock = Wieder öffnen
moderation-pin = Anheften
moderation-unpin = Nicht mehr anheften
moderation-report = Melden
moderation-cancel = Abbrechen
moderation-remove-thread = Dieses Thema entfernen
moderation-restore-thread = Dieses Thema wiederherstellen
moderation-lock-thread = Dieses Thema abschließen
moderation-unlock-thread = Dieses Thema wieder öffnen
moderation-lock-branch = Diesen Zweig abschließen
moderation-unlock-branch = Diesen Zweig wieder öffnen
moderation-pin-thread = Dieses Thema anheften
moderation-unpin-thread = Dieses Thema nicht mehr anheften
moderation-report-thread = Dieses Thema melden
moderation-remove-reply = Diesen Beitrag entfernen
moderation-restore-reply = Diesen Beitrag wiederherstellen
moderation-report-reply = Diesen Beitrag melden
moderation-report-person = { $name } melden
moderation-remove-lede = Es wird niemandem mehr gezeigt außer der Person, die es geschrieben hat, und der Moderation: hier und, wenn du diese Gemeinschaft moderierst, auch auf anderen Servern. Die Person erfährt den Grund. Du kannst es wiederherstellen.
moderation-restore-lede = Es wird wieder gezeigt.
moderation-lock-lede = Schreiben kann dann nur noch, wer moderiert.
moderation-unlock-lede = Alle, die in dieser Gemeinschaft schreiben dürfen, können es hier wieder.
moderation-lock-branch-lede = Nur noch die Moderation kann darauf und auf das darunter antworten. Im übrigen Thema geht es weiter.
moderation-unlock-branch-lede = Wer in diesem Thema antworten darf, kann es hier wieder.
moderation-pin-lede = Es steht dann über den anderen Themen der Gemeinschaft.
moderation-unpin-lede = Es reiht sich wieder unter die anderen Themen ein.
moderation-report-lede = Davon erfahren die Menschen, die sich um diese Gemeinschaft kümmern, und der Server, von dem es stammt. Sonst niemand.
moderation-report-person-lede = Davon erfahren die Verwaltung dieses Servers und der Server der Person, um die es geht. Sonst niemand.
moderation-thread-by = Das Thema von { $name }:
moderation-reply-by = Der Beitrag von { $name }:
moderation-removed = Es ist entfernt, und wer es geschrieben hat, erfährt den Grund.
moderation-restored = Es ist wiederhergestellt.
moderation-locked = Das Thema ist abgeschlossen.
moderation-unlocked = Das Thema ist wieder offen.
moderation-branch-locked = Der Zweig ist abgeschlossen.
moderation-branch-unlocked = Der Zweig ist wieder offen.
moderation-retitle = Titel und Schlagwörter ändern
moderation-retitle-lede = Am Text selbst ändert sich nichts. Der frühere Titel bleibt aufgehoben, mit dem Namen derer, die ihn geändert haben. Wer das Thema begonnen hat, erfährt davon.
moderation-retitle-title = Titel
moderation-retitle-tags = Schlagwörter
moderation-retitle-submit = Ändern
moderation-retitled = Das ist geändert. Wer das Thema begonnen hat, erfährt davon.
moderation-about-thread = Zum Thema „{ $title }“:
moderation-about-reply = Zu einem Beitrag in „{ $title }“:
moderation-move = In eine andere Gemeinschaft verschieben
moderation-move-lede = Alles, was darin steht, kommt mit, und die Adresse bleibt dieselbe. Schlagwörter, die es in der anderen Gemeinschaft nicht gibt, fallen weg. Beide Protokolle nennen es, und wer das Thema begonnen hat, erfährt davon. Rückgängig wird es, indem du das Thema zurückverschiebst.
moderation-move-to = Gemeinschaft
moderation-move-submit = Verschieben
moderation-move-choose = Wähle eine der Gemeinschaften, um die du dich kümmerst.
moderation-move-nowhere = Du kümmerst dich um keine andere Gemeinschaft, in die dieses Thema passen würde.
moderation-moved = Das Thema steht jetzt in „{ $place }“. Wer es begonnen hat, erfährt davon.
moderation-moved-to = Nach „{ $place }“
moderation-moved-to-why = Nach „{ $place }“: { $reason }
moderation-moved-from = Aus „{ $place }“
moderation-moved-from-why = Aus „{ $place }“: { $reason }
moderation-pinned = Das Thema ist angeheftet.
moderation-unpinned = Das Thema ist nicht mehr angeheftet.
moderation-report-named = Andere Server dürfen wissen, dass ich es melde
moderation-report-named-help = Sonst erfahren sie es nur von diesem Server. Wer betroffen ist, erfährt es nie.
moderation-reported = Danke. Die Moderation weiß Bescheid.
moderation-report-rule = Von einer automatischen Regel gefunden: { $rule }
moderation-report-rule-edit = Eine spätere Fassung hat eine automatische Regel zurückgehalten: { $rule }
moderation-person-reported = Danke. Die Verwaltung weiß Bescheid.
moderation-resolved-with =
    { $count ->
        [one] Die Meldung dazu ist damit erledigt.
       *[other] Die { $count } Meldungen dazu sind damit erledigt.
    }
moderation-reason = Grund
moderation-reason-log = Alle können ihn im Protokoll der Gemeinschaft lesen.
moderation-reason-remove = Wer es geschrieben hat, liest ihn; alle anderen können ihn im Protokoll der Gemeinschaft lesen.
moderation-reason-report = Was stimmt damit nicht? Das liest die Moderation.
moderation-reason-long = Höchstens { $most } Zeichen.
moderation-reason-remove-missing = Sag, warum es entfernt wird.
moderation-reason-report-missing = Sag, was damit nicht stimmt.
moderation-reason-hide-missing = Sag, warum es verborgen wird.
moderation-remove-branch = Auch alle Antworten darunter entfernen
moderation-reason-warn-missing = Sag, wofür, oder wähl eine Regel.
moderation-rule = Gegen welche Regel es verstößt
moderation-rule-none = Gegen keine bestimmte
moderation-rule-unknown = Wähl eine der Regeln oder keine.
moderation-rule-changed = Die Regeln haben sich geändert. Wähl noch einmal.
moderation-under-rule = Regel { $number } ({ $rule }): { $reason }
moderation-under-rule-alone = Regel { $number } ({ $rule })
moderation-no-reason = Ein Grund wurde nicht genannt.

## The pages for moderators
moderation-tabs = Moderation
moderation-tab-reports = Meldungen
moderation-tab-appeals = Einsprüche
moderation-tab-team = Nachrichten
moderation-tab-bans = Ausschlüsse
moderation-tab-mutes = Nur lesend
moderation-tab-record = Zu einer Person
moderation-tab-shared = Hier geteilt
moderation-tab-log = Protokoll
moderation-person-unknown = Wir kennen niemanden mit diesem Namen.

## The log
moderation-log = Moderationsprotokoll
moderation-log-title = Moderationsprotokoll von { $place }
moderation-log-lede = Was die Menschen getan haben, die sich um diese Gemeinschaft kümmern, und warum.
moderation-log-lede-server = Was die Menschen getan haben, die sich um die Gemeinschaften hier kümmern, und warum.
moderation-log-none = Hier ist noch nichts geschehen.
moderation-log-undone = aufgehoben
moderation-log-undo = Zurücknehmen
# In place of a name, where the community does not say who of them it was.
moderation-log-team = Das Team
moderation-log-reversed = nach Einspruch zurückgenommen
moderation-log-appeal = Einspruch erheben
moderation-log-communities = Protokolle der Gemeinschaften
moderation-log-one = Eine Gemeinschaft allein
moderation-log-remove = <by>{ $who }</by> hat { $what } entfernt
moderation-log-restore = <by>{ $who }</by> hat { $what } wiederhergestellt
moderation-log-lock = <by>{ $who }</by> hat { $what } abgeschlossen
moderation-log-unlock = <by>{ $who }</by> hat { $what } wieder geöffnet
moderation-log-pin = <by>{ $who }</by> hat { $what } angeheftet
moderation-log-unpin = <by>{ $who }</by> hat { $what } wieder unter die anderen eingereiht
moderation-log-ban = <by>{ $who }</by> hat { $what } ausgeschlossen
moderation-log-ban-until = <by>{ $who }</by> hat { $what } bis zum { $until } ausgeschlossen
moderation-log-unban = <by>{ $who }</by> hat { $what } wieder zugelassen
moderation-log-appoint = <by>{ $who }</by> hat { $what } in die Moderation aufgenommen
moderation-log-dismiss = <by>{ $who }</by> hat { $what } aus der Moderation entlassen
moderation-log-hide = <by>{ $who }</by> hat { $what } in dieser Gemeinschaft verborgen
moderation-log-show = <by>{ $who }</by> hat { $what } wieder gezeigt
moderation-log-retitle = <by>{ $who }</by> hat Titel oder Schlagwörter geändert: { $what }
moderation-log-move-away = <by>{ $who }</by> hat { $what } in eine andere Gemeinschaft verschoben
moderation-log-move-here = <by>{ $who }</by> hat { $what } aus einer anderen Gemeinschaft hierher verschoben
moderation-log-warn = <by>{ $who }</by> hat { $what } verwarnt
moderation-log-unwarn = <by>{ $who }</by> hat die Verwarnung von { $what } zurückgenommen
moderation-log-mute = <by>{ $who }</by> lässt { $what } nur lesen
moderation-log-mute-until = <by>{ $who }</by> lässt { $what } bis zum { $until } nur lesen
moderation-log-unmute = <by>{ $who }</by> lässt { $what } wieder schreiben
moderation-log-reply = einen Beitrag
moderation-log-thread = ein Thema
moderation-log-thread-titled = das Thema „{ $title }“
moderation-log-gone = etwas, das nicht mehr da ist,
moderation-log-in = { $what } in { $place }

## Reports
moderation-reports = Meldungen
moderation-reports-title = Meldungen in { $place }
moderation-reports-lede = Was die Moderation sich ansehen soll, das Neueste zuerst. Alle Meldungen zu derselben Sache werden zusammen erledigt.
moderation-reports-none = Nichts wartet auf dich.
moderation-cases-open = Offen
moderation-cases-settled = Erledigt
moderation-reported-thread-gone = Ein Thema, das gelöscht wurde
moderation-reported-reply = Ein Beitrag
moderation-reported-reply-in = Ein Beitrag zu „{ $title }“
moderation-reported-person = Eine Person
moderation-reported-of = { $what } von { $who }
moderation-reported-in = { $what } in { $place }
moderation-reported-removed = schon entfernt
moderation-reported-by = Gemeldet von <by>{ $who }</by> { $when }
moderation-reported-through = Weitergegeben von <by>{ $who }</by> { $when }
moderation-reported-by-rule = Von einer automatischen Regel gemeldet { $when }
moderation-case-count =
    { $count ->
        [one] { $count } Meldung
       *[other] { $count } Meldungen
    }
moderation-case-more =
    { $count ->
        [one] Und { $count } weitere.
       *[other] Und { $count } weitere.
    }
moderation-case-record =
    { $made ->
        [one] bisher { $made } Meldung, davon { $heeded } mit Folgen
       *[other] bisher { $made } Meldungen, davon { $heeded } mit Folgen
    }
moderation-case-by-you = du kümmerst dich darum
moderation-case-by = { $who } kümmert sich darum
moderation-case-is-passed-on = an die Verwaltung weitergegeben
moderation-case-somebody = Jemand anderswo
moderation-outcome-acted = gehandelt
moderation-outcome-nothing = nichts zu tun
moderation-outcome-elsewhere = anderswo erledigt
moderation-outcome-open = offen
moderation-resolution = Was getan wurde
moderation-resolution-help = Für alle, die sich darum kümmern, jetzt und später.
moderation-case-open = Genauer ansehen
moderation-case-acted = Ist geregelt
moderation-case-nothing = Nichts zu tun
moderation-case-claim = Ich kümmere mich
moderation-case-release = Anderen überlassen
moderation-case-pass-on = An die Verwaltung weitergeben
moderation-case-hand-back = Der Gemeinschaft zurückgeben
moderation-case-reopen = Wieder öffnen
moderation-resolve-remove = Entfernen …
moderation-case-lock = Thema abschließen …
moderation-case-warn = Verwarnen …
moderation-case-mute = Nur lesen lassen …
moderation-case-ban = Ausschließen …
moderation-case-suspend = Konto sperren …
moderation-case-claimed = Du kümmerst dich jetzt darum.
moderation-case-released = Alle können sich wieder darum kümmern.
moderation-case-noted = Deine Notiz ist aufgehoben.
moderation-case-settled = Es ist erledigt, und wer es gemeldet hat, erfährt davon.
moderation-case-reopened = Es ist wieder offen.
moderation-case-passed-on = Von jetzt an kümmert sich die Verwaltung darum.
moderation-case-handed-back = Die Gemeinschaft kümmert sich wieder darum.
moderation-case-note-missing = Schreib etwas.
moderation-case-no-such-act = Diese Seite hat keine solche Schaltfläche.

## The page of what was reported of one thing
moderation-case-title = Fall { $number }
moderation-case-parent = Es antwortet auf
moderation-case-thing = Dort steht
moderation-case-replies = Darauf wurde geantwortet
moderation-case-thread = Es steht in
moderation-case-reasons = Was gemeldet wurde
moderation-case-before = Was vorher war
moderation-case-act-remove = Etwas Geschriebenes wurde entfernt
moderation-case-act-lock = Ein Thema wurde abgeschlossen
moderation-case-act-ban = Die Person wurde ausgeschlossen
moderation-case-act-mute = Die Person durfte nur noch lesen
moderation-case-act-warn = Die Person wurde verwarnt
moderation-case-history = Was getan wurde
moderation-case-history-none = Noch nichts.
moderation-case-told = Denen, die es gemeldet haben, wurde gesagt
moderation-case-note = Eine Notiz für die anderen
moderation-case-note-help = Das liest nur, wer sich darum kümmert, und nie die Person, um die es geht.
moderation-case-note-submit = Notiz aufheben
moderation-case-message = Eine Nachricht an alle, die es gemeldet haben
moderation-case-message-help = Dass es erledigt ist, erfahren sie auf jeden Fall; von wem, nicht.
moderation-case-event-note = { $who } schrieb
moderation-case-event-claimed = { $who } hat es übernommen
moderation-case-event-released = { $who } hat es anderen überlassen
moderation-case-event-settled = { $who } hat es erledigt
moderation-case-event-reopened = { $who } hat es wieder geöffnet
moderation-case-event-passed-on = { $who } hat es an die Verwaltung weitergegeben
moderation-case-event-handed-back = { $who } hat es der Gemeinschaft zurückgegeben

## Bans
moderation-bans = Ausschlüsse
moderation-bans-title = Ausschlüsse in { $place }
moderation-bans-lede = Wer an dieser Gemeinschaft nicht teilnehmen darf.
moderation-bans-none = Niemand ist ausgeschlossen.
moderation-bans-until = , bis zum { $until }
moderation-unban = Ausschluss aufheben
moderation-unban-of = von { $name }
moderation-unbanned = Der Ausschluss ist aufgehoben.
moderation-ban = Jemanden verwarnen, nur lesen lassen oder ausschließen
moderation-ban-person = Name
moderation-ban-person-help = Zum Beispiel ada oder ada@other.example.
moderation-ban-reason-help = Alle können ihn im Protokoll lesen.
moderation-ban-days = Tage
moderation-ban-days-help = Leer: bis du es aufhebst. Eine Verwarnung hat kein Ende.
moderation-ban-days-wrong = Eine Zahl von 1 bis { $most }.
moderation-ban-past = Dieser Zeitpunkt ist vorbei.
moderation-ban-sweep = Alles entfernen, was die Person hier geschrieben hat
moderation-ban-submit = Anwenden
moderation-banned = Der Ausschluss gilt.
moderation-measure = Was geschieht
moderation-measure-warn = Verwarnen: Die Person erfährt es, sonst folgt nichts
moderation-measure-mute = Nur lesen lassen: Sie liest mit und schreibt nicht
moderation-measure-ban = Ausschließen: Sie nimmt nicht mehr teil
moderation-measure-unknown = Wähl eins davon.
moderation-muted = Die Person kann hier lesen, aber nicht schreiben.
moderation-warned = Die Person erfährt davon.

## Who reads and does not write
moderation-mutes = Nur lesend
moderation-mutes-title = Nur lesend in { $place }
moderation-mutes-lede = Wer in dieser Gemeinschaft vorerst liest und nicht schreibt.
moderation-mutes-none = Niemand liest hier nur mit.
moderation-unmute = Wieder schreiben lassen
moderation-unmuted = Die Person kann wieder schreiben.

## What was done about a person
moderation-record = Zu einer Person
moderation-record-title = Zu einer Person in { $place }
moderation-record-lede = Was zu einer Person und ihren Texten hier entschieden wurde, das Neueste zuerst. So zusammen sehen es nur die, die die Gemeinschaft betreuen.
moderation-record-show = Anzeigen
moderation-record-none = Zu dieser Person wurde hier nichts entschieden.
moderation-unwarn = Verwarnungen zurücknehmen
moderation-unwarned = Die Verwarnungen sind zurückgenommen.

## What other communities share with one
moderation-shared = Mit dieser Gemeinschaft geteilt
moderation-hide-thread = Dieses Thema in { $place } verbergen?
moderation-hide-reply = Diesen Beitrag in { $place } verbergen?
moderation-hide-lede = Diese Gemeinschaft zeigt es nicht mehr. Dort, wo es zu Hause ist, und in allen anderen Gemeinschaften bleibt es, wie es ist.
moderation-hide = Verbergen
moderation-hidden = Es ist in dieser Gemeinschaft verborgen.
moderation-show-thread = Dieses Thema in { $place } wieder zeigen?
moderation-show-reply = Diesen Beitrag in { $place } wieder zeigen?
moderation-show-lede = Es wird hier so gezeigt, wie es dort ist, wo es zu Hause ist.
moderation-show = Wieder zeigen
moderation-shown = Es wird hier wieder gezeigt.

## The introductions thread
moderation-introductions = Ein Thema zum Vorstellen
moderation-introductions-title = Ein Thema zum Vorstellen, { $place }
moderation-introductions-lede = Darin sagen neue Mitglieder Hallo. Es ist über den anderen Themen angeheftet, und du kannst es bearbeiten wie jedes andere.
moderation-introductions-usual-title = Stell dich vor
moderation-introductions-usual = Sag Hallo: wer du bist, was du machst und was du hier zu finden hoffst. Wer schon eine Weile hier ist, antwortet.
moderation-introductions-name = Titel
moderation-introductions-words = Erste Worte
moderation-introductions-words-help = Markdown funktioniert.
moderation-introductions-submit = Anlegen
moderation-introductions-made = „{ $title }“ ist angelegt und angeheftet. Sich darin vorzustellen gehört zu den ersten Schritten neuer Mitglieder.
