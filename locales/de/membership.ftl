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
membership-leave-keep-help-closed = Hier lesen nur Mitglieder, also siehst du davon nur noch deine eigenen Worte und kannst sie nicht mehr ändern. Löschen kannst du alles einzeln: Eine Liste davon steht dann in deinem Profil und auf dieser Seite.
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
membership-left-list = Was hier gesagt wird, lesen nur Mitglieder. <list>Was du geschrieben hast, wo du nicht mehr mitliest,</list> kannst du noch löschen und zurückholen.

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
membership-asked-afterwards = Was danach gefragt wurde

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

## Desk, members, settings

membership-settings = Einstellungen
membership-settings-of = Einstellungen von { $title }
membership-settings-stranger = So sehen es Fremde
membership-settings-next = Was am besten als Nächstes kommt
membership-settings-all = Alle Einstellungen
membership-settings-save = Einstellungen speichern
membership-settings-saved = Die Einstellungen sind gespeichert.
membership-settings-next-rules = Die Regeln schreiben
membership-settings-next-rules-text = Drei kurze genügen. Wer beitritt, stimmt ihnen zu.
membership-settings-next-questions = Fragen für Bewerbungen schreiben
membership-settings-next-questions-text = Ein oder zwei Fragen zeigen dir, wer kommt.
membership-settings-next-introductions = Ein Thema zum Vorstellen anlegen
membership-settings-next-introductions-text = Neue Mitglieder sagen darin Hallo; das ist ihr erster Schritt.
membership-settings-next-invitations = Menschen einladen
membership-settings-next-invitations-text = Verteil einen Link oder lade sie mit Namen oder E-Mail-Adresse ein.

## The parts of the settings: what each is called, and how it stands or what it is about
membership-settings-about = Name und Beschreibung
membership-settings-about-none = Noch sagt nichts in einer Zeile, für wen sie ist.
membership-settings-about-lede = Alle, die dieser Gemeinschaft folgen, auch auf anderen Servern, bekommen, was du änderst.
membership-settings-pictures = Bilder
membership-settings-pictures-text = Ein Zeichen für Listen und ein Bild für den Kopf ihrer Seiten.
membership-settings-joining = Wer lesen und beitreten darf
membership-settings-joining-lede = Wie offen diese Gemeinschaft ist.
membership-settings-writing = Wer schreiben darf
membership-settings-writing-is = Themen: { $post }. Beiträge: { $answer }.
membership-settings-writing-readers = alle, die lesen
membership-settings-writing-members = Mitglieder
membership-settings-writing-conveners = Leitung und Moderation
membership-settings-writing-lede = Erst kommt das Lesen: Nur wer lesen darf, kann schreiben.
membership-settings-screening = Automatische Regeln
membership-settings-screening-text = Was von selbst gemeldet, zurückgehalten oder abgelehnt wird.
membership-settings-rules = Regeln
membership-settings-rules-is =
    { $count ->
        [one] Fassung { $version } mit { $count } Punkt.
       *[other] Fassung { $version } mit { $count } Punkten.
    }
membership-settings-rules-lede = Wer beitritt, stimmt ihnen zu.
membership-settings-questions = Fragen
membership-settings-questions-are =
    { $count ->
        [one] { $count } Frage.
       *[other] { $count } Fragen.
    }
membership-settings-none = Noch keine.
membership-settings-before = Was man vor dem Beitreten sieht
membership-settings-before-text = Für wen sie nicht ist, was Mitglieder bekommen, ein Wort an alle, die sich bewerben.
membership-settings-before-lede = Es steht auf der Seite zum Beitreten, neben der Beschreibung und den Regeln.
membership-settings-welcome = Willkommen und erste Schritte
membership-settings-welcome-text = Ein Wort zur Begrüßung, die erste Aufgabe, das Vorstellen, wer Neue empfängt.
membership-settings-welcome-lede = Neue Mitglieder finden es auf der Seite zum Beitreten, wo ihre ersten Schritte stehen.
membership-settings-tags = Schlagwörter und wartende Fragen
membership-settings-tags-text = Welche Schlagwörter Themen haben dürfen und wer zu Fragen gefragt wird.
membership-settings-tags-lede = Wie Themen geordnet werden, damit sie gefunden und beantwortet werden.
membership-settings-schedules = Wiederkehrende Themen
membership-settings-schedules-text = Themen, die von selbst beginnen, einmal oder immer wieder.
membership-settings-asking = Fragen und antworten
membership-settings-asking-text = Was eine gute Frage enthält und wer sagt, dass sie beantwortet ist.
membership-settings-asking-lede = Was eine gute Frage enthält und wer sagt, dass sie beantwortet ist.
membership-settings-library = Bibliothek
membership-settings-library-text = Lizenz, wer Themen vorschlagen darf, wonach noch einmal gefragt wird.
membership-settings-library-lede = Was hier gesagt wurde, geordnet für alle, die danach suchen.
membership-settings-belonging = Wohin sie gehört
membership-settings-belonging-text = Die Gemeinschaft darüber, verwandte, das Abzeichen der Trägerorganisation.
membership-settings-belonging-lede = Gemeinschaften über und neben dieser und die Organisation, die sie trägt.
membership-settings-linked = Verbundene Gemeinschaften
membership-settings-linked-text = Gemeinschaften, mit denen diese zusammenarbeitet.
membership-settings-invitations = Einladungen
membership-settings-invitations-text = Mit einem Link, mit Namen, per E-Mail; und wer mit welcher kam.
membership-settings-conveners = Leitung
membership-settings-conveners-text = Wer leitet, jemanden dazuholen, übergeben.
membership-settings-figures = Zahlen
membership-settings-figures-text = Wie viele kamen, blieben und gingen.

