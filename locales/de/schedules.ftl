schedules-title = Wiederkehrende Themen, { $place }
schedules-heading = Themen, die von selbst beginnen
schedules-lede = Einmal oder immer wieder, in deinem Namen. Es gilt die Zeit von { $zone }; <settings>Zeitzone ändern</settings>
schedules-row = { $when }; bisher { $count }
schedules-paused = pausiert
schedules-stopped = Das hat von selbst aufgehört: { $why }
schedules-next = Als Nächstes: { $times }
schedules-resume = Fortsetzen
schedules-pause = Pausieren
schedules-delete = Löschen

## When
schedules-at = { $weekday }, { $date }, { $time } Uhr
schedules-monday = Montag
schedules-tuesday = Dienstag
schedules-wednesday = Mittwoch
schedules-thursday = Donnerstag
schedules-friday = Freitag
schedules-saturday = Samstag
schedules-sunday = Sonntag
schedules-once = einmal, am { $date } um { $time } Uhr
schedules-daily = jeden Tag um { $time } Uhr
schedules-every-monday = jeden Montag um { $time } Uhr
schedules-every-tuesday = jeden Dienstag um { $time } Uhr
schedules-every-wednesday = jeden Mittwoch um { $time } Uhr
schedules-every-thursday = jeden Donnerstag um { $time } Uhr
schedules-every-friday = jeden Freitag um { $time } Uhr
schedules-every-saturday = jeden Samstag um { $time } Uhr
schedules-every-sunday = jeden Sonntag um { $time } Uhr
schedules-monthly = am { $day }. jedes Monats um { $time } Uhr

## Planning one
schedules-new = Ein Thema planen
schedules-plan = Planen
schedules-field-title = Titel
schedules-field-title-help = { "{date}" } (Datum), { "{week}" } (Kalenderwoche) und { "{number}" } (das wievielte) werden jedes Mal ausgefüllt.
schedules-field-body = Text
schedules-field-body-help = Markdown geht.
schedules-kind = Was es ist
schedules-kind-discussion = Eine Diskussion
schedules-kind-question = Eine Frage
schedules-field-tags = Schlagwörter
schedules-field-tags-help = Mit Kommas dazwischen.
schedules-often = Wie oft
schedules-often-once = Einmal
schedules-often-day = Jeden Tag
schedules-often-week = Jede Woche
schedules-often-month = Jeden Monat
schedules-field-day = Tag
schedules-field-day-help = Der Woche, 1 für Montag; oder des Monats. In kürzeren Monaten steht der 31. für den letzten Tag.
schedules-field-time = Uhrzeit
schedules-field-starts = Zum ersten Mal am
schedules-field-starts-help = Leer: ab heute.

## What is wrong
schedules-wrong-kind = Wähl eine Frage oder eine Diskussion.
schedules-wrong-often = Wähl, wie oft.
schedules-wrong-day = Wähl einen Tag: 1 (Montag) bis 7 der Woche, 1 bis 31 des Monats.
schedules-wrong-time = Eine Uhrzeit sieht so aus: 09:30.
schedules-wrong-starts = Ein Tag sieht so aus: 2026-12-31. Er liegt höchstens ein Jahr entfernt.
schedules-no-change = Diese Änderung gibt es nicht.
schedules-over = Dieser Zeitpunkt ist vorbei.
schedules-too-many = Eine Gemeinschaft hat höchstens { $most } davon.

## What was done
schedules-planned = Das beginnt ab jetzt von selbst, in deinem Namen.
schedules-now-paused = Das pausiert jetzt.
schedules-resumed = Es geht weiter.
schedules-deleted = Das ist gelöscht. Themen, die schon begonnen haben, bleiben.
