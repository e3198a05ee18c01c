## How one stands, on the button in the head of a community
membership-control-member = Du bist Mitglied
membership-control-declined = Abgelehnt: wieder bewerben ab { $day }
membership-control-accepted = Einladung angenommen
membership-control-applied = Du hast dich beworben
membership-control-asked = Eine Frage beantworten
membership-control-invited = Du bist eingeladen
membership-control-join = Beitreten
membership-control-apply = Bewerben
membership-control-how = So trittst du bei

## Members who have yet to agree to the rules
membership-agree-title = Bitte stimm den Regeln zu.
membership-agree-read = Regeln lesen
membership-agree-day = Bitte lies sie und stimm in den nächsten 24 Stunden zu. Bis dahin geht alles weiter wie bisher.
membership-agree-days = Bitte lies sie und stimm in den nächsten { $count } Tagen zu. Bis dahin geht alles weiter wie bisher.
membership-agree-staff = Du hast ihnen noch nicht zugestimmt, worum alle Mitglieder gebeten sind.
membership-agree-owed = Was du jetzt schreibst, wird aufgehoben, zurückgehalten und gezeigt, sobald du ihnen zustimmst.
membership-owed-read = Regeln lesen und zustimmen
membership-owed-changed = Die Regeln haben sich am { $day } geändert; stimm ihnen bis zum { $until } zu. Bis dahin geht alles weiter wie bisher.
membership-owed-changed-held = Die Regeln haben sich am { $day } geändert; die Zeit zum Zustimmen war am { $until } vorbei. Was du schreibst, wird zurückgehalten und gezeigt, sobald du zustimmst.
membership-owed-changed-over = Die Regeln haben sich am { $day } geändert; die Zeit zum Zustimmen war am { $until } vorbei.
membership-owed-first = Du hast den Regeln noch nicht zugestimmt; tu es bis zum { $until }. Bis dahin geht alles weiter wie bisher.
membership-owed-first-held = Du hast den Regeln noch nicht zugestimmt; die Zeit dafür war am { $until } vorbei. Was du schreibst, wird zurückgehalten und gezeigt, sobald du zustimmst.
membership-owed-first-over = Du hast den Regeln noch nicht zugestimmt; die Zeit dafür war am { $until } vorbei.

## The page for joining
membership-join-title = { $community } beitreten
membership-join-preview = So sehen es Fremde.
membership-join-preview-threads = Die Themen, wie Fremde sie sehen
membership-join-preview-back = Zurück zu den Einstellungen
membership-join-follows = Du bist ausgetreten und folgst dieser Gemeinschaft noch: Du erfährst weiterhin, was es in ihr Neues gibt.
membership-join-unfollow = Nicht mehr folgen
membership-joining = Beitreten
membership-leaving = Austreten
membership-agreeing = Zustimmen
membership-rules = Regeln
membership-join-asked = Was du gefragt wirst
membership-join-optional = (muss nicht beantwortet werden)
membership-join-choices = Eins davon: { $choices }
membership-join-tick = Zum Ankreuzen.
membership-join-choose = Auswählen
membership-join-agree = Ich habe die Regeln gelesen und stimme ihnen zu
membership-join-agree-missing = Mitglied kann nur werden, wer den Regeln zustimmt.
membership-join-apply = Bewerben
membership-join-join = Beitreten
membership-join-more = Deine Antwort
membership-join-more-send = Antwort abschicken
membership-join-answers = Was du geantwortet hast
membership-join-unanswered = nicht beantwortet
membership-join-withdraw = Bewerbung zurückziehen
membership-join-withdrawn = Deine Bewerbung ist zurückgezogen.
membership-join-answered = Die Leitung hat deine Antwort.
membership-join-applied = Deine Bewerbung liegt der Leitung vor.
membership-join-welcome = Willkommen: Du bist Mitglied von { $community }.
membership-sign-in = Zum Beitreten anmelden
membership-sign-in-invited = Anmelden, wenn du eingeladen bist
membership-make-account = Konto anlegen
membership-no-account = Zum Beitreten braucht es ein Konto hier, und dieser Server legt für Fremde keines an. Frag, wer sich um die Gemeinschaft kümmert, nach einem Weg hinein.
membership-no-account-elsewhere = Dieser Knopf ist für alle, die hier ein Konto haben; für Fremde legt dieser Server keines an. Mit einem Konto auf einem anderen Server trittst du von dort bei:
membership-no-account-invited = Um mit dieser Einladung beizutreten, braucht es ein Konto hier, und dieser Server legt für Fremde keines an. Wenn du keines hast, frag, wer dich eingeladen hat, wie du zu einem kommst.
membership-open-on = Auf { $host } öffnen

