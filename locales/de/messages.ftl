## The pages
messages-title = Nachrichten
messages-write = Schreiben
messages-to = Schreiben an
messages-to-help = Etwa ada oder ada@other.example.
messages-to-nobody = Unter diesem Namen kennen wir niemanden. Wer auf einem anderen Server ist, lässt sich finden, indem du erst nach der Person suchst.
messages-new = { $count } neu
messages-none = Noch keine Nachrichten
messages-none-text = Nachrichten gehen zwischen zwei Menschen hin und her, hier oder auf anderen Servern. Schreib jemandem hier oben oder vom Profil aus.
messages-none-between = Ihr habt euch noch nicht geschrieben.
messages-you = Du
messages-edited = bearbeitet
messages-deleted = Gelöscht
messages-delete = Löschen …
messages-delete-title = Diese Nachricht löschen?
messages-delete-lede = Ihr Text verschwindet, hier und, wenn der andere Server der Bitte folgt, auch dort, wohin sie ging. Zurückholen lässt er sich nicht.
messages-delete-submit = Löschen
messages-body = Nachricht
messages-body-help = Markdown geht. Nur ihr beide lest sie, und wer eure Server betreibt, könnte es.
messages-body-empty = Schreib erst etwas.
messages-body-long = Höchstens { $most } Zeichen.
messages-send = Senden

## What communities here say to people of other servers about joining, in the language of the community, as Markdown.
messages-letter-waits = Was du an „{ $place }“ geschickt hast, ist angekommen und wartet: Dort schreiben nur Mitglieder. Es wird gezeigt, sobald du Mitglied bist. Auf deinem eigenen Server ist es inzwischen zu sehen.
messages-letter-join = So wirst du Mitglied von „{ $place }“.
messages-letter-agree-waits = Was du an „{ $place }“ geschickt hast, wartet, bis du den Regeln zustimmst, wie sie jetzt sind. Auf deinem eigenen Server ist es inzwischen zu sehen.
messages-letter-agree-until = Du bist Mitglied von „{ $place }“ und bleibst es. Alle Mitglieder werden gebeten, den Regeln zuzustimmen, wie sie jetzt sind. Bis zum { $day } machst du weiter wie bisher; danach wird aufgehoben und zurückgehalten, was du dort schreibst, bis du zustimmst.
messages-letter-agree = Du bist Mitglied von „{ $place }“ und bleibst es. Alle Mitglieder werden gebeten, den Regeln zuzustimmen, wie sie jetzt sind. Was du dort schreibst, wird aufgehoben und zurückgehalten, bis du zustimmst.
messages-letter-again-waits = Noch einmal, weil keine Antwort kam: Was du an „{ $place }“ geschickt hast, ist angekommen und wartet: Dort schreiben nur Mitglieder. Es wird gezeigt, sobald du Mitglied bist. Auf deinem eigenen Server ist es inzwischen zu sehen.
messages-letter-again-join = Noch einmal, weil keine Antwort kam: So wirst du Mitglied von „{ $place }“.
messages-letter-again-agree-waits = Noch einmal, weil keine Antwort kam: Was du an „{ $place }“ geschickt hast, wartet, bis du den Regeln zustimmst, wie sie jetzt sind. Auf deinem eigenen Server ist es inzwischen zu sehen.
messages-letter-again-agree-until = Noch einmal, weil keine Antwort kam: Du bist Mitglied von „{ $place }“ und bleibst es. Alle Mitglieder werden gebeten, den Regeln zuzustimmen, wie sie jetzt sind. Bis zum { $day } machst du weiter wie bisher; danach wird aufgehoben und zurückgehalten, was du dort schreibst, bis du zustimmst.
messages-letter-again-agree = Noch einmal, weil keine Antwort kam: Du bist Mitglied von „{ $place }“ und bleibst es. Alle Mitglieder werden gebeten, den Regeln zuzustimmen, wie sie jetzt sind. Was du dort schreibst, wird aufgehoben und zurückgehalten, bis du zustimmst.
messages-letter-rules = Regeln
messages-letter-rules-long = Die Regeln sind lang; lies sie auf der Seite unten.
messages-letter-questions = Fragen
messages-letter-optional = { $question } (darf offen bleiben)
messages-letter-needs-yes = Bewerben kann sich nur, wer darauf mit Ja antwortet.
messages-letter-yes-or-no = Antworte mit Ja oder Nein.
messages-letter-one-of = Eins davon: { $choices }
messages-letter-to-agree = Um zuzustimmen, antworte auf diese Nachricht mit ZUSTIMMEN.
messages-letter-to-join = Um Mitglied zu werden, antworte auf diese Nachricht mit ZUSTIMMEN.
messages-letter-to-apply = Um dich zu bewerben, antworte auf diese Nachricht mit ZUSTIMMEN.
messages-letter-to-apply-answers = Um dich zu bewerben, antworte auf diese Nachricht mit ZUSTIMMEN und deinen Antworten, jede hinter ihrer Nummer, etwa „1: …“.
messages-letter-to-apply-rules = Um dich zu bewerben, antworte auf diese Nachricht mit ZUSTIMMEN und darunter deinen Antworten, jede hinter ihrer Nummer, etwa „1: …“.
messages-letter-choosing = Wo etwas zur Wahl steht, genügt die Nummer, etwa „{ $number }.1“.
messages-letter-page = Oder benutze diese Seite. Sie ist nur für dich und gilt einmal: { $link }
messages-letter-ends = Wenn du nicht möchtest, tu einfach nichts. Nach { $days } Tagen endet das von selbst; schreib BEITRETEN, um es noch einmal zu bekommen.
messages-letter-agree-ends = Wenn du nichts tust, bleibst du Mitglied und liest weiter mit. Auf diese Nachricht kannst du { $days } Tage lang antworten; schreib BEITRETEN, um sie noch einmal zu bekommen.
messages-wrong-yes = Hier braucht es ein Ja.

