"""The grammar of the commands about a request on its way: its documents, what is missing, what was referred."""

from desktop.commands.verb_group import AnyParser, Verbs, add_group


def add_cases(commands: "Verbs[AnyParser]") -> None:
    document = add_group(commands, "document", "documents of a request, matched with the data")
    listed = document.add_parser("list", help="what is asked for, what was found, and whether it stands today")
    listed.add_argument("interview", metavar="INTERVIEW", help="id or number")
    check = document.add_parser("check", help="keep what was found of one document")
    check.add_argument("interview", metavar="INTERVIEW", help="id or number")
    check.add_argument("--kind", required=True, metavar="K", help="the document, as the profile names it")
    check.add_argument("--seen", action="store_true", help="the original was seen and matches, but for --difference")
    check.add_argument("--number", default="", metavar="N", help="as it stands in the document")
    days = "as on the card, Hijri or Gregorian; twice where it has both, Hijri first"
    check.add_argument("--issued", action="append", default=[], metavar="D", help=days)
    check.add_argument("--expires", action="append", default=[], metavar="D", help="the last day, likewise")
    check.add_argument("--difference", metavar="TEXT", help="what does not match the data")
    copy = document.add_parser("copy", help="record the legal basis of a copy (supervisor, manager, administrator)")
    copy.add_argument("interview", metavar="INTERVIEW", help="id or number")
    copy.add_argument("--kind", required=True, metavar="K")
    copy.add_argument("--basis", required=True, metavar="TEXT")
    request = document.add_parser("request", help="what is asked for, where the form takes several kinds of request")
    request.add_argument("interview", metavar="INTERVIEW", help="id or number")
    request.add_argument("kind", metavar="KIND", help="as the profile names it")
    _departures(commands)
    _referrals(commands)


def _departures(commands: "Verbs[AnyParser]") -> None:
    departure = add_group(commands, "departure", "what is missing before the person stands up")
    for verb, told in (
        ("show", "the list"),
        ("explained", "the procedure was explained to the person"),
        ("contact", "the agreed contact means"),
        ("complete", "nothing is missing: the person may go"),
        ("keep", "the person goes, and the case is kept as incomplete"),
    ):
        asked = departure.add_parser(verb, help=told)
        asked.add_argument("interview", metavar="INTERVIEW", help="id or number")
        if verb == "contact":
            asked.add_argument("--means", required=True, metavar="TEXT", help="with its address")
        if verb == "keep":
            asked.add_argument("--reason", default="", metavar="TEXT")


def _referrals(commands: "Verbs[AnyParser]") -> None:
    referral = add_group(commands, "referral", "questions to the social-research officer")
    listed = referral.add_parser("list", help="of an interview, or all that wait")
    listed.add_argument("interview", nargs="?", metavar="INTERVIEW", help="id or number")
    ask = referral.add_parser("ask", help="refer a question while the person waits")
    ask.add_argument("interview", metavar="INTERVIEW", help="id or number")
    ask.add_argument("--question", required=True, metavar="TEXT")
    ask.add_argument("--means", default="", metavar="M", help="telephone, in_person, message; as the policy has it")
    answer = referral.add_parser("answer", help="what the officer answered")
    answer.add_argument("referral", metavar="ID")
    answer.add_argument("--answer", required=True, metavar="TEXT")
    answer.add_argument("--officer", required=True, metavar="NAME", help="who answered")
    told = referral.add_parser("told", help="the person was told the answer")
    told.add_argument("referral", metavar="ID")
    slip = referral.add_parser("slip", help="the question on paper, with the answer or with room for it")
    slip.add_argument("referral", metavar="ID")
    slip.add_argument("--pdf", required=True, metavar="OUT.pdf")
    withdraw = referral.add_parser("withdraw", help="the question is not needed any more")
    withdraw.add_argument("referral", metavar="ID")