## The ways in, in a sentence
membership-how-at-once = Du kannst sofort beitreten.
membership-how-open = Alle dürfen beitreten.
membership-how-application = Du bewirbst dich, und die Leitung entscheidet.
membership-how-invitation = Neue Mitglieder werden von denen eingeladen, die hier sind.
membership-how-domain = Wer eine E-Mail-Adresse bestimmter Organisationen bestätigt hat, tritt sofort bei.
membership-how-closed = Diese Gemeinschaft nimmt keine neuen Mitglieder auf.

## Joining with an account on another server
membership-elsewhere = Von anderswo
membership-elsewhere-reading = Nur mitlesen?
membership-elsewhere-reading-text = Folgen heißt mitlesen und verlangt nichts von dir. Wenn du ein Konto auf einem anderen Server des Fediverse hast, such diese Adresse dort und folge ihr:
membership-elsewhere-joining = Von einem anderen Server beitreten
membership-elsewhere-microblogs = <b>Mastodon und andere Mikroblogs:</b> Schreib eine private Erwähnung: „@{ $address } BEITRETEN“. Oder schreib mit dieser Erwähnung, was du sagen willst: Es wartet und wird gezeigt, sobald du Mitglied bist.
membership-elsewhere-forums = <b>Lemmy und PieFed:</b> Schreib etwas in dieser Gemeinschaft: Es wartet, und die Nachricht kommt von selbst. Oder schick eine private Nachricht mit „BEITRETEN { $name }“ an
membership-elsewhere-guildhall = <b>Ein anderer Guildhall-Server:</b> Öffne diese Gemeinschaft dort und wähl „Beitreten“.
membership-elsewhere-pending = Deine Anfrage zum Folgen bleibt offen?
membership-elsewhere-pending-text = Manche Server verlieren das erste Wort an einen, den sie noch nicht kennen. Zieh die Anfrage zurück, wart eine Minute und folge noch einmal. Auch keine Nachricht? Schreib noch einmal BEITRETEN.
membership-elsewhere-server = Zu dieser Gemeinschaft gehören nur Menschen mit einem Konto auf diesem Server.
membership-elsewhere-no-one = Diese Gemeinschaft nimmt keine neuen Mitglieder auf, auch nicht von anderen Servern.
membership-elsewhere-invitation = Neue Mitglieder werden eingeladen. Die Leitung kann ein Konto eines anderen Servers mit seinem Namen einladen, etwa name@server; die Einladung kommt dort an, und dort antwortest du.
membership-elsewhere-domain = Wer ohne Einladung beitritt, bestätigt eine E-Mail-Adresse, und dazu braucht es ein Konto hier. Die Leitung kann ein Konto eines anderen Servers mit seinem Namen einladen, etwa name@server.
membership-elsewhere-ask = Du brauchst hier kein Konto. Sag, dass du beitreten willst; die Regeln und Fragen kommen als Nachricht zu dir, und du antwortest darauf.
membership-elsewhere-halls = Hier lesen nur Mitglieder. Von anderswo beitreten kann darum nur, wessen Server es für sich behält: von einem anderen Guildhall-Server, wo du diese Gemeinschaft öffnest und „Beitreten“ wählst, oder von Lemmy ab Version 1.0, wo du ihr folgst: Damit bewirbst du dich. Ihre Adresse ist !{ $name }@{ $host }.
membership-elsewhere-others = Mastodon und die meiste andere Software würden anderen zeigen, was hier gesagt wird, darum kommt von dort niemand herein. Frag die Leitung nach einem anderen Weg.
membership-elsewhere-others-register = Mastodon und die meiste andere Software würden anderen zeigen, was hier gesagt wird, darum kommt von dort niemand herein. Leg stattdessen hier ein Konto an.