## What they are told who have answered, and who wait
messages-welcome = Du bist jetzt Mitglied von „{ $place }“. Wenn etwas von dir gewartet hat, ist es dort zu sehen: { $link }
messages-applied = Deine Bewerbung liegt der Leitung von „{ $place }“ vor. Sie entscheidet, und dann bekommst du eine Nachricht.
messages-agreed = Danke: Du hast den Regeln von „{ $place }“ zugestimmt.
messages-agreed-shown = Danke: Du hast den Regeln von „{ $place }“ zugestimmt. Was du inzwischen geschrieben hast, ist jetzt zu sehen.
messages-more-taken = Deine Antwort liegt der Leitung von „{ $place }“ vor. Du bekommst eine Nachricht, sobald sie entschieden hat.
messages-more-taken-server = Deine Antwort liegt der Leitung von „{ $place }“ vor. Sobald sie entschieden hat, sagt dein eigener Server dir Bescheid.
messages-waits = Deine Bewerbung liegt der Leitung von „{ $place }“ vor, die noch nicht entschieden hat. Du bekommst eine Nachricht, sobald sie entschieden hat.
messages-waits-server = Deine Bewerbung liegt der Leitung von „{ $place }“ vor, die noch nicht entschieden hat. Sobald sie entschieden hat, sagt dein eigener Server dir Bescheid.
messages-more-asked = Bevor über deine Bewerbung bei „{ $place }“ entschieden wird, fragt die Leitung dich etwas. Antworte auf diese Nachricht:
messages-declined = Die Leitung von „{ $place }“ hat deine Bewerbung abgelehnt. Du kannst dich wieder bewerben: Schreib BEITRETEN. Sie schreibt dazu:
messages-declined-until = Die Leitung von „{ $place }“ hat deine Bewerbung abgelehnt. Ab dem { $day } kannst du dich wieder bewerben: Schreib dann BEITRETEN. Sie schreibt dazu:
messages-expired = Über deine Bewerbung bei „{ $place }“ hat niemand rechtzeitig entschieden, darum ist sie hinfällig. Du kannst dich wieder bewerben: Schreib BEITRETEN.
messages-nobody-decided = Über die Bewerbung hat niemand rechtzeitig entschieden, darum ist sie hinfällig.
messages-held = Was du in „{ $place }“ geschrieben hast, wartet, bis es dort jemand aus Leitung oder Moderation gelesen hat: { $address } Du musst nichts tun.
messages-not-shown = Was du in „{ $place }“ geschrieben hast, wird dort nicht gezeigt: { $address } Als Grund wurde angegeben:
messages-member-already = Du bist Mitglied von „{ $place }“. Was an diese Adresse geschrieben wird, liest niemand; schreib in der Gemeinschaft oder an jemanden dort.