## How a community is read and joined, said one behind the other
membership-settings-read-public = Alle lesen.
membership-settings-read-unlisted = Alle lesen, die die Adresse haben.
membership-settings-read-members = Mitglieder lesen.
membership-settings-read-server = Wer sich auf diesem Server anmeldet, liest.
membership-settings-join-open = Alle dürfen beitreten.
membership-settings-join-application = Mitglied wird, wer sich bewirbt und aufgenommen wird.
membership-settings-join-invitation = Mitglied wird, wer eingeladen ist.
membership-settings-join-domain = Mitglied wird, wer eine E-Mail-Adresse bestimmter Domains hat.
membership-settings-join-closed = Niemand kann beitreten.

## One part of the settings
membership-settings-part-of = { $part }, { $title }
membership-settings-see-tags = Die Schlagwörter und wofür jedes da ist
membership-settings-see-rules = Die Regeln und was sie früher sagten
membership-settings-see-library = Die Bibliothek
membership-settings-make-one = Eines anlegen
membership-settings-make-one-first = Speichere erst, was du hier geschrieben hast.
membership-settings-other-threads = Ein Thema, das nicht in den Listen steht

## What came of saving the rules, said one sentence behind the other
membership-settings-rules-same = Die Regeln sagen dasselbe wie zuvor, darum wird nichts veröffentlicht.
membership-settings-rules-published = Fassung { $number } der Regeln ist veröffentlicht.
membership-settings-rules-gone = Es gibt jetzt keine.
membership-settings-rules-editorial = Niemand muss neu zustimmen.
membership-settings-rules-nobody = Es gibt sonst niemanden, um zuzustimmen.
membership-settings-rules-asked-until =
    { $count ->
        [one] { $count } Mitglied wird um Zustimmung gebeten; bis zum { $day } geht alles weiter wie bisher.
       *[other] { $count } Mitglieder werden um Zustimmung gebeten; bis zum { $day } geht alles weiter wie bisher.
    }
membership-settings-rules-asked-now =
    { $count ->
        [one] { $count } Mitglied wird um Zustimmung gebeten; was es ab jetzt schreibt, wartet, bis es zugestimmt hat.
       *[other] { $count } Mitglieder werden um Zustimmung gebeten; was sie ab jetzt schreiben, wartet, bis sie zugestimmt haben.
    }
membership-settings-rules-late = Wer den Regeln davor nicht zugestimmt hatte, hat nicht länger Zeit als für jene.

## Opening a community
membership-opening = Eine Gemeinschaft gründen
membership-opening-lede = Du leitest sie: Du begrüßt Menschen, gibst ihr Regeln und suchst dir Hilfe aus. Alles außer ihrem Namen lässt sich später ändern.
membership-opening-button = Gemeinschaft gründen
membership-opening-done = Deine Gemeinschaft ist gegründet.

