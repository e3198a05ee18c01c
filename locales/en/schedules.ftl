schedules-title = Recurring threads, { $place }
schedules-heading = Threads that begin by themselves
schedules-lede = Once or again and again, in your name. Times are those of { $zone }; <settings>change the time zone</settings>
# What stands beside a title: when its threads begin, and how many have.
schedules-row = { $when }; { $count } so far
schedules-paused = paused
# $why is a sentence.
schedules-stopped = It stopped by itself: { $why }
# $times are up to three, with semicolons between them.
schedules-next = Next: { $times }
schedules-resume = Resume
schedules-pause = Pause
schedules-delete = Delete

## When
# One of the next times, such as “Monday, 8 June 2026, 09:00”.
schedules-at = { $weekday }, { $date }, { $time }
schedules-monday = Monday
schedules-tuesday = Tuesday
schedules-wednesday = Wednesday
schedules-thursday = Thursday
schedules-friday = Friday
schedules-saturday = Saturday
schedules-sunday = Sunday
schedules-once = once, on { $date } at { $time }
schedules-daily = every day at { $time }
schedules-every-monday = every Monday at { $time }
schedules-every-tuesday = every Tuesday at { $time }
schedules-every-wednesday = every Wednesday at { $time }
schedules-every-thursday = every Thursday at { $time }
schedules-every-friday = every Friday at { $time }
schedules-every-saturday = every Saturday at { $time }
schedules-every-sunday = every Sunday at { $time }
schedules-monthly = on day { $day } of every month at { $time }

## Planning one
schedules-new = Plan one
schedules-plan = Plan it
schedules-field-title = Title
# The words in braces are typed so in every language.
schedules-field-title-help = { "{date}" }, { "{week}" } and { "{number}" } are filled in each time.
schedules-field-body = Text
schedules-field-body-help = Markdown works.
schedules-kind = What it is
schedules-kind-discussion = A discussion
schedules-kind-question = A question
schedules-field-tags = Tags
schedules-field-tags-help = With commas between them.
schedules-often = How often
schedules-often-once = Once
schedules-often-day = Every day
schedules-often-week = Every week
schedules-often-month = Every month
schedules-field-day = Day
schedules-field-day-help = Of the week, 1 for Monday; or of the month. The 31st is the last day of shorter months, too.
schedules-field-time = Time
schedules-field-starts = First on
schedules-field-starts-help = Empty: from today on.

## What is wrong
schedules-wrong-kind = Choose a question or a discussion.
schedules-wrong-often = Choose how often.
schedules-wrong-day = Choose a day: 1 (Monday) to 7 of a week, 1 to 31 of a month.
schedules-wrong-time = A time looks like 09:30.
schedules-wrong-starts = A day looks like 2026-12-31, and is within a year.
schedules-no-change = There is no such change.
schedules-over = This time is over.
schedules-too-many = A community has at most { $most } of them.

## What was done
schedules-planned = It begins by itself from now on, in your name.
schedules-now-paused = It is paused.
schedules-resumed = It goes on.
schedules-deleted = It is deleted. Threads that have begun stay.
