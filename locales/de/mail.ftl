## When mails come. Which of them, people choose in their settings: “Send me a mail when …”
mail-occasion-answer = jemand eine Frage von dir beantwortet
mail-occasion-mention = jemand dich erwähnt
mail-occasion-followed = es Neues gibt, wo du folgst: in einem Thema, zu einem Schlagwort, in einer Suche oder von einer Person
mail-occasion-decision = über eine Bewerbung von dir entschieden ist oder du etwas dazu gefragt wirst
mail-occasion-rules = sich die Regeln einer deiner Gemeinschaften ändern und du ihnen zustimmen sollst
mail-occasion-desk = auf dem Schreibtisch einer Gemeinschaft, um die du dich kümmerst, etwas wartet
mail-occasion-moderation = die Moderation etwas zu dir oder zu einem Text von dir entschieden hat
mail-told-answer = Du bekommst eine Mail, wenn jemand eine Frage von dir beantwortet.
mail-told-mention = Du bekommst eine Mail, wenn jemand dich erwähnt.
mail-told-followed = Du bekommst eine Mail, wenn es Neues gibt, wo du folgst: in einem Thema, zu einem Schlagwort, in einer Suche oder von einer Person.
mail-told-decision = Du bekommst eine Mail, wenn über eine Bewerbung von dir entschieden ist oder du etwas dazu gefragt wirst.
mail-told-rules = Du bekommst eine Mail, wenn sich die Regeln einer deiner Gemeinschaften ändern und du ihnen zustimmen sollst.
mail-told-desk = Du bekommst eine Mail, wenn auf dem Schreibtisch einer Gemeinschaft, um die du dich kümmerst, etwas wartet.
mail-told-moderation = Du bekommst eine Mail, wenn die Moderation etwas zu dir oder zu einem Text von dir entschieden hat.
mail-stopped-answer = Wir schreiben dir nicht mehr, wenn jemand eine Frage von dir beantwortet. In den Einstellungen kannst du das ändern.
mail-stopped-mention = Wir schreiben dir nicht mehr, wenn jemand dich erwähnt. In den Einstellungen kannst du das ändern.
mail-stopped-followed = Wir schreiben dir nicht mehr, wenn es Neues gibt, wo du folgst: in einem Thema, zu einem Schlagwort, in einer Suche oder von einer Person. In den Einstellungen kannst du das ändern.
mail-stopped-decision = Wir schreiben dir nicht mehr, wenn über eine Bewerbung von dir entschieden ist oder du etwas dazu gefragt wirst. In den Einstellungen kannst du das ändern.
mail-stopped-rules = Wir schreiben dir nicht mehr, wenn sich die Regeln einer deiner Gemeinschaften ändern und du ihnen zustimmen sollst. In den Einstellungen kannst du das ändern.
mail-stopped-desk = Wir schreiben dir nicht mehr, wenn auf dem Schreibtisch einer Gemeinschaft, um die du dich kümmerst, etwas wartet. In den Einstellungen kannst du das ändern.
mail-stopped-moderation = Wir schreiben dir nicht mehr, wenn die Moderation etwas zu dir oder zu einem Text von dir entschieden hat. In den Einstellungen kannst du das ändern.

## Around every mail
mail-stop = Diese Mails abbestellen
mail-place-elsewhere = { $place } auf { $host }

## Confirming an address
mail-verify-subject = Bestätige deine Adresse für { $host }
mail-verify = Du bist { $name } auf { $host } und hast uns diese Adresse gegeben. Bitte bestätige, dass es deine ist.
mail-verify-link = Diese Adresse bestätigen
mail-verify-after = Der Link gilt einmal und sieben Tage lang. Wenn nicht du uns die Adresse gegeben hast, tu einfach nichts: Sonst wird nichts hierher geschickt, es sei denn, jemand bittet mit dieser Adresse um ein neues Passwort.
mail-verify-why = Du bekommst das, weil jemand auf { $host } diese Adresse eingegeben hat.

## A new password
mail-reset-subject = Wähl ein neues Passwort für { $host }
mail-reset = Jemand, wahrscheinlich du, hat um ein neues Passwort für { $name } auf { $host } gebeten.
mail-reset-link = Neues Passwort wählen
mail-reset-after = Der Link gilt einmal und eine Stunde lang. Ein neues Passwort meldet dich überall ab. Wenn du nicht darum gebeten hast, tu einfach nichts: Dein Passwort bleibt, wie es ist.
mail-reset-why = Du bekommst das, weil dies die Adresse von { $name } auf { $host } ist.
## An account that somebody asked for
mail-admitted-subject = Dein Konto auf { $host }
mail-admitted = Dein Konto auf { $host } ist da: Melde dich als { $name } an, mit dem Passwort, das du gewählt hast.
mail-admitted-link = Anmelden
mail-not-admitted-subject = Deine Anfrage auf { $host }
mail-not-admitted = Du hast auf { $host } um das Konto { $name } gebeten. Die Verwaltung hat entschieden, es nicht anzulegen.
mail-not-admitted-words = Du hast auf { $host } um das Konto { $name } gebeten. Die Verwaltung hat entschieden, es nicht anzulegen, und schreibt dazu:
mail-admission-why = Du bekommst das, weil jemand auf { $host } mit dieser Adresse um ein Konto gebeten hat.