## Why they cannot join
messages-barred-waits = Was du an „{ $place }“ geschickt hast, ist angekommen und wartet: Dort schreiben nur Mitglieder.
messages-barred-too-soon = Du kannst dich bei „{ $place }“ ab dem { $day } wieder bewerben.
messages-barred-invitation = „{ $place }“ nimmt neue Mitglieder nur auf Einladung auf; frag jemanden von dort.
messages-barred-domain = „{ $place }“ nimmt Menschen mit einer E-Mail-Adresse bestimmter Einrichtungen auf, und die zeigt man mit einem Konto auf dem Server der Gemeinschaft.
messages-barred = Du kannst jetzt nicht Mitglied von „{ $place }“ werden. { $reason }

## What is said to what was not understood
messages-not-understood = Das wurde nicht verstanden. Was an diese Adresse geschrieben wird, liest niemand: Sie antwortet nur denen, die Mitglied von „{ $place }“ werden möchten. Antworte auf die Nachricht mit den Regeln mit ZUSTIMMEN und darunter deinen Antworten, jede hinter ihrer Nummer, etwa „1: …“. Schreib BEITRETEN, um jene Nachricht noch einmal zu bekommen.
messages-missing = Bevor das an die Leitung von „{ $place }“ gehen kann, fehlt noch etwas:
messages-missing-again = Antworte noch einmal mit ZUSTIMMEN und allen deinen Antworten, jede hinter ihrer Nummer, etwa „1: …“. Schreib BEITRETEN, um die Fragen noch einmal zu bekommen.
messages-which-community = Was an diese Adresse geschrieben wird, liest niemand. Um Mitglied einer Gemeinschaft dieses Servers zu werden, schreib BEITRETEN und ihren Namen, etwa „BEITRETEN geigenbau“.
messages-which-of = Mehr als eine Gemeinschaft dieses Servers wartet auf eine Antwort von dir:
messages-which-of-line = „{ $place }“: !{ $name }
messages-which-of-again = Beginn deine Antwort mit dem Namen der Gemeinschaft, die du meinst, etwa „!{ $name } ZUSTIMMEN“.

## What came of a report
messages-report-acted = Deine Meldung in „{ $place }“ wurde geprüft, und es wurde gehandelt.
messages-report-nothing = Deine Meldung in „{ $place }“ wurde geprüft, und es war nichts zu tun.

## Being asked about questions that wait
messages-helper-asked = In „{ $place }“ wartet eine Frage auf eine Antwort: „{ $title }“. { $link }
messages-helper-asked-end = Du wolltest gefragt werden. Wenn du helfen kannst, antworte dort, wo du sie liest. Um nicht mehr gefragt zu werden, schreib HELFEN NEIN.
messages-helper-any =
    { $count ->
        [one] Danke. Wenn in „{ $place }“ eine Frage zu lange wartet, wirst du gefragt, höchstens einmal in der Woche. Schreib HELFEN mit Schlagwörtern, um das zu ändern, oder HELFEN NEIN, um es zu beenden.
       *[other] Danke. Wenn in „{ $place }“ eine Frage zu lange wartet, wirst du gefragt, höchstens { $count }-mal in der Woche. Schreib HELFEN mit Schlagwörtern, um das zu ändern, oder HELFEN NEIN, um es zu beenden.
    }
messages-helper-tags =
    { $count ->
        [one] Danke. Wenn in „{ $place }“ eine Frage mit den Schlagwörtern { $tags } zu lange wartet, wirst du gefragt, höchstens einmal in der Woche. Schreib HELFEN mit anderen Schlagwörtern, um das zu ändern, oder HELFEN NEIN, um es zu beenden.
       *[other] Danke. Wenn in „{ $place }“ eine Frage mit den Schlagwörtern { $tags } zu lange wartet, wirst du gefragt, höchstens { $count }-mal in der Woche. Schreib HELFEN mit anderen Schlagwörtern, um das zu ändern, oder HELFEN NEIN, um es zu beenden.
    }