## Fields of the settings
membership-field-name = Name
membership-field-name-help = Kleine Buchstaben von a bis z, Ziffern und _. Er steht in jeder Adresse und lässt sich nicht ändern.
membership-field-rules = Regeln
membership-field-rules-first-help = Markdown geht. Für den Anfang genügen drei kurze mit Nummern, und sie können warten.
membership-field-rules-help = Markdown geht. Kurze mit Nummern werden gelesen. Was du änderst, wird als nächste Fassung veröffentlicht, und was sie früher sagten, bleibt lesbar.
membership-field-read = Wer lesen darf
membership-field-read-help = Das gilt für Themen, die ab jetzt beginnen. Die, die schon da sind, bleiben, wie sie sind, mit den Beiträgen, die noch dazukommen: Schließ ein Thema ab, um das zu beenden.
membership-field-join = Wer beitreten darf
membership-field-introductions = Das Thema zum Vorstellen
membership-field-introductions-other-help = Seine Adresse.
membership-field-start-here = Themen für den Anfang
membership-field-start-here-other-help = Ihre Adressen, mit Leerzeichen dazwischen.
membership-field-title = Titel
membership-field-focus = In einer Zeile
membership-field-focus-help = Für wen das ist und was es ihnen bringt. Höchstens 200 Zeichen.
membership-field-description = Beschreibung
membership-field-markdown = Markdown geht.
membership-field-language = Sprache
membership-field-language-any = Jede Sprache
membership-field-accent = Akzentfarbe
membership-field-accent-help = Für Links, Knöpfe und den Streifen ganz oben: ink, varnish, pine, plum, ochre oder eine Farbe wie #8a3315, die dunkler oder heller wird, wo man sie sonst nicht lesen könnte. Leer für die übliche.
membership-field-domains = E-Mail-Domains, mit denen man sofort beitritt
membership-field-domains-help = Nur für bestimmte E-Mail-Domains. Mit Kommas dazwischen, wie example.org. Ihre Adresse bestätigen alle per Mail.
membership-field-reapply-days = Tage, bis man sich nach einer Ablehnung wieder bewerben darf
membership-field-reapply-days-help = Das gilt auch für alle, die schon abgelehnt wurden. Nur wer von einem anderen Guildhall-Server kommt, hat einen Tag genannt bekommen und wartet bis dahin.
membership-field-post-policy = Wer Themen beginnen darf
membership-field-answer-policy = Wer antworten darf
membership-field-hold-first = Erste Beiträge, die gelesen werden, bevor andere sie sehen
membership-field-hold-first-help = So viele warten bei allen auf dem Schreibtisch, bis jemand aus Leitung oder Moderation sie freigibt. 0: keine.
membership-field-hold-links = Links von Neuen
membership-field-hold-links-no = sind sofort zu sehen
membership-field-hold-links-yes = warten auf dem Schreibtisch, solange jemand hier weniger als dreimal geschrieben hat
membership-field-hold-all = Alles andere
membership-field-hold-all-no = ist sofort zu sehen
membership-field-hold-all-yes = wartet auf dem Schreibtisch, egal von wem
membership-field-rules-change = Wenn du sie änderst
membership-field-rules-change-editorial = Sie sagen dasselbe mit anderen Worten
membership-field-rules-change-editorial-help = Niemand muss neu zustimmen.
membership-field-rules-change-material = Sie sagen etwas anderes
membership-field-rules-change-material-help = Alle Mitglieder werden neu um Zustimmung gebeten.
membership-field-grace-days = Tage, um geänderten Regeln zuzustimmen
membership-field-grace-days-help = So lange geht für Mitglieder alles weiter wie bisher. Danach wird zurückgehalten, was sie schreiben, bis sie zustimmen. Mit 0 wird es sofort zurückgehalten.
membership-field-team-unnamed = Namen im Moderationsprotokoll
membership-field-team-unnamed-no = Es nennt, wer gehandelt hat
membership-field-team-unnamed-yes = Es nennt nur „Das Team“
membership-field-team-unnamed-help = Wer die Gemeinschaft betreut, sieht immer, wer es war. Auch andere Server erfahren es.
membership-field-not-for = Für wen sie nicht ist
membership-field-not-for-help = In einer Zeile.
membership-field-offers = Was Mitglieder bekommen
membership-field-applicants-note = Ein Wort an alle, die sich bewerben
membership-field-applicants-note-help = Wie lange eine Entscheidung dauert und worauf ihr achtet.
membership-field-welcome = Ein Wort zur Begrüßung
membership-field-welcome-help = Markdown geht. Neue Mitglieder lesen es.
membership-field-first-task = Die erste Aufgabe
membership-field-first-task-help = Gibt es keine, stellen sie sich vor.
membership-field-greeters = Wer Neue empfängt
membership-field-greeters-help = Namen von Mitgliedern, mit Kommas dazwischen. Sie kümmern sich um alle, die neu sind.
membership-field-newcomer-contributions = Beiträge, nach denen man nicht mehr als neu gilt
membership-field-newcomer-contributions-help = 0: Niemand beginnt als neues Mitglied.
membership-field-introductions-none = Keines
membership-field-start-here-none = Noch gibt es keine Themen.
membership-field-start-here-help = Erst die angehefteten, dann die neuesten.
membership-field-tags = Welche Schlagwörter Themen haben dürfen
membership-field-tags-free = Jedes Schlagwort
membership-field-tags-free-help = Was jemand eintippt, wird ein Schlagwort. Du legst zusammen, was dasselbe meint.
membership-field-tags-listed = Schlagwörter deiner Liste
membership-field-tags-listed-help = Nur du und alle, die sich mit dir um die Gemeinschaft kümmern, ergänzen sie. Von Themen anderer Server bleiben nur diese Schlagwörter.
membership-field-tags-required = Ob Themen ein Schlagwort brauchen
membership-field-tags-required-no = Ein Thema darf keines haben
membership-field-tags-required-yes = Ein Thema braucht mindestens eines
membership-field-tags-required-yes-help = Themen, die von anderen Servern ohne eines kommen, werden trotzdem angenommen.
membership-field-ask-after-hours = Stunden ohne Antwort, nach denen Mitglieder gefragt werden
membership-field-ask-after-hours-help = Gefragt wird nur, wer damit einverstanden ist, einmal zu jeder Frage. 0: niemand.
membership-field-ask-people = Wie viele gefragt werden
membership-field-ask-people-help = Höchstens 10. Wer unter ihren Schlagwörtern geantwortet hat, kommt zuerst, und niemand wird öfter gefragt als erlaubt.
membership-field-time-zone = Zeitzone
membership-field-time-zone-help = Nach ihr beginnen die Themen, die du planst. Zum Beispiel Europe/Lisbon; was schon geplant ist, behält seinen nächsten Zeitpunkt.
membership-field-licence = Lizenz für das, was hier geschrieben wird
membership-field-licence-help = Sie gilt für alles, was ab jetzt geschrieben wird; was schon da ist, behält, was damals galt. Für das, was Menschen auf anderen Servern schreiben, gilt, was sie selbst dazu sagen.
membership-field-propose = Wer Themen für sie vorschlagen darf
membership-field-propose-nobody = Nur Leitung und Moderation
membership-field-propose-members = Auch Mitglieder
membership-field-propose-members-help = Was sie vorschlagen, wird gezeigt, wenn du es aufgenommen hast.
membership-field-review = Wonach später noch einmal gefragt wird
membership-field-review-help = Arten von Themen und Schlagwörter, jeweils mit Tagen: question:365, article:180, #varnish:90. Wer geantwortet hat, wird gefragt, ob es noch stimmt. Leer für nichts.
membership-field-parent = Teil von
membership-field-parent-help = Der Name einer Gemeinschaft hier, die du auch leitest.
membership-field-related = Verwandte Gemeinschaften
membership-field-related-help = Als name oder name@server, mit Kommas dazwischen.
membership-field-staff-domain = E-Mail-Domain der Trägerorganisation
membership-field-staff-domain-help = Wer dort eine Adresse hat und sie bestätigt, bekommt das Abzeichen.
membership-field-staff-badge = Das Abzeichen
membership-field-staff-badge-help = Etwa „Team der Bibliothek“.
membership-field-question-template = Womit das Formular für eine Frage beginnt
membership-field-question-template-help = Markdown: Überschriften für das, was hineingehört, und Hinweise. Wer es lässt, wie es ist, hat nichts geschrieben.
membership-field-discussion-template = Das Formular für eine Diskussion
membership-field-article-template = Das Formular für einen Artikel
membership-field-link-template = Das Formular für einen Link
membership-field-accept-days = Tage, in denen nur wer gefragt hat eine Antwort annehmen kann
membership-field-accept-days-help = Danach können es auch alle, die sich um die Gemeinschaft kümmern. 0: sofort.
membership-field-several-answers = Angenommene Antworten
membership-field-several-answers-no = Eine
membership-field-several-answers-no-help = Die nächste tritt an ihre Stelle.
membership-field-several-answers-yes = Mehrere
membership-field-several-answers-yes-help = Jede bleibt, bis sie zurückgenommen wird.