## What a community says of itself, and what can be seen of it
membership-face-whom = Für wen sie da ist
membership-face-nothing = Das hat noch niemand aufgeschrieben.
membership-face-not-for = Nicht für:
membership-face-gives = Was du davon hast
membership-face-life = Wie lebendig sie ist
membership-face-samples = Fragen, die hier gut beantwortet wurden:
membership-face-keepers = Wer sich um sie kümmert
membership-signs-month =
    { $members ->
        [one] { $members } Mitglied
       *[other] { $members } Mitglieder
    }; in den letzten 30 Tagen { $threads ->
        [one] { $threads } neues Thema
       *[other] { $threads } neue Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    }.
membership-signs-told =
    Nach Angaben des eigenen Servers { $followers ->
        [one] folgt ihr { $followers } Mensch
       *[other] folgen ihr { $followers } Menschen
    }, und es gibt { $threads ->
        [one] { $threads } Thema
       *[other] { $threads } Themen
    }.
membership-signs-told-followers =
    Nach Angaben des eigenen Servers { $count ->
        [one] folgt ihr { $count } Mensch
       *[other] folgen ihr { $count } Menschen
    }.
membership-signs-told-threads =
    Nach Angaben des eigenen Servers: { $count ->
        [one] { $count } Thema
       *[other] { $count } Themen
    }.
membership-signs-arrived =
    Was von den letzten 30 Tagen hier angekommen ist: { $threads ->
        [one] { $threads } neues Thema
       *[other] { $threads } neue Themen
    } und { $replies ->
        [one] { $replies } Beitrag
       *[other] { $replies } Beiträge
    }.
membership-signs-open = Die letzte Frage hat noch keine Antwort.
membership-signs-answered = Die letzte Frage hat eine Antwort.
membership-signs-answered-none = Von den letzten { $all } Fragen hat noch keine eine Antwort.
membership-signs-answered-all = Die letzten { $all } Fragen haben alle eine Antwort.
membership-signs-answered-some =
    { $count ->
        [one] Von den letzten { $all } Fragen hat { $count } eine Antwort.
       *[other] Von den letzten { $all } Fragen haben { $count } eine Antwort.
    }
membership-signs-came-hour = Sie kam innerhalb einer Stunde.
membership-signs-came-hours = Sie kam innerhalb von { $count } Stunden.
membership-signs-came-days = Sie kam innerhalb von { $count } Tagen.
membership-signs-half-hour = Die Hälfte davon hatte sie innerhalb einer Stunde.
membership-signs-half-hours = Die Hälfte davon hatte sie innerhalb von { $count } Stunden.
membership-signs-half-days = Die Hälfte davon hatte sie innerhalb von { $count } Tagen.

## How somebody stands. $ago is such as “3 hours ago” or a date
membership-invited = Du bist eingeladen.
membership-invited-by = { $name } lädt dich ein.
membership-invite-decline = Einladung ablehnen
membership-invite-declined = Die Einladung ist abgelehnt.
membership-told-member = Du bist Mitglied.
membership-told-joined = Du bist beigetreten ({ $ago }).
membership-told-words = Das wurde dazu geschrieben:
membership-told-applied = Du hast dich beworben ({ $ago }).
membership-told-applied-once = Du hast dich beworben.
membership-told-answered = Du hast geantwortet ({ $ago }).
membership-told-patience = Die Leitung entscheidet, und du bekommst einen Hinweis.
membership-told-patience-until = Die Leitung entscheidet, und du bekommst einen Hinweis; ohne Entscheidung endet die Bewerbung am { $day }.
membership-told-no-mail = Eine Mail dazu geht nur an eine bestätigte Adresse, und deine ist es nicht.
membership-told-confirm-yours = Deine Adresse bestätigen
membership-told-asked = Du wirst etwas gefragt.
membership-told-asked-text = Bevor sie entscheidet, will die Leitung etwas wissen.
membership-told-dates = Du hast dich beworben ({ $ago }); ohne Entscheidung endet die Bewerbung am { $day }.
membership-told-ended = Deine Bewerbung ist abgelaufen.
membership-told-ended-text = Über deine Bewerbung hat rechtzeitig niemand entschieden. Du kannst dich wieder bewerben.
membership-told-barred = Du kannst gerade nicht beitreten.
membership-told-confirm = Eine Adresse bestätigen
membership-told-declined = Die Leitung hat deine Bewerbung abgelehnt.
membership-told-declined-when = Das wurde entschieden ({ $ago }).
membership-told-not-taken = Du wurdest nicht aufgenommen.
membership-told-not-taken-when = Die Antwort kam ({ $ago }).
membership-told-expelled = Du bist kein Mitglied mehr.
membership-told-expelled-when = Das wurde mitgeteilt ({ $ago }).
membership-told-no-reason = Ein Grund wurde nicht genannt.
membership-told-again = Du kannst dich wieder bewerben. Das Formular dafür steht auf dieser Seite.
membership-told-again-on = Du kannst dich ab dem { $day } wieder bewerben. Von da an steht das Formular dafür auf dieser Seite.
membership-told-again-later = Du kannst dich später wieder bewerben.

