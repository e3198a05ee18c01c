screening-title = Automatic rules, { $place }
screening-heading = Automatic rules
screening-lede = They look at what people write here and at what comes from other servers. Those who look after the community are never caught. What waits to be read whatever the rules say is set under <settings>who may write</settings>.
screening-none = There are no rules yet.

## What a rule looks for, in a list of rules
screening-looks-words = Looks for words.
screening-looks-pattern = Looks for a pattern.
screening-looks-domains = Looks for links to domains.
screening-looks-new =
    { $amount ->
        [0] Looks for anything by accounts that are known here for less than { $minutes } minutes.
        [one] Looks for more than { $amount } text in a day by accounts that are known here for less than { $minutes } minutes.
       *[other] Looks for more than { $amount } texts in a day by accounts that are known here for less than { $minutes } minutes.
    }
screening-looks-burst =
    { $amount ->
        [one] Looks for more than { $amount } text by one person within { $minutes } minutes.
       *[other] Looks for more than { $amount } texts by one person within { $minutes } minutes.
    }
screening-looks-repeat =
    { $amount ->
        [one] Looks for the same long text by the same person more than once within { $minutes } minutes.
       *[other] Looks for the same long text by the same person more than { $amount } times within { $minutes } minutes.
    }
screening-looks-copies =
    { $amount ->
        [one] Looks for the same long text, by whomever, more than once within { $minutes } minutes.
       *[other] Looks for the same long text, by whomever, more than { $amount } times within { $minutes } minutes.
    }
screening-looks-flood =
    { $amount ->
        [one] Looks for one person in more than { $amount } community within { $minutes } minutes.
       *[other] Looks for one person in more than { $amount } communities within { $minutes } minutes.
    }
screening-does-report = It is reported.
screening-does-hold = It is held.
screening-does-refuse = It is refused.
screening-says = It says: { $message }
screening-lines = Lines
screening-pattern = Pattern
screening-save = Save
screening-download = Download as text
screening-delete = Delete the rule

## Trying the rules
screening-try = Try the rules
screening-try-text = A text
screening-try-help = Nothing of it is kept. Markdown is read as in a post.
screening-try-submit = Try
screening-tried-caught = Caught
screening-tried-not = Not caught.
screening-tried-depends = This depends on who writes, and when.

## A new rule
screening-new = A new rule
screening-field-name = Name
screening-field-name-help = For you and the others who look after this place, on the desk and in reports.
screening-field-kind = It looks for
screening-kind-words = words and phrases
screening-kind-pattern = a pattern
screening-kind-domains = links to domains
screening-kind-new = much by new accounts
screening-kind-burst = much by one person in a short time
screening-kind-repeat = the same text again by the same person
screening-kind-copies = the same text again by anybody
screening-kind-flood = one person in many communities
screening-field-list = Words, domains or pattern
screening-field-list-help = One word, phrase or domain a line; lines that begin with “# ” are left out. Of a pattern there is one: a regular expression without look-around and back-references. Case does not matter.
screening-field-amount = More than
screening-field-amount-help = Only for rules that count, from 0 to { $most }.
screening-field-minutes = Within minutes
screening-field-minutes-help = Only for rules that count, from 1 to { $most }. For new accounts: how long they are new.
screening-field-deed = What it does
screening-deed-report = reports it to those who look after the place
screening-deed-hold = holds it until somebody lets it through
screening-deed-refuse = refuses it
screening-field-message = What it says where it refuses
screening-field-message-help = Empty: that a rule of this place does not let it through.
screening-make = Make the rule

## What was done
screening-made = The rule holds from now on.
screening-changed = The rule was changed.
screening-deleted = The rule was deleted.
screening-no-change = That cannot be done with a rule.

## What whoever writes is told
screening-refused = A rule of this place does not let this text through.
screening-edit-refused = A rule of this place does not let this text take the place of the one that is shown.

## What is wrong
screening-wrong-unnamed = The rule needs a name.
screening-wrong-long = At most { $most } characters.
screening-wrong-kind = Choose what the rule looks for.
screening-wrong-deed = Choose what the rule does.
screening-wrong-empty = Write at least one line.
screening-wrong-line-long = A line has at most { $most } characters.
screening-wrong-pattern-long = A pattern has at most { $most } characters.
screening-wrong-lines = There are at most { $most } lines.
screening-wrong-domains = Each line is a domain, such as shop.example.
screening-wrong-pattern = This is no pattern that can be read. Look-around and back-references are not known, and groups are not nested deeply.
screening-wrong-large = This becomes too large. Write it with fewer repetitions.
screening-wrong-number = A number from { $least } to { $most }.
screening-wrong-rules = There are at most { $most } rules. Delete one first.