## Choices of the settings
membership-field-read-public = Alle
membership-field-read-public-help = Sie steht in Listen und Suchen, und Menschen auf anderen Servern können ihr folgen.
membership-field-read-unlisted = Alle, die die Adresse haben
membership-field-read-unlisted-help = Sie steht in keiner Liste, und niemand Fremdes findet sie.
membership-field-read-members = Mitglieder
membership-field-read-members-help = Was unter Mitgliedern geschrieben wird, lässt sich später nicht für andere öffnen.
membership-field-read-server = Alle, die sich auf diesem Server anmelden
membership-field-read-server-help = Andere Server erfahren nichts davon. Sie lässt sich später nicht für andere öffnen.
membership-field-join-open = Alle
membership-field-join-open-help = Wer den Regeln zustimmt, ist sofort Mitglied.
membership-field-join-application = Wer sich bewirbt und aufgenommen wird
membership-field-join-application-help = Du fragst, was du wissen willst, und entscheidest.
membership-field-join-invitation = Wer eingeladen ist
membership-field-join-invitation-help = Du verteilst Links oder lädst Menschen mit Namen oder E-Mail-Adresse ein.
membership-field-join-domain = Wer eine E-Mail-Adresse bestimmter Domains hat
membership-field-join-domain-help = Wer eine solche Adresse bestätigt hat, ist sofort Mitglied.
membership-field-join-closed = Niemand
membership-field-join-closed-help = Mitglieder bleiben; niemand kann eingeladen werden.
membership-field-write-readers = Alle, die lesen dürfen, auch auf anderen Servern
membership-field-write-members = Mitglieder
membership-field-write-conveners = Leitung und Moderation
membership-field-write-as-joining = Mitglieder, wo man sich bewirbt oder eingeladen wird, sonst alle, die lesen dürfen

## Who looks after a community, and who belongs to it
membership-members-of = Mitglieder von { $title }
membership-members-staff = Wer sich um diese Gemeinschaft kümmert
membership-members-staff-untold = Ihr Server hat uns nicht gesagt, wer.
membership-members-open-there = Auf { $host } öffnen
membership-members-staff-none = Im Moment niemand. <about>Die Verwaltung dieses Servers</about> kann helfen.
membership-members-lay-down = Mein Amt niederlegen
membership-members-dismiss = Aus dem Amt entlassen
membership-members-appoint = Ernennen
membership-members-shut = Wer sonst dazugehört, sehen ihre Mitglieder.
membership-members-how-to-join = Wofür sie da ist und wie du beitrittst
membership-members = Mitglieder
membership-members-sought = Name, Server oder was sie können, bieten oder suchen
membership-members-find = Suchen
membership-members-which = Welche Mitglieder
membership-members-know = Womit sie sich auskennen
membership-members-not-found = So findet sich kein Mitglied.
membership-members-show-all = Alle zeigen
membership-members-none = Noch steht niemand in der Liste.
membership-members-hidden = nicht in der Liste, nur für die Leitung zu sehen
membership-members-since = Mitglied seit { $when }
membership-members-offers = Bietet
membership-members-seeks = Sucht
membership-members-listed = Mitglieder finden dich hier, mit dem, was in <settings>deinem Profil</settings> steht.
membership-members-unlisted = Du stehst nicht in dieser Liste; nur die Leitung sieht dich hier.
membership-members-take-out = Mich aus der Liste nehmen
membership-members-put-in = Mich in die Liste setzen
membership-members-listed-done = Du stehst in der Liste der Mitglieder.
membership-members-unlisted-done = Du stehst nicht mehr in der Liste der Mitglieder; die Leitung sieht dich weiterhin.

## What somebody is in a community, beside their name
membership-members-looks-after = kümmert sich um die Gemeinschaft
membership-members-convener-here = leitet hier
membership-members-moderator-here = moderiert hier
membership-members-member-here = hier Mitglied
membership-members-convener = leitet
membership-members-moderator = moderiert
membership-members-greeter = empfängt Neue
membership-members-newcomer = neu hier

## Which members are shown
membership-members-all = Alle
membership-members-conveners = Leitung
membership-members-moderators = Moderation
membership-members-greeters = Empfang
membership-members-plain = Mitglieder
membership-members-newcomers = Neue

## Giving offices
membership-members-make-moderator = Moderation übertragen
membership-members-make-greeter = Empfang übertragen
membership-members-make-member = Zum einfachen Mitglied machen
membership-members-not-new = Nicht mehr neu hier
membership-members-person = Jemandem die Moderation übertragen
membership-members-person-help = Ein Mitglied: der Name hier, oder name@server für jemanden anderswo.
membership-members-moderates-done = Erledigt: Diese Person moderiert die Gemeinschaft jetzt.
membership-members-greets-done = Erledigt: Diese Person empfängt jetzt alle, die neu sind.
membership-members-member-done = Erledigt: Diese Person ist jetzt Mitglied wie die anderen.
membership-members-dismissed = Erledigt: Diese Person moderiert die Gemeinschaft nicht mehr.
membership-members-not-member = Diese Person ist kein Mitglied dieser Gemeinschaft. Lade sie ein oder warte, bis sie Mitglied ist; dann kann sie ein Amt bekommen.
membership-members-nobody = Unter diesem Namen wurde niemand gefunden.
membership-no-role = diese Rolle gibt es nicht
membership-members-not-asked = Auf ihrem Server ließ sich nicht nach dieser Person fragen: { $reason }. Stimmt der Name?
membership-members-lay-down-title = Dein Amt niederlegen?
membership-members-lay-down-lede = Du bleibst Mitglied wie die anderen. Nur die Leitung kann dir wieder ein Amt geben.