## First steps
membership-start-here = Fang hier an
membership-steps = Deine ersten Schritte
membership-steps-title = Deine ersten Schritte: { $done } von { $all }
membership-steps-done = erledigt
membership-steps-join = Beitreten
membership-steps-task = Stell dich vor: wer du bist und worum es dir geht.
membership-steps-reply = Antworte in <thread><bdi>{ $title }</bdi></thread>
membership-steps-write = Beginn ein Thema oder antworte jemandem.
membership-steps-begin = Du kannst <begin>ein Thema beginnen</begin> oder <answer>eine Frage beantworten, die wartet</answer>
membership-steps-answer = Du kannst <answer>eine Frage beantworten, die wartet</answer>
membership-steps-first-begin = Dein erstes Thema oder dein erster Beitrag hier zählt: <begin>ein Thema beginnen</begin> oder <answer>eine Frage beantworten, die wartet</answer>
membership-steps-first-answer = Dein erstes Thema oder dein erster Beitrag hier zählt: <answer>eine Frage beantworten, die wartet</answer>
membership-steps-end = Das waren die ersten Schritte. Ab jetzt gilt: Frag, wenn du nicht weiterkommst, und antworte, wo du kannst.
membership-steps-welcome = Der Willkommensgruß
membership-steps-close = Schließen
membership-steps-hide = Ausblenden
membership-steps-closed = Deine ersten Schritte sind ausgeblendet.

## Rules
membership-rules-title = Regeln von { $community }
membership-rules-none = Diese Gemeinschaft hat keine eigenen Regeln.
membership-rules-unknown = Welche Regeln sie hat, weiß ihr eigener Server.
membership-rules-version = Fassung { $number }, { $when }
membership-rules-version-link = Fassung { $number }
membership-rules-material = Mitglieder mussten erneut zustimmen
membership-rules-now = <rules>Jetzt gilt Fassung { $number }</rules>.
membership-rules-same = Sie sagt, was <before>Fassung { $number }</before> sagte.
membership-rules-marked = Markiert ist, was <before>Fassung { $number }</before> nicht sagte.
membership-rules-marked-agreed = Markiert ist, was <before>Fassung { $number }</before>, der du zugestimmt hast, nicht sagte.
membership-rules-agreed = Du hast zugestimmt
membership-rules-agree = Ich stimme diesen Regeln zu
membership-rules-thanks = Danke, dass du den Regeln zugestimmt hast.
membership-rules-thanks-shown = Danke. Was du inzwischen geschrieben hast, wird jetzt gezeigt.
membership-rules-earlier = Was sie früher sagten
membership-points-new = neu
membership-points-changed = geändert
membership-points-before = Was vorher dort stand
membership-points-gone = Nicht mehr dabei
membership-points-meanwhile = Während du gelesen hast, haben sich die Regeln geändert.
membership-points-marked = Diese Punkte sind neu oder anders gefasst:
membership-points-gone-lede = Nicht mehr dabei:
membership-points-read = Bitte lies sie, wie sie jetzt sind.
membership-points-again = Wenn du ihnen zustimmst, sag es noch einmal. Was du sonst eingegeben hast, ist noch da.