messages-helper-ended = In „{ $place }“ wirst du nicht mehr gefragt.
messages-helper-ended-all = Du wirst in keiner Gemeinschaft dieses Servers mehr gefragt.
messages-helper-not-understood = Das wurde nicht verstanden: { $problems }
messages-helper-example = Um zu Fragen in „{ $place }“ gefragt zu werden, schreib zum Beispiel: HELFEN Leim, Lack 2
messages-helper-refused = In „{ $place }“ kannst du nicht gefragt werden. { $reason }
messages-helper-where = In welcher Gemeinschaft möchtest du gefragt werden? Schreib ihren Namen hinter ein „!“, etwa: HELFEN !geigenbau Leim, Lack 2

## Why a post was not taken. Behind each that ends with a colon stands an address.
messages-refused-banned = Dein Beitrag wurde nicht in „{ $place }“ aufgenommen: Du bist dort ausgeschlossen.
messages-refused-banned-log = Dein Beitrag wurde nicht in „{ $place }“ aufgenommen: Du bist dort ausgeschlossen. Wer das entschieden hat und warum, steht im Moderationsprotokoll:
messages-refused-members = Dein Beitrag wurde nicht in „{ $place }“ aufgenommen: Dort beginnen nur Mitglieder Themen.
messages-refused-conveners = Dein Beitrag wurde nicht in „{ $place }“ aufgenommen: Dort beginnen nur Leitung und Moderation Themen.
messages-refused-answer = Du kannst der Gemeinschaft folgen und in ihren Themen antworten:
messages-refused-follow = Du kannst der Gemeinschaft folgen und mitlesen:
messages-refused-closed = Sonst liest dort niemand, und sie nimmt keine neuen Mitglieder auf. Wofür sie da ist, steht hier:
messages-refused-join = Dort lesen nur Mitglieder. Wofür die Gemeinschaft da ist und wie du Mitglied wirst, steht hier:
messages-why-not = Du wolltest „{ $place }“ folgen. { $why } Wofür die Gemeinschaft da ist und wie du mit einem Konto auf { $host } oder einem anderen Guildhall-Server Mitglied wirst, steht hier:

## Bans. Behind each that ends with a colon stands an address.
messages-banned = Du bist von „{ $place }“ ausgeschlossen: Was du dorthin schreibst, wird nicht aufgenommen.
messages-banned-until = Du bist bis zum { $day }, { $time } Uhr (UTC), von „{ $place }“ ausgeschlossen: Was du dorthin schreibst, wird nicht aufgenommen.
messages-banned-why = Als Grund ist angegeben: { $reason }
messages-banned-no-reason = Ein Grund ist nicht angegeben.
messages-banned-log = Wer das entschieden hat, steht im Moderationsprotokoll:
messages-unbanned = Du bist nicht mehr von „{ $place }“ ausgeschlossen:

## An invitation, written in the name of whoever invites
messages-invitation = Ich lade dich zu „{ $place }“ ein, einer Gemeinschaft auf { $host }.
messages-invitation-page = Wofür sie da ist, ihre Regeln und wie du von dort aus Mitglied wirst, wo du bist: { $link }

## Einsprüche, und was denen gesagt wird, die sich um eine Gemeinschaft kümmern
messages-banned-appeal = Wenn du das für falsch hältst, antworte einmal auf diese Nachricht und schreib, warum; oder schreib es auf dieser Seite, die nur für dich ist:
messages-appeal-taken = Dein Einspruch ist bei denen, die sich um „{ $place }“ kümmern. Du erfährst, was daraus wird.
messages-appeal-not-taken = Was du denen geschrieben hast, die sich um „{ $place }“ kümmern, wurde nicht angenommen: { $why }
messages-appeal-upheld = Über deinen Einspruch in „{ $place }“ ist entschieden: Es bleibt dabei. Dazu sagt man dir:
messages-appeal-reversed = Über deinen Einspruch in „{ $place }“ ist entschieden: Es wurde zurückgenommen. Dazu sagt man dir:
messages-team-passed = Alle, die sich um „{ $place }“ kümmern, haben deine Nachricht. Sie antworten hier.
messages-team-join = Um „{ $place }“ beizutreten, schreib JOIN.
messages-team-answer = Wer sich um „{ $place }“ kümmert, antwortet dir:
messages-team-again = Antworte auf diese Nachricht, um wieder zu schreiben.