## Notices. What has no title is about a community that not everybody reads.
mail-answered-subject = { $by } hat „{ $title }“ beantwortet
mail-answered-subject-private = Deine Frage wurde beantwortet
mail-answered = { $by } hat deine Frage „{ $title }“ beantwortet:
mail-answered-link = Antwort lesen
mail-answered-why = Du bekommst das, weil du gefragt hast.
mail-mentioned-subject = { $by } hat dich in „{ $title }“ erwähnt
mail-mentioned-subject-private = Du wurdest erwähnt
mail-mentioned = { $by } hat dich in „{ $title }“ erwähnt.
mail-mentioned-link = Lesen
mail-mentioned-why = Du bekommst das, weil du genannt wurdest.
mail-followed-subject = { $by } hat in „{ $title }“ geschrieben
mail-followed-subject-private = Neues von etwas, dem du folgst
mail-followed = { $by } hat in „{ $title }“ geschrieben.
mail-begun-subject = { $by } hat „{ $title }“ begonnen
mail-begun-tag = { $by } hat ein Thema mit einem Schlagwort begonnen, dem du folgst, „{ $title }“:
mail-begun-person = Du folgst { $by }. Neu von dieser Person ist das Thema „{ $title }“:
mail-found = Deine Suche „{ $search }“ findet etwas Neues.
mail-followed-link = Lesen
mail-followed-after = Wem und was du folgst, und wie du damit aufhörst: { $address }
mail-followed-why = Du bekommst das, weil du dem folgst.

## An invitation
mail-invitation-subject = { $by } lädt dich zu { $place } ein
mail-invitation-subject-private = Eine Einladung in eine Gemeinschaft auf { $host }
mail-invitation = { $by } lädt dich zu { $place } ein, einer Gemeinschaft auf { $host }.
mail-invitation-link = Einladung ansehen
mail-invitation-after = Wenn du nicht mitmachen möchtest, tu einfach nichts.
mail-invitation-why = Du bekommst das nur dieses eine Mal, weil { $by } auf { $host } diese Adresse eingegeben hat.

## New rules
mail-rules-subject = Die Regeln von { $place } haben sich geändert
mail-rules-subject-private = Die Regeln einer Gemeinschaft haben sich geändert
mail-rules = Die Regeln von { $place } haben sich geändert.
mail-rules-until = Bitte lies sie und stimm ihnen zu. Bis zum { $day } machst du weiter wie bisher.
mail-rules-now = Bitte lies sie und stimm ihnen zu. Bis dahin wird zurückgehalten, was du schreibst.
mail-rules-link = Regeln lesen
mail-rules-why = Du bekommst das, weil du Mitglied der Gemeinschaft bist.

## Applications
mail-asked-subject = Eine Frage zu deiner Bewerbung bei { $place }
mail-asked-subject-private = Eine Frage zu deiner Bewerbung
mail-asked = Bevor über deine Bewerbung bei { $place } entschieden wird, möchte die Leitung etwas wissen.
mail-asked-words = Bevor über deine Bewerbung bei { $place } entschieden wird, möchte die Leitung etwas wissen:
mail-asked-link = Lesen und antworten
mail-approved-subject = Deine Bewerbung bei { $place } wurde angenommen
mail-approved = Deine Bewerbung bei { $place } wurde angenommen.
mail-approved-words = Deine Bewerbung bei { $place } wurde angenommen:
mail-approved-link = Zur Gemeinschaft
mail-declined-subject = Deine Bewerbung bei { $place } wurde abgelehnt
mail-declined = Deine Bewerbung bei { $place } wurde abgelehnt.
mail-declined-words = Deine Bewerbung bei { $place } wurde abgelehnt:
mail-declined-link = Gemeinschaft ansehen
mail-decided-subject-private = Über deine Bewerbung ist entschieden
mail-decided-elsewhere = Was dazu gesagt wurde, steht dort, wo du dich beworben hast.
mail-applied-why = Du bekommst das, weil du dich beworben hast.
mail-judged-subject = Die Moderation hat etwas entschieden, das dich betrifft
mail-judged-link = Ansehen, worum es geht
mail-judged-why = Du bekommst das, weil es um dich geht oder um einen Text von dir.

## The desk of a community
mail-desk-subject = { $waiting } auf dem Schreibtisch von { $place }
mail-desk-subject-private = Auf deinem Schreibtisch wartet etwas
mail-desk = Auf dem Schreibtisch von { $place } ist etwas zu entscheiden: { $waiting }.
mail-desk-link = Zum Schreibtisch
mail-desk-why = Du bekommst das, weil du dich um die Gemeinschaft kümmerst.
