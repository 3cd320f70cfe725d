"""What is done with personal data here, why and for how long: the register that article 30 of the GDPR asks for.

Each table with people in it stands in one row of it; a test holds that. How long comes from the
retention table; who answers for it, from the settings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.records.rules import Kept, retention_table


@dataclass(frozen=True)
class Processing:
    """One row of the register. tables: "room.Model" of all that it is kept in; kinds: of the retention table."""

    name: Any
    purpose: Any
    basis: Any
    people: Any
    data: Any
    recipients: Any
    tables: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    otherwise: Any = ""  # how long, where the retention table says nothing


_MEMBERS = _("Members and invited colleagues of public buyers")
_AGREED = _("Agreement: who signs in asks for the service")
_INTEREST = _("Legitimate interest, for an authority a task in the public interest: buyers learn from each other")
_DUTY = _("Legal obligation: to protect what is kept, and to show that it is protected")
_CHOSEN = _("Whom the writer chose: people by name, networks, all buyers, or everybody")
_OPERATOR = _("The host and its operators")
_ACCOUNT_ENDS = _("Until the account is closed.")

REGISTER = (
    Processing(
        _("Signing in"),
        _("To let in the right people, and nobody else."),
        _AGREED,
        _MEMBERS,
        _("Work e-mail address, password as a digest, keys of a second step, language, sign-ins with the kind of"
          " browser, failed sign-ins, keys to the API"),
        _OPERATOR,
        ("people.Account", "people.Session", "people.Attempt", "people.Token", "account.EmailAddress",
         "account.EmailConfirmation", "mfa.Authenticator"),
        ("sign_ins", "attempts", "keys", "unused_accounts"),
        _ACCOUNT_ENDS,
    ),
    Processing(
        _("Colleagues"),
        _("To find who may know, without asking too much of anybody."),
        _INTEREST,
        _MEMBERS,
        _("Name, title, organisation, languages, experience, topics, phone and e-mail as each chooses to tell, and"
          " how often one may be asked"),
        _("Buyers in Krets; each thing in a profile, those whom its owner chose"),
        ("people.Person", "people.ProfileField", "people.Availability"),
        ("people",),
        _ACCOUNT_ENDS,
    ),
    Processing(
        _("The first hour of somebody new"),
        _("So that they can leave and go on where they were."),
        _AGREED,
        _MEMBERS,
        _("Which of five steps they took or skipped, and when"),
        _("Nobody else"),
        ("people.FirstHourStep",),
        otherwise=_ACCOUNT_ENDS,
    ),
    Processing(
        _("Getting in, and who works where"),
        _("So that only people who buy for the public get in, and it is known how that was shown."),
        _INTEREST,
        _("People who ask to be let in, and members"),
        _("Name, work address, employer and title as they gave them; employers with days; how each was proved, who"
          " approved or refused it, and why"),
        _("Whoever administers an association, or a network that belongs to none, and the host; each about"
          " themselves; the present employer, colleagues who see the name"),
        ("people.EntryRequest", "people.Belonging", "people.Proof", "people.Domain"),
        ("unproved_entries", "entry_requests"),
        _ACCOUNT_ENDS,
    ),
    Processing(
        _("Networks and their members"),
        _("To know who reads what is shared in a network."),
        _AGREED,
        _MEMBERS,
        _("Memberships and mandates with days, who let somebody in or appointed them, and notes at a handover"),
        _("Members of the same network"),
        ("networks.Unit", "networks.Membership", "networks.Mandate", "networks.Handover", "networks.StateChange",
         "networks.ContactLine", "networks.Quiet", "networks.Restart", "networks.Return", "networks.Welcome"),
        ("memberships", "mandates", "restarts"),
    ),
    Processing(
        _("Agendas and watch lists of subgroups"),
        _("So that members set themselves what they take up."),
        _INTEREST,
        _MEMBERS,
        _("What they put forward and want, what they note and say of meetings"),
        _("Members of the subgroup; of a note, those of its network where its writer chose so"),
        ("networks.Topic", "networks.TopicVote", "networks.Watch", "networks.NextMeeting"),
        ("agendas",),
    ),
    Processing(
        _("Applications to networks"),
        _("To let in those whom a network is for, and to be able to say why or why not."),
        _AGREED,
        _("Who applies to a network, and its members once a year"),
        _("Answers to the questions of a network, how each was decided, by whom and why, exceptions, and whether a"
          " member said that it still holds"),
        _("The applicant and those who administer the network; of an exception, the members"),
        ("networks.AdmissionRule", "networks.Application", "networks.ApplicationStep", "networks.Exemption",
         "networks.Reconfirmation"),
        ("applications", "application_drafts", "exemptions", "resting"),
    ),
    Processing(
        _("Lists of members"),
        _("To take in the members that a network has already, without a wrong one."),
        _INTEREST,
        _("Whoever stands in a list that an administrator brought"),
        _("What the list says of them: name, address, organisation, title, telephone, since when; what"
          " became of it"),
        _("Who brought the list, and who administers the network"),
        ("networks.Import", "networks.ImportRow", "networks.ImportProgress"),
        ("imports",),
    ),
    Processing(
        _("Founding and deciding"),
        _("To found units, and to decide in them so that it can be shown afterwards."),
        _AGREED,
        _("Members, and people outside who are asked to sign"),
        _("Applications with who signed and where they work; what was decided, who had a vote and who cast it,"
          " what was said in open votes. Of secret votes the numbers, sealed until they are counted. First"
          " meetings, which days suit whom, budgets"),
        _("Whoever signs and whoever oversees; members of the unit that decides"),
        ("networks.Chain", "networks.Founding", "networks.Signature", "networks.FoundingStep", "networks.Decision",
         "networks.Vote", "networks.RollEntry", "networks.Ballot", "networks.Urn", "networks.FirstMeeting",
         "networks.DatePoll", "networks.PollDate", "networks.PollAnswer", "networks.Budget",
         "networks.Guarantee"),
        ("foundings", "ballots", "date_polls"),
        _("Decisions are kept without end."),
    ),
    Processing(
        _("Asks and answers"),
        _("To ask the few colleagues who may know, and keep what they answer."),
        _INTEREST,
        _MEMBERS,
        _("What they write, files, drafts, who was asked and why, thanks, answers to the questions about secrecy."
          " Who writes without a name is kept apart"),
        _CHOSEN,
        ("asks.Ask", "asks.AskWriter", "asks.AskCheck", "asks.AskTakenDown", "asks.Closing", "asks.Enough",
         "asks.Draft", "asks.AnswerDraft", "asks.Suggestion", "asks.Answer", "asks.AnswerWriter",
         "asks.AnswerCheck", "asks.AnswerTakenDown", "asks.Thanks", "asks.WriteUp", "files.File"),
        ("asker_names", "contributions", "drafts", "requests", "enough", "taken_down"),
        _("What is asked and answered is kept as long as it helps; the name, until the account is closed."),
    ),
    Processing(
        _("Cases"),
        _("To keep what was learned, so that the next buyer finds it."),
        _INTEREST,
        _MEMBERS,
        _("What they write, documents, who used a case, questions to a writer and their replies. Who writes"
          " without a name is kept apart"),
        _CHOSEN,
        ("cases.Case", "cases.Typed", "cases.Withdrawal", "cases.CaseWriter", "cases.CaseCheck", "cases.Reuse",
         "cases.Review", "cases.Document", "cases.Effect", "cases.Question", "cases.QuestionWriter",
         "cases.Reply"),
        ("documents",),
        _("Cases belong to the organisation and are kept without end; the name, until the account is closed."),
    ),
    Processing(
        _("Who wrote without a name"),
        _("So that somebody can vouch for what is written without a name, and misuse has an end."),
        _INTEREST,
        _("Members who have the charge of vouching, and who writes without a name"),
        _("Who has the charge; who asked for a name, why, and whether they got it"),
        _("Who vouches in a network, and the writer who is asked about"),
        ("networks.Vouching", "networks.Look"),
        (),
        _("Without end."),
    ),
    Processing(
        _("E-mails and news"),
        _("To tell people what concerns them, and take answers by e-mail."),
        _AGREED,
        _("Members, and who writes to an address of Krets"),
        _("Addresses, what the e-mails say, what each was told of and how they want to hear, addresses that want"
          " none"),
        _("The addressee, and the mail servers on the way"),
        ("mail.Letter", "mail.Incoming", "mail.Silence", "activity.Entry", "activity.Notice", "activity.Hearing"),
        ("letters", "letter_log", "received", "unconfirmed", "received_log", "silences", "notices", "entries"),
    ),
    Processing(
        _("Search"),
        _("To find what one may read."),
        _INTEREST,
        _MEMBERS,
        _("The texts and names of the other rows once more, in an index"),
        _("Who may read what is found"),
        ("search.Document",),
        (),
        _("As long as what it is made of."),
    ),
    Processing(
        _("What organisations have bought"),
        _("To compare purchases, and find who has bought the same."),
        _INTEREST,
        _("Contact persons in public notices"),
        _("Public procurement notices as they were published"),
        _("Everybody"),
        ("people.Organisation", "people.Purchase"),
        (),
        _("Without end: the notices are public."),
    ),
    Processing(
        _("Records of an organisation"),
        _("So that an authority can give out its public records."),
        _("Legal obligation of the organisation whose staff wrote"),
        _("Registrars, and staff who wrote or received something"),
        _("Who is registrar and since when; reference numbers of items"),
        _("The organisation's registrar, and whoever asks for a public record"),
        ("people.Registrar", "people.RecordsNumber"),
        (),
        _("Without end."),
    ),
    Processing(
        _("The trail"),
        _("To find misuse, and to show who opened, changed, took and removed what."),
        _DUTY,
        _MEMBERS,
        _("Who opened, changed or took what, by day and time; what was removed by which decision"),
        _("Each about themselves; the host and its operators"),
        ("records.Trace", "records.Removal"),
        ("traces",),
        _("What was removed, and by which decision, is kept without end."),
    ),
)  # fmt: skip

MEASURES = (
    _("The database itself gives each row to those only who may read it, whatever the program forgets."),
    _("Whoever writes without a name is kept in a place apart, and told to no reader, search or e-mail."),
    _("Passwords and keys are kept as digests, second steps sealed with a key outside the database."),
    _("Passkeys and one-time codes can be used, and the host can demand a second step."),
    _("Attempts to guess are slowed down, without locking out whose address it is."),
    _("Who opens, changes and takes what is written down, and sealed so that it shows if somebody alters it."),
    _("Nothing is fetched from elsewhere: no statistics, no fonts, no maps, no videos."),
    _("E-mails about what comes before an award hold a title and a link, nothing more."),
)


@dataclass(frozen=True)
class Line:
    """One row, with how long each kind in it is kept, in sentences."""

    row: Processing
    kept: list[str]


def processing() -> list[Line]:
    """The register as it stands now. One query."""
    table = {kept.kind: kept for kept in retention_table()}
    return [Line(row, list(_kept(row, (table[kind] for kind in row.kinds)))) for row in REGISTER]


def controller() -> dict[str, str]:
    """Who answers for it, by the settings; '' where they say nothing."""
    return {
        "controller": settings.CONTROLLER,
        "contact": settings.CONTACT,
        "officer": settings.DATA_PROTECTION_OFFICER,
        "processors": settings.PROCESSORS,
        "host": urlsplit(settings.URL).hostname or "",
    }


def _kept(row: Processing, kinds: Iterable[Kept]) -> Iterable[str]:
    for kept in kinds:
        ending = kept.keep.ENDS[kept.keep.end]
        if not kept.may_go:
            yield gettext("{name}: kept, since no retention decision covers it.").format(name=kept.keep.name)
        elif kept.days is None:
            yield f"{kept.keep.name}: {kept.keep.why}"
        else:
            yield gettext("{name}: {days} days after {since}, then {ending}. {why}").format(
                name=kept.keep.name, days=kept.days, since=kept.keep.since, ending=ending, why=kept.keep.why
            )
    if row.otherwise:
        yield str(row.otherwise)