## Leaving
membership-leave = Aus dieser Gemeinschaft austreten
membership-leave-alone = Außer dir leitet niemand diese Gemeinschaft, und jemand muss es immer tun. Wenn noch jemand sie leitet, kannst du austreten.
membership-leave-hand-over = Noch jemanden in die Leitung berufen
membership-leave-reason = Warum, wenn du es sagen magst
membership-leave-reason-help = Die Leitung liest es.
membership-leave-content = Was du hier geschrieben hast
membership-leave-content-none = Wähl eins davon.
membership-leave-keep = Es bleibt unter meinem Namen
membership-leave-keep-help = Du kannst jedes davon weiterhin ändern und löschen.
membership-leave-anonymise = Es bleibt ohne meinen Namen
membership-leave-anonymise-help = Hier ist es dann von „A former member“, und du kannst es nicht mehr ändern. Server, die eine Kopie haben, behalten deinen Namen daran: Keine Nachricht bringt sie dazu, ihn zu ändern. Wo andere deinen Namen geschrieben haben, bleibt er stehen.
membership-leave-anonymise-title = Aus { $community } austreten und deinen Namen mitnehmen?
membership-leave-anonymise-lede = Alle deine Themen und Beiträge hier, auch die gelöschten, sind dann von „A former member“. Das lässt sich nicht rückgängig machen: Du kannst nichts davon mehr ändern oder löschen, auch nicht, wenn du wieder beitrittst. Server, die eine Kopie haben, behalten deinen Namen daran.
membership-leave-anonymise-button = Ohne meinen Namen austreten
membership-leave-delete = Es löschen
membership-leave-delete-help = Alle deine Themen und Beiträge hier werden gelöscht, und die Server, die eine Kopie haben, werden gebeten, dasselbe zu tun. Die meisten tun es; zwingen kann man keinen. Was andere geantwortet haben, bleibt.
membership-leave-delete-title = Aus { $community } austreten und löschen, was du geschrieben hast?
membership-leave-delete-lede = Alle deine Themen und Beiträge hier werden gelöscht, und die Server, die eine Kopie haben, werden gebeten, dasselbe zu tun. Nichts bringt das alles auf einmal zurück. Was andere geantwortet haben, bleibt.
membership-leave-delete-button = Austreten und löschen
membership-left = Du bist kein Mitglied von { $community } mehr.
membership-left-keep = Was du hier geschrieben hast, bleibt unter deinem Namen.
membership-left-anonymise = Dein Name wird von allem entfernt, was du hier geschrieben hast; das kann einige Minuten dauern.
membership-left-delete = Was du hier geschrieben hast, wird gelöscht; das kann einige Minuten dauern.