## Conveners
membership-conveners = Leitung
membership-conveners-of = Leitung von { $title }
membership-conveners-none = Im Moment leitet sie niemand.
membership-conveners-lede = Um eine Gemeinschaft kümmert sich immer jemand: Wer sie als letzte Person leitet, geht erst, wenn jemand anderes ernannt ist.
membership-conveners-button = In die Leitung holen
membership-conveners-resign-text = Du kannst die Leitung auch einfach abgeben: Du bleibst Mitglied, und die anderen leiten.
membership-conveners-resign = Leitung abgeben
membership-conveners-resign-title = Die Leitung abgeben?
membership-conveners-resign-lede = Du bleibst Mitglied wie alle, und die anderen in der Leitung kümmern sich um die Gemeinschaft. Nur sie können dich wieder in die Leitung holen.
membership-conveners-resigned = Erledigt: Du bist Mitglied wie die anderen.
membership-conveners-person = Jemanden in die Leitung holen
membership-conveners-person-help = Der Name eines Mitglieds auf diesem Server. Diese Person darf alles, was du darfst.
membership-conveners-steps-down = Übergeben: Ich bin dann Mitglied wie die anderen
membership-conveners-named = Erledigt: Diese Person leitet die Gemeinschaft.
membership-conveners-handed-over = Erledigt: Diese Person leitet die Gemeinschaft jetzt, und du nicht mehr.
membership-conveners-elsewhere = Leiten kann nur, wer ein Konto auf diesem Server hat.
membership-conveners-sure-title = @{ $name } in die Leitung holen?
membership-conveners-sure-lede = Diese Person darf dann alles, was du darfst: entscheiden, wer Mitglied wird, entfernen, was geschrieben wurde, die Regeln und die Einstellungen ändern und andere ernennen.
membership-conveners-sure-stays = Nur sie selbst kann das wieder niederlegen.
membership-conveners-sure-hands-over = Du bist dann Mitglied wie die anderen, und nur sie kann dich wieder in die Leitung holen.
membership-conveners-sure-button = In die Leitung holen
membership-conveners-hand-over-title = Die Leitung an @{ $name } übergeben?
membership-conveners-hand-over-button = Übergeben

## Questions to applicants
membership-questions-of = Fragen von { $title }
membership-questions = Fragen an alle, die sich bewerben
membership-questions-lede = Beantwortet werden wenige und kurze. Eine Frage ohne Worte fällt weg. Wenn du gespeichert hast, ist Platz für eine weitere.
membership-questions-one = Frage { $number }
membership-questions-label = Was du fragst
membership-questions-kind = Die Antwort ist
membership-questions-text = Ein Text
membership-questions-choice = Eine Auswahl
membership-questions-tick = Ein Häkchen
membership-questions-choices = Was zur Auswahl steht, mit Kommas dazwischen (nur für eine Auswahl)
membership-questions-help = Hilfe
membership-questions-required = Sie braucht eine Antwort
membership-questions-save = Fragen speichern
membership-questions-saved = Die Fragen sind gespeichert.

## Communities within one
membership-tree-of = Gemeinschaften in { $title }
membership-tree = Gemeinschaften in dieser
membership-tree-part-of = Teil von <parent><bdi>{ $title }</bdi></parent>.
membership-tree-within-that = Alle Gemeinschaften darin
membership-tree-none = Es gibt keine, die du sehen kannst.
membership-tree-within = , in { $title }
membership-tree-each = Jede hat eigene Mitglieder und eigene Regeln.
membership-tree-how = Wer hier noch eine andere Gemeinschaft leitet, macht sie in deren Einstellungen zu einem Teil von dieser: <b>Wohin sie gehört</b>, <b>Teil von</b>.

## Figures
membership-figures-of = Zahlen von { $title }
membership-figures = Zahlen
membership-figures-lede = Wie oft etwas geschehen ist. Tage sind nach UTC gezählt, und bei keiner Zahl ist ein Name vermerkt.
membership-figures-period = Zeitraum
membership-figures-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
membership-figures-year = Ein Jahr
membership-figures-what = Was
membership-figures-local = Menschen hier
membership-figures-remote = Von anderen Servern
membership-figures-all = Alle
membership-figures-reasons = Was Menschen schrieben, die gingen
membership-figures-seen = Seite zum Beitreten angesehen
membership-figures-visitors = Sie unangemeldet angesehen
membership-figures-applied = Beworben
membership-figures-withdrawn = Zurückgezogen
membership-figures-approved = Aufgenommen
membership-figures-declined = Abgelehnt
membership-figures-agreed = Regeln zugestimmt
membership-figures-joined = Beigetreten
membership-figures-introduced = Sich vorgestellt
membership-figures-first-contribution = Zum ersten Mal geschrieben
membership-figures-first-reply = Eine erste Antwort bekommen
membership-figures-week-four = In der vierten Woche geschrieben
membership-figures-held = Zurückgehaltenes
membership-figures-released = Durchgelassenes
membership-figures-left = Gegangen
membership-figures-left-why = Gegangen und gesagt, warum

