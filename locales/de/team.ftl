# Einsprüche, und was denen gesagt wird, die sich um eine Gemeinschaft kümmern.

team-words-missing = Schreib etwas.
team-words-long = Höchstens { $most } Zeichen.
team-somebody = Jemand
team-no-such-act = Diesen Knopf gibt es auf der Seite nicht.

## Wogegen sich ein Einspruch richtet. Der Name der Gemeinschaft folgt.
team-act-remove-thread = Ein Thema wurde entfernt in
team-act-remove-reply = Eine Antwort wurde entfernt in
team-act-lock-thread = Ein Thema wurde gesperrt in
team-act-lock-reply = Was an einer Antwort hängt, wurde gesperrt in
team-act-ban = Ein Ausschluss aus
team-act-mute = Eine Zeit lang lesen und nicht schreiben in
team-act-warn = Eine Verwarnung in
team-act-other = Eine Entscheidung in
team-act-until = bis { $day }

## Die Seite derer, die Einspruch erheben
team-appeal-title = Einspruch
team-appeal-lede = Schreib, warum du das für falsch hältst. Wenn das Team aus mehreren besteht, sieht es sich jemand anderes an als die Person, die entschieden hat. Gegen jede Entscheidung ist ein Einspruch möglich, und dabei bleibt es dann.
team-appeal-yours = Diese Seite ist nur für <bdi>{ $handle }</bdi>.
team-appeal-body = Warum es falsch ist
team-appeal-body-help = Nur wer sich um die Gemeinschaft kümmert, liest es.
team-appeal-submit = Einspruch abschicken
team-appeal-made = Dein Einspruch ist angekommen. Du erfährst, was daraus wird.
team-appeal-said = Was gesagt wurde
team-appeal-answer = Was das Team geantwortet hat
team-appeal-over = Das gilt nicht mehr: Es gibt nichts, wogegen du Einspruch erheben könntest.
team-ruling-open = noch nicht entschieden
team-ruling-upheld = es bleibt dabei
team-ruling-reversed = es wurde zurückgenommen

## Die Seiten derer, die entscheiden
team-appeals = Einsprüche
team-appeals-title = Einsprüche in { $place }
team-appeals-lede = Wem etwas entfernt oder gesperrt oder wer ausgeschlossen wurde, kann einmal sagen, warum das falsch ist. Es entscheidet jemand anderes als die Person, die gehandelt hat.
team-appeals-open = Offen
team-appeals-decided = Entschieden
team-appeals-none = Es gibt keine.
team-decide-title = Ein Einspruch von { $who }
team-decide-act = Wogegen er sich richtet
team-decide-by = Entschieden von
team-the-reply = Die Antwort
team-decide-message = Was die Person erfährt
team-decide-message-help = Sie liest es zusammen mit der Entscheidung und erfährt nicht, von wem sie ist. Später lässt es sich nicht ändern.
team-decide-reverse = Zurücknehmen
team-decide-uphold = Dabei bleiben
team-decided = Über den Einspruch ist entschieden; wer ihn erhoben hat, erfährt es.
team-decided-by = Entschieden von
# Im Protokoll, als Grund.
team-reversed-reason = Nach Einspruch zurückgenommen

## Denen schreiben, die sich um eine Gemeinschaft kümmern
team-contact = Dem Team schreiben
team-contact-title = Das Team von { $place }
team-contact-lede = Alle, die sich um diese Gemeinschaft kümmern, lesen es, und sonst niemand. Jemand von ihnen antwortet hier.
team-contact-body = Deine Nachricht
team-contact-body-help = Um etwas zu melden, das jemand geschrieben hat, nimm „Melden“ an Ort und Stelle.
team-contact-submit = Senden
team-contact-sent = Das Team hat deine Nachricht.
team-contact-appeal = Einspruch gegen den Ausschluss erheben
team-line-you = Du
team-line-team = Das Team
team-line-by = { $who }, für das Team
team-line-erased = (das Konto, von dem es kam, ist gelöscht)

## Das Zimmer des Teams
team-talks = Nachrichten an das Team
team-talks-title = Nachrichten an das Team von { $place }
team-talks-lede = Was Menschen allen schreiben, die sich um diese Gemeinschaft kümmern. Ihnen antwortet die Gemeinschaft; wer von euch es war, erfahren sie nicht.
team-talks-open = Offen
team-talks-closed = Abgeschlossen
team-talks-none = Es gibt keine.
team-talk-waits = wartet
team-talk-assigned = bei { $who }
team-talk-title = Mit { $who }
team-talk-is-closed = abgeschlossen
team-talk-answer = Antwort
team-talk-answer-help = Gelesen wird sie als Antwort von { $place }.
team-talk-send = Senden
team-talk-take = Ich übernehme das
team-talk-leave = Anderen überlassen
team-talk-close = Abschließen
team-talk-reopen = Wieder öffnen
team-talk-answered = Deine Antwort ist abgeschickt.
team-talk-taken = Jetzt ist es deins.
team-talk-left = Es ist den anderen überlassen.
team-talk-closed = Gespräch { $number } ist abgeschlossen.
team-talk-reopened = Es ist wieder offen.