## Invitations
membership-invitations = Einladungen
membership-invitations-title = Einladungen in { $community }
membership-invitations-open = Hier dürfen alle beitreten. Eine Einladung zeigt den Weg und sagt, wer fragt.
membership-invitations-application = Wer eingeladen ist, sieht, wofür diese Gemeinschaft da ist und welche Regeln sie hat, und bewirbt sich; oder tritt sofort bei, wenn du es unten so einstellst.
membership-invitations-needed = Wer eingeladen ist, sieht, wofür diese Gemeinschaft da ist und welche Regeln sie hat, stimmt zu und tritt bei.
membership-invitations-closed = Diese Gemeinschaft nimmt keine neuen Mitglieder auf, also lässt sich niemand einladen.
membership-invitations-who = Wer beitreten darf
membership-invitations-link = Der Link
membership-invitations-link-text = Er wird nur jetzt gezeigt. Wer ihn hat, kann ihn benutzen: Gib ihn denen, die du meinst.
membership-invitations-way = Wie
membership-invitations-accounts-invited = Wer hier kein Konto hat, bekommt eines nur mit einer Einladung, die das erlaubt; siehe unten.
membership-invitations-accounts-closed = Mit einem Link oder per E-Mail kommt nur, wer hier ein Konto hat; Konten legt die Verwaltung an.
membership-invitations-by-link = Ein Link zum Weitergeben
membership-invitations-by-link-help = Wer ihn hat, kann ihn benutzen.
membership-invitations-by-name = Jemand mit Namen
membership-invitations-by-name-help = Die Person bekommt hier einen Hinweis oder erfährt es auf ihrem eigenen Server.
membership-invitations-by-mail = Per E-Mail
membership-invitations-by-mail-help = Die Person bekommt einen Link, der nur für sie gilt.
membership-invitations-whom = Name oder E-Mail-Adresse
membership-invitations-whom-help = Leer für einen Link. Ein Name von hier, oder name@server für jemanden anderswo.
membership-invitations-uses = Wie viele mit dem Link kommen dürfen
membership-invitations-uses-help = Von 1 bis { $most }. Leer gelassen: { $usual }.
membership-invitations-days = Für wie viele Tage
membership-invitations-days-help = Von 1 bis { $most }. Leer gelassen: { $usual }.
membership-invitations-words = Ein paar Worte dazu
membership-invitations-words-help = Wer eingeladen ist, liest sie. In der Liste unten unterscheiden sie auch deine Links.
membership-invitations-skips-queue = Ohne Bewerbung: Beitritt sofort
membership-invitations-may-register = Wer hier kein Konto hat, darf eines anlegen
membership-invitations-invite = Einladen
membership-invitations-done = Die Einladung ist ausgesprochen.
membership-invitations-list = Wer mit welcher gekommen ist
membership-invitations-none = Noch wurde niemand eingeladen.
membership-invitations-a-link = Ein Link
membership-invitations-a-mail = Per E-Mail
membership-invitations-to = An { $address }
membership-invitations-made = Von { $who }, { $when }.
membership-invitations-is-open = { $used } von { $all } benutzt, offen bis { $day }.
membership-invitations-is-over = { $used } von { $all } benutzt, abgelaufen.
membership-invitations-is-declined = { $used } von { $all } benutzt, abgelehnt.
membership-invitations-is-withdrawn = { $used } von { $all } benutzt, zurückgezogen.
membership-invitations-is-ended = { $used } von { $all } benutzt, beendet: Diese Gemeinschaft nimmt keine neuen Mitglieder auf.
membership-invitations-is-barred = { $used } von { $all } benutzt, beendet: Wer sie ausgesprochen hat, darf niemanden mehr einladen.
membership-invitations-skips = Beitritt ohne Bewerbung.
membership-invitations-came = Damit gekommen:
membership-invitations-joined = beigetreten
membership-invitations-applied = beworben
membership-invitations-declined = abgelehnt
membership-invitations-expired = beworben, und niemand hat rechtzeitig entschieden
membership-invitations-no-member = kein Mitglied
membership-invitations-withdraw = Zurückziehen
membership-invitations-withdrawn = Die Einladung ist zurückgezogen.

## The page behind a link that was sent to somebody of another server
membership-linked-yours = Diese Seite ist nur für <bdi>{ $handle }</bdi> und gilt einmal.
membership-linked-again = Mitglieder werden gebeten, den Regeln zuzustimmen, wie sie jetzt sind.
membership-linked-again-waits = Was du geschickt hast, wartet bis dahin.
membership-linked-waits = Was du an diese Gemeinschaft geschickt hast, wartet und wird gezeigt, sobald du Mitglied bist.
membership-linked-community = Was das für eine Gemeinschaft ist
membership-linked-agree = Zustimmen
membership-linked-until = Wenn du nicht willst, tu nichts: Am { $day } endet diese Seite von selbst.
membership-linked-welcome = Willkommen: { $handle } ist Mitglied von { $community }.
membership-linked-thanks = Danke: Du hast den Regeln zugestimmt.
membership-linked-tells = Diese Seite sagt <bdi>{ $handle }</bdi>, wie es steht; behalt ihre Adresse für dich.
membership-linked-see = Zur Gemeinschaft
membership-linked-waiting = Die Leitung entscheidet; danach bekommst du eine Nachricht.
membership-linked-waiting-server = Die Leitung entscheidet; danach gibt dir dein eigener Server einen Hinweis.
membership-linked-asked = Die Frage kam als Nachricht zu dir: Antworte darauf.
membership-linked-member = Was du von deinem Server aus an die Gemeinschaft schreibst, wird hier gezeigt.
membership-linked-why = Warum, wurde dir geschrieben.
membership-linked-why-server = Dein eigener Server zeigt dir, was dazu geschrieben wurde.
membership-linked-again-on = Du kannst dich ab dem { $day } wieder bewerben: Schreib BEITRETEN für einen neuen Link, oder benutz die Seite zum Beitreten deines eigenen Servers, wenn er auch ein Guildhall-Server ist.
membership-linked-again-now = Du kannst dich wieder bewerben: Schreib BEITRETEN für einen neuen Link, oder benutz die Seite zum Beitreten deines eigenen Servers, wenn er auch ein Guildhall-Server ist.
membership-linked-no-member = Du bist kein Mitglied.
membership-linked-used = Dieser Link wurde schon benutzt. Schreib BEITRETEN für einen neuen, wenn du beitreten willst.