## Communities that work together
membership-linking-of = Verbundene Gemeinschaften, { $title }
membership-linking = Verbundene Gemeinschaften
membership-linking-lede = Zwei Gemeinschaften, die zusammenarbeiten, nennen einander, und ihre Mitglieder teilen Themen: Ein geteiltes Thema behält sein eines Zuhause und wird von beiden Seiten beantwortet. Jede behält ihre eigenen Mitglieder, ihre Regeln und ihre Moderation.
membership-linking-waits = Hier antworten nur Mitglieder. Was andere aus einer verbundenen Gemeinschaft antworten, wartet, bis sie beitreten oder bis jemand, der sich um diese kümmert, es durchlässt.
membership-linking-none = Noch gibt es keine.
membership-linking-accept = Zusammenarbeiten
membership-linking-accept-with = mit { $title }
membership-linking-decline = Ablehnen
membership-linking-sharing = Wer Themen dieser Gemeinschaft mit ihnen teilt:
membership-linking-share-with = teilen mit { $title }
membership-linking-members = Mitglieder
membership-linking-conveners = Leitung und Moderation
membership-linking-nobody = Niemand
membership-linking-end = Beenden …
membership-linking-take-back = Zurücknehmen
membership-linking-propose-another = Es einer anderen vorschlagen
membership-linking-propose = Vorschlagen
membership-linking-community = Die andere Gemeinschaft
membership-linking-community-help = Ihr Name hier, oder name@server. Alle müssen sie lesen können, und sie muss auf einem Guildhall-Server sein.
membership-linking-words = Ein Wort an ihre Leitung
membership-linking-is-proposed = Von euch vorgeschlagen; ihre Leitung hat noch nicht geantwortet.
membership-linking-is-asked = Ihre Leitung schlägt es vor.
membership-linking-is-linked = Ihr arbeitet zusammen.
membership-linking-is-declined = Abgelehnt.
membership-linking-is-ended = Beendet. Was geteilt wurde, bleibt.
membership-linking-linked-done = Ihr arbeitet jetzt zusammen.
membership-linking-proposed-done = Es ist vorgeschlagen; ihre Leitung sieht es auf ihrer Seite.
membership-linking-ended-done = Erledigt: Zwischen den beiden ist nichts mehr offen.
membership-linking-no-sharing = so heißt hier niemand
membership-linking-nothing = so heißt hier nichts
membership-linking-saved = Gespeichert.
membership-linking-sure-title = Nicht mehr mit { $title } zusammenarbeiten?
membership-linking-sure-lede = In keine Richtung wird mehr etwas geteilt. Was geteilt wurde, bleibt, wo es gezeigt wird, und die Zusammenarbeit lässt sich neu vorschlagen.
membership-linking-sure-button = Beenden

## What is wrong with a field of a form
membership-wrong-number = Eine Zahl von { $least } bis { $most }.
membership-wrong-long = Das hat höchstens { $most } Zeichen.
membership-wrong-many = Höchstens { $most }.
membership-wrong-time-zone = Eine Zeitzone sieht aus wie Europe/Lisbon.
membership-wrong-read = Wähl public, unlisted, members oder server.
membership-wrong-join = Wähl open, application, invitation, domain oder closed.
membership-wrong-domains = Domains sehen aus wie example.org.
membership-wrong-domains-none = Nenn die Domains, mit denen man hereinkommt.
membership-wrong-related = Gemeinschaften nennst du als name oder name@server.
membership-wrong-related-itself = Eine Gemeinschaft ist nicht mit sich selbst verwandt.
membership-wrong-staff-domain = Eine Domain sieht aus wie example.org.
membership-wrong-propose = Wähl nobody oder members.
membership-wrong-licence = Wähl eine von { $known }.
membership-wrong-accent = Wähl ink, varnish, pine, plum oder ochre oder schreib eine Farbe wie #8a3315.
membership-wrong-yes-or-no = Wähl yes oder no.
membership-wrong-tags = Wähl free oder listed.
membership-wrong-review = „{ $part }“ ist nichts davon: Schreib { $kinds } oder ein #schlagwort, einen Doppelpunkt und Tage von 1 bis { $most }.
membership-wrong-read-later = Was hier steht, wurde für alle geschrieben, die es jetzt lesen, und lässt sich niemandem sonst zeigen. Gründe eine andere Gemeinschaft für das, was andere lesen dürfen.
membership-wrong-thread = Dieses Thema gibt es in dieser Gemeinschaft nicht; wähl eines oder nenn seine Adresse.
membership-wrong-parent = Eine Gemeinschaft dieses Namens gibt es hier nicht.
membership-wrong-parent-convened = Nur wer beide leitet, kann eine zu einem Teil der anderen machen.
membership-wrong-parent-itself = Eine Gemeinschaft kann kein Teil von sich selbst sein und auch nicht von einer, die ein Teil von ihr ist.
membership-wrong-parent-levels = So würden es zu viele Ebenen von Gemeinschaften in Gemeinschaften.
membership-wrong-greeter = „{ $name }“ ist kein Mitglied dieser Gemeinschaft.
membership-wrong-called = Eine Gemeinschaft namens { $address } gibt es nicht.
membership-wrong-called-not-now = { $address } ließ sich gerade nicht finden: { $reason }. Versuch es später wieder oder lass die Angabe weg.
membership-wrong-name-taken = Dieser Name ist vergeben; wähl einen anderen.
membership-wrong-read-choose = Wähl, wer lesen darf.
membership-wrong-join-choose = Wähl, wer beitreten darf.
membership-wrong-join-domain = Welche E-Mail-Domains hereinkommen, steht in den Einstellungen. Wähl für die Zeit bis dahin etwas anderes.
membership-wrong-title = Der Titel hat 1 bis { $most } Zeichen.
membership-wrong-line-long = Diese Zeile hat höchstens { $most } Zeichen.
membership-wrong-text-long = Dieser Text hat höchstens { $most } Zeichen.
membership-wrong-language = Wähl eine Sprache aus der Liste.
membership-wrong-post-policy = Wähl, wer Themen beginnen darf.
membership-wrong-answer-policy = Wähl, wer antworten darf.
membership-wrong-rules-change = Sag, ob Mitglieder neu zustimmen müssen.
membership-wrong-questions-many = Es gibt höchstens { $most } Fragen.
membership-wrong-question-long = Eine Frage hat höchstens { $most } Zeichen.
membership-wrong-question-kind = Eine Frage ist text, choice oder tick.
membership-wrong-question-help = Ihre Hilfe hat höchstens { $most } Zeichen.
membership-wrong-question-choices = Gib 2 bis { $most } zur Auswahl, mit Kommas dazwischen.
membership-wrong-link-nobody = Nenn eine Gemeinschaft.
membership-wrong-link-software = Auf ihrem Server läuft andere Software. Zusammenarbeiten können nur Gemeinschaften auf Guildhall-Servern; folge ihr stattdessen oder nenn sie als verwandt.
membership-wrong-link-already = Das ist schon vorgeschlagen, oder sie arbeiten zusammen; sieh unten nach.
membership-wrong-link-words = Höchstens { $most } Zeichen.
membership-wrong-link-today = Heute wurde anderen schon so viel vorgeschlagen, dass vor morgen nichts mehr hinausgeht.
membership-wrong-link-full = { $title } arbeitet schon mit so vielen Gemeinschaften zusammen, wie es geht.
membership-wrong-reason-long = Die Begründung hat höchstens { $most } Zeichen.
membership-removed-why = Entschieden von der Verwaltung von { $host }
membership-wrong-ask = Schreib, was du wissen möchtest.
membership-wrong-decline = Sag, warum; wer sich beworben hat, liest es.
membership-wrong-reply = Schreib die Antwort, die gespeichert werden soll.
membership-wrong-way = Wähl etwas aus.
membership-wrong-mail = Das ist keine E-Mail-Adresse.
membership-wrong-whom = Nenn jemanden.
membership-wrong-whom-link = Ein Link ist für alle, die ihn haben. Wähl, wie du einlädst, oder lass das leer.
membership-wrong-whom-member = Diese Person ist schon Mitglied.
membership-wrong-whom-kept-out = Diese Person ist ausgeschlossen oder gesperrt.
membership-wrong-whom-applied = Diese Person hat sich beworben; ihre Bewerbung liegt auf dem Schreibtisch.
membership-wrong-whom-closed = Diese Gemeinschaft ist nur für Menschen auf diesem Server.
membership-wrong-tick = Das braucht ein Häkchen.
membership-wrong-choice = Wähl etwas aus.
membership-wrong-choice-other = Wähl etwas davon aus.
membership-wrong-answer-none = Das braucht eine Antwort.
membership-wrong-answer-long = Eine Antwort hat höchstens { $most } Zeichen.
membership-wrong-answer-too-long = Diese Antwort ist zu lang.
membership-wrong-rules-changed = Die Regeln haben sich inzwischen geändert. Lies bitte, was neu ist, und stimm dann zu.
membership-wrong-not-agreed = Mitglied kann nur sein, wer den Regeln zustimmt.

## What waits on the desk of a community, as mails about it say it
membership-desk-applications =
    { $count ->
        [one] { $count } Bewerbung
       *[other] { $count } Bewerbungen
    }
membership-desk-applications-more = { $count } oder mehr Bewerbungen
membership-desk-held =
    { $count ->
        [one] { $count } zurückgehaltener Text
       *[other] { $count } zurückgehaltene Texte
    }
membership-desk-held-more = { $count } oder mehr zurückgehaltene Texte
membership-desk-both = { $applications } und { $held }

## The page of the desk
membership-desk-of = Schreibtisch von { $title }
membership-desk-applied = Bewerbungen
membership-desk-words-to = Was du { $name } schreibst
membership-desk-applied-none = Niemand wartet auf Aufnahme.
membership-desk-who-may-join = Wer beitreten darf und wie
membership-desk-applied-wait =
    { $count ->
        [one] { $count } Bewerbung wartet, die älteste zuerst.
       *[other] { $count } Bewerbungen warten, die älteste zuerst.
    }
membership-desk-applied-wait-more = { $count } oder mehr Bewerbungen warten, die älteste zuerst.
membership-desk-applied-when = beworben { $when }
membership-desk-waits-for-them = du wartest auf Antwort
membership-desk-all-invitations = Alle Einladungen
membership-desk-not-answered = nicht beantwortet
membership-desk-history = Was davor geschah
membership-desk-reason = Eine Frage oder eine Begründung
membership-desk-reason-help = Wer sich beworben hat, liest sie. Zum Ablehnen und zum Fragen braucht es eine.
membership-desk-saved = Oder eine gespeicherte Antwort
membership-desk-saved-none = Keine
membership-desk-approve = Aufnehmen
membership-desk-ask = Nachfragen
membership-desk-decline = Ablehnen
membership-desk-choose = Wähl, ob du aufnimmst, nachfragst oder ablehnst.
membership-desk-approved = Diese Person ist jetzt Mitglied.
membership-desk-asked = Die Frage ist gestellt.
membership-desk-declined = Die Bewerbung ist abgelehnt.
membership-desk-held-title = Zurückgehalten
membership-desk-held-none = Nichts ist zurückgehalten. Hier wartet, was jemand schreibt, ohne schon Mitglied zu sein oder den Regeln zugestimmt zu haben.
membership-desk-held-text = Auf diesem Server sieht es nur, wer es geschrieben hat, und du. Es wird von selbst gezeigt, wenn diese Person Mitglied ist und den Regeln zugestimmt hat. Was gelesen werden soll, ist zu sehen, wenn du es freigibst.
membership-desk-held-wait =
    { $count ->
        [one] { $count } zurückgehaltener Text wartet, der älteste zuerst.
       *[other] { $count } zurückgehaltene Texte warten, der älteste zuerst.
    }