## Communities of other servers, as their members and applicants here see them
membership-abroad-host = Diese Gemeinschaft ist auf <bdi>{ $host }</bdi>.
membership-abroad-member = Du gehörst von hier aus zu ihr.
membership-abroad-joining = Du trittst von hier aus bei; ihre Leitung sieht dein Profil und deine Antworten.
membership-abroad-sign-in = Was sie von neuen Mitgliedern wissen will, siehst du, wenn du dich anmeldest.
membership-abroad-nothing = Gerade gibt es nichts abzuschicken; was im Weg steht, ist oben gesagt.
membership-abroad-more = Wenn ihre Leitung vor der Entscheidung mehr wissen will, schreibt sie dir: Es kommt zu deinen <messages>Nachrichten</messages>.
membership-abroad-steps = <bdi>{ $host }</bdi> zählt, welche davon du gemacht hast; hier sind sie nur genannt.
membership-abroad-welcome = Ihr Willkommensgruß und ihre ersten Schritte, wenn es welche gibt, stehen auf ihrem eigenen Server.
membership-abroad-marked = Markiert ist, was die Regeln, denen du zugestimmt hast, nicht sagten.
membership-abroad-rules = Die Regeln für sich, mit dem, was sie früher sagten
membership-abroad-agree = Den Regeln zustimmen
membership-abroad-agreed = Du hast den Regeln zugestimmt; { $host } erfährt davon.
membership-abroad-silent = Nichts, was in ihr gesagt wird, ist bisher auf diesem Server angekommen.
membership-abroad-closed = Was in ihr gesagt wird, ist für ihre Mitglieder.
membership-abroad-look = Auf { $host } ansehen
membership-abroad-leave = Was du in ihr geschrieben hast, bleibt unter deinem Namen; du kannst jedes davon weiterhin ändern und löschen.
membership-abroad-sent = Deine Anfrage ist an { $host } geschickt. Diese Seite zeigt die Antwort, sobald sie da ist.
membership-abroad-done = Erledigt. Der Server der Gemeinschaft erfährt davon.
membership-abroad-question-changed = Diese Frage hat sich geändert. Beantworte sie, wie sie jetzt ist.
membership-abroad-not-taken = Was du zuletzt geschickt hast und was nicht angenommen wurde
membership-abroad-take-back = Zurücknehmen
membership-abroad-earlier = { $host } hat eine Bewerbung von dir, auf welchem Weg du sie auch geschickt hast: hier, mit einer Nachricht oder auf seiner eigenen Seite.
membership-abroad-missing = Was du zuletzt geschickt hast, kam nicht hinzu: { $why } Um sie zu ändern, zieh die Bewerbung zurück und bewirb dich noch einmal.
membership-abroad-accepted = Du hast die Einladung angenommen ({ $ago }).
membership-abroad-accepted-once = Du hast die Einladung angenommen.
membership-abroad-asked = Du hast um Aufnahme gebeten ({ $ago }).
membership-abroad-asked-once = Du hast um Aufnahme gebeten.
membership-abroad-awaited = Darüber muss niemand entscheiden. Die Antwort von { $host } steht noch aus: Lade die Seite gleich noch einmal.
membership-abroad-asks = Du wurdest etwas gefragt.
membership-abroad-asks-text = Bevor sie entscheidet, will die Leitung der Gemeinschaft etwas wissen. Antworte auf ihre Nachricht.
membership-abroad-message = Zur Nachricht
membership-abroad-came-back = Die Regeln haben sich inzwischen geändert.
membership-abroad-came-back-text = Über deine Bewerbung ist nicht entschieden. Lies die Regeln, wie sie jetzt sind, stimm zu und schick sie noch einmal ab: Deine Antworten stehen im Formular.
membership-abroad-away = Ihr Server antwortet gerade nicht.
membership-abroad-away-text = Was sie von neuen Mitgliedern wissen will, weiß nur { $host }. Versuch es nach einer Weile wieder.
membership-changed-title = Ihre Regeln haben sich geändert: Lies sie und stimm zu.
membership-changed-read = Lesen und zustimmen
membership-changed-until = Bis zum { $day } geht alles weiter wie bisher; danach wartet auf { $host }, was du schreibst, bis du zustimmst.
membership-changed-waits = Was du schreibst, wartet auf { $host }, bis du zustimmst.
membership-changed-asks = { $host } bittet die Mitglieder, ihnen zuzustimmen.
membership-changed-held = Du hast den Regeln dieser Gemeinschaft nicht zugestimmt: Dort wird es zurückgehalten, bis du zustimmst. Auf diesem Server sehen es alle schon; auf { $host } und anderen Servern ist es dann zu sehen oder wenn es dort freigegeben wird.
membership-changed-held-members = Du hast den Regeln dieser Gemeinschaft nicht zugestimmt: Dort wird es zurückgehalten, bis du zustimmst. Mitglieder auf diesem Server sehen es schon; die auf { $host } und anderen Servern sehen es dann oder wenn es dort freigegeben wird.
membership-answer-wrong = Frage { $number }: { $why }

## Writing in a community of another server without belonging to it
membership-outside-before-joined = In dieser Gemeinschaft schreiben nur Mitglieder. Auf diesem Server ist sofort zu sehen, was du abschickst; auf { $host } und anderen Servern, sobald du beigetreten bist.
membership-outside-before-taken = In dieser Gemeinschaft schreiben nur Mitglieder. Auf diesem Server ist sofort zu sehen, was du abschickst; auf { $host } und anderen Servern, sobald du aufgenommen bist.
membership-outside-before-later = In dieser Gemeinschaft schreiben nur Mitglieder. Auf diesem Server ist sofort zu sehen, was du abschickst; auf { $host } und anderen Servern nur, wenn du später aufgenommen wirst.
membership-outside-then-joined = Auf diesem Server ist es sofort zu sehen. Es wird an { $host } geschickt und wartet dort: Dort und auf anderen Servern ist es zu sehen, sobald du beigetreten bist.
membership-outside-then-taken = Auf diesem Server ist es sofort zu sehen. Es wird an { $host } geschickt und wartet dort: Dort und auf anderen Servern ist es zu sehen, sobald du aufgenommen bist.
membership-outside-then-later = Auf diesem Server ist es sofort zu sehen. Es wird an { $host } geschickt und wartet dort: Dort und auf anderen Servern ist es nur zu sehen, wenn du später aufgenommen wirst.
membership-outside-after-joined = In dieser Gemeinschaft schreiben nur Mitglieder. Auf diesem Server ist das schon zu sehen; auf { $host } und anderen Servern, sobald du beigetreten bist oder es dort freigegeben wird.
membership-outside-after-taken = In dieser Gemeinschaft schreiben nur Mitglieder. Auf diesem Server ist das schon zu sehen; auf { $host } und anderen Servern, sobald du aufgenommen bist oder es dort freigegeben wird.
membership-outside-after-later = In dieser Gemeinschaft schreiben nur Mitglieder. Auf diesem Server ist das schon zu sehen; auf { $host } und anderen Servern nur, wenn du später aufgenommen wirst oder es dort freigegeben wird.
membership-outside-declined = Du wurdest nicht aufgenommen; du kannst dich wieder bewerben.
membership-outside-declined-until = Du wurdest nicht aufgenommen; ab dem { $day } kannst du dich wieder bewerben.
membership-outside-application = Sehen, wie es um deine Bewerbung steht
membership-outside-standing = Sehen, wie es steht
membership-outside-apply = Wieder bewerben
membership-outside-join = Der Gemeinschaft beitreten