membership-desk-held-wait-more = { $count } oder mehr zurückgehaltene Texte warten, der älteste zuerst.
membership-desk-held-reply = Ein Beitrag
membership-desk-held-member = Wer das geschrieben hat, ist kein Mitglied.
membership-desk-held-rules = Wer das geschrieben hat, hat den Regeln nicht zugestimmt.
membership-desk-held-silenced = Wer das geschrieben hat, ist hier kein Mitglied und wurde von der Verwaltung dieses Servers stummgeschaltet. Es wird gezeigt, sobald du es durchlässt.
membership-desk-held-parent = Worauf es antwortet, ist zurückgehalten. Es folgt, wenn das durchgelassen wird.
membership-desk-held-host = Der Server, von dem es kommt, wird geprüft. Es wartet, bis du entscheidest.
membership-desk-held-wave = Wer das geschrieben hat, war hier nicht bekannt, bevor eine Spamwelle begann. Es wartet, bis du entscheidest.
membership-desk-held-review = Diese Gemeinschaft liest es, bevor andere es sehen.
membership-desk-held-rule = Eine automatische Regel hat es zurückgehalten: { $rules }.
membership-desk-held-reason = Warum es nicht gezeigt wird
membership-desk-held-reason-help = Wer es geschrieben hat, liest das.
membership-desk-held-decline = Nicht zeigen
membership-desk-held-declined = Es wird nicht gezeigt. Wer es geschrieben hat, erfährt warum.
membership-desk-edits = Spätere Fassungen
membership-desk-edits-text = Auf anderen Servern wurde geändert, was hier steht, und eine automatische Regel hat die neue Fassung zurückgehalten. Hier ist die frühere zu sehen, bis du entscheidest.
membership-desk-edit-show = Diese Fassung zeigen
membership-desk-edit-drop = Bei der früheren bleiben
membership-desk-edit-shown = Die spätere Fassung ist zu sehen.
membership-desk-edit-dropped = Es bleibt bei der früheren Fassung.
membership-desk-held-seen = Auf { $host }, dem Server, von dem es kommt, ist es so lange zu sehen.
membership-desk-release = Durchlassen
membership-desk-released = Es wird jetzt gezeigt.
membership-desk-decided = Entschieden
membership-desk-replies = Gespeicherte Antworten
membership-desk-replies-text = Alle, die hier entscheiden, teilen sie.
membership-desk-reply-delete = Löschen
membership-desk-reply-which = die gespeicherte Antwort: { $start }
membership-desk-reply-new = Neue gespeicherte Antwort
membership-desk-reply-save = Antwort speichern
membership-desk-reply-saved = Die Antwort ist gespeichert.
membership-desk-reply-deleted = Die gespeicherte Antwort ist gelöscht.
membership-desk-figures = Zahlen: wie viele sich bewarben, beitraten und gingen

## By which invitation somebody came. The time is such as “yesterday”.
membership-desk-came-link = Kam über eine Einladung von { $by }: ein Link, angelegt { $when }.
membership-desk-came-link-words = Kam über eine Einladung von { $by }: ein Link („{ $words }“), angelegt { $when }.
membership-desk-came-person = Kam über eine Einladung von { $by }: auf den eigenen Namen, angelegt { $when }.
membership-desk-came-mail = Kam über eine Einladung von { $by }: per E-Mail, angelegt { $when }.

## What happened to somebody's belonging, behind their name; a colon and the reason may follow, or a comma and when
membership-desk-event-applied = hat sich beworben
membership-desk-event-applied-by = beworben von { $name }
membership-desk-event-more-asked = wurde etwas gefragt
membership-desk-event-more-asked-by = wurde von { $name } etwas gefragt
membership-desk-event-answered = hat geantwortet
membership-desk-event-answered-by = beantwortet von { $name }
membership-desk-event-invited = wurde eingeladen
membership-desk-event-invited-by = wurde von { $name } eingeladen
membership-desk-event-approved = aufgenommen
membership-desk-event-approved-by = aufgenommen von { $name }
membership-desk-event-declined = abgelehnt
membership-desk-event-declined-by = abgelehnt von { $name }
membership-desk-event-withdrawn = hat die Bewerbung zurückgezogen
membership-desk-event-withdrawn-by = Bewerbung zurückgezogen von { $name }
membership-desk-event-expired = die Bewerbung endete ohne Entscheidung
membership-desk-event-expired-by = die Bewerbung endete ohne Entscheidung von { $name }
membership-desk-event-joined = ist beigetreten
membership-desk-event-joined-by = ist beigetreten, aufgenommen von { $name }
membership-desk-event-left = ist gegangen
membership-desk-event-left-by = entfernt von { $name }
membership-desk-event-role = neue Rolle
membership-desk-event-role-by = neue Rolle, vergeben von { $name }
membership-desk-role-convener = Leitung
membership-desk-role-moderator = Moderation
membership-desk-role-greeter = Empfang
membership-desk-role-member = Mitglied
membership-desk-role-newcomer = neues Mitglied
membership-desk-administrator = der Verwaltung
membership-desk-asked-afterwards = später gefragt, { $when }
membership-desk-asked-afterwards-by = später gefragt von { $name }, { $when }

## What deciding should know of the server of somebody who applies where only members read
membership-desk-reads-nothing = Diese Person kann Mitglied sein, aber nichts lesen.
membership-desk-reads-nothing-text = Die Software von { $host } würde nicht für sich behalten, was hier gesagt wird, darum geht nichts dorthin.
membership-desk-first-from = Diese Person wäre das erste Mitglied von { $host }; dort läuft { $software }.
membership-desk-first-from-text = Alles, was hier gesagt wird, geht von da an auch dorthin, und die Verwaltung von { $host } kann alles davon lesen.

## The page about a community
membership-about-of = Über { $title }
membership-about = Worum es hier geht
membership-about-none = Noch hat niemand diese Gemeinschaft beschrieben.
membership-about-rules = Regeln
membership-about-rules-page = Die Regeln für sich, mit dem, was sie früher sagten
membership-about-open = Mach mit, von wo du bist
membership-about-open-text = Wenn du ein Konto auf einem anderen Server des Fediverse hast, such diese Adresse dort und folge ihr:
membership-about-shut = Mitmachen
membership-about-shut-text = Nur ihre Mitglieder lesen sie und folgen ihr.
membership-about-how-to-join = Wofür sie da ist und wie du beitrittst
membership-about-facts = Auf einen Blick
membership-about-figures = In Zahlen
membership-about-opened = Gegründet
membership-about-related = Verwandte Gemeinschaften
membership-about-care = Fürsorge
membership-about-staff = Wer sich um sie kümmert
membership-about-contact = Dem Team schreiben
membership-about-modlog = Was bei der Moderation getan wurde und warum
