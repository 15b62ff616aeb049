"""The grammar of the commands about requests after the desk, and about the committee that studies them."""

from desktop.commands.verb_group import AnyParser, Verbs, add_group


def add_requests(commands: "Verbs[AnyParser]") -> None:
    request = add_group(commands, "request", "requests after the desk: committee, answer, service, closing")
    listed = request.add_parser("list", help="what is open, the overdue first")
    listed.add_argument(
        "--only",
        choices=("open", "committee", "reply", "service", "ended"),
        default="open",
        help="which (default: open)",
    )
    listed.add_argument("--text", default="", metavar="TEXT", help="of a person, a kind or a number")
    _of_one(request, "show", "its path, when it is to be answered, what comes next")
    _of_one(request, "submit", "hand a complete request in")
    receive = _of_one(request, "receive", "the committee has it (secretary, manager)")
    receive.add_argument("--on", default="", metavar="DAY", help="YYYY-MM-DD (default: today)")
    withdraw = _of_one(request, "withdraw", "the person does not want it any more")
    withdraw.add_argument("--reason", default="", metavar="TEXT")
    void = _of_one(request, "void", "it should not have been taken (secretary, supervisor, manager)")
    void.add_argument("--reason", required=True, metavar="TEXT")
    _answer(request)
    serve = _of_one(request, "serve", "what was handed over")
    serve.add_argument("--note", required=True, metavar="TEXT", help="what was delivered")
    serve.add_argument("--receiver", default="", metavar="NAME", help="who took it (default: the person)")
    serve.add_argument("--on", default="", metavar="DAY")
    close = _of_one(request, "close", "it has come to its end")
    close.add_argument("--note", default="", metavar="TEXT")
    close.add_argument("--override", default="", metavar="TEXT", help="why who decided closes it (manager)")
    for verb, told in (("letter", "the decision letter"), ("receipt", "what was handed over, to be signed")):
        paper = _of_one(request, verb, told)
        paper.add_argument("--pdf", required=True, metavar="OUT.pdf")
    _committee(commands)


def _answer(request: "Verbs[AnyParser]") -> None:
    answer = _of_one(request, "answer", "the answer reached the person, with what proves it")
    answer.add_argument(
        "--by", required=True, choices=("letter", "post", "call", "message", "in_person"), help="what proves it"
    )
    answer.add_argument(
        "--proof", required=True, metavar="TEXT", help="who took it, which number, who answered, the text"
    )
    answer.add_argument("--means", default="", metavar="TEXT", help="by which means (default: the agreed one)")
    answer.add_argument("--reason", default="", metavar="TEXT", help="why by other means than agreed")
    answer.add_argument("--on", default="", metavar="DAY")
    answer.add_argument("--at", default="", metavar="HH:MM")


def _committee(commands: "Verbs[AnyParser]") -> None:
    committee = add_group(commands, "committee", "the committee's sessions (secretary, manager)")
    committee.add_parser("list", help="the sessions, the newest first")
    committee.add_parser("waiting", help="the requests that wait for the committee")
    opened = committee.add_parser("open", help="a session, with the members of the last one unless named")
    opened.add_argument("--number", default="", metavar="N", help="(default: the next)")
    opened.add_argument("--day", default="", metavar="DAY", help="YYYY-MM-DD (default: today)")
    opened.add_argument("--place", default="", metavar="TEXT")
    opened.add_argument("--starts", default="", metavar="HH:MM")
    member = "NAME or NAME=OFFICE; repeat it"
    opened.add_argument("--member", action="append", default=[], metavar="NAME=OFFICE", help=member)
    opened.add_argument("--request", action="append", default=[], metavar="INTERVIEW", help="on its agenda; repeat it")
    _of_session(committee, "show", "who is there, the agenda, what was decided")
    seat = _of_session(committee, "member", "one more member, or another word on one")
    seat.add_argument("name", metavar="NAME")
    seat.add_argument("--office", default=None, metavar="TEXT", help="what he is in the committee")
    seat.add_argument("--absent", action="store_true", help="did not come")
    seat.add_argument("--excuse", default="", metavar="TEXT")
    seat.add_argument("--remove", action="store_true", help="is no member of it after all")
    for verb, told in (("add", "put a request on the agenda"), ("drop", "take it off")):
        item = _of_session(committee, verb, told)
        item.add_argument("interview", metavar="INTERVIEW", help="id or number")
    decide = _of_session(committee, "decide", "what was decided of one request")
    decide.add_argument("interview", metavar="INTERVIEW", help="id or number")
    decide.add_argument("outcome", choices=("accepted", "rejected", "deferred"), help="the decision")
    decide.add_argument("--reason", default="", metavar="TEXT", help="needed for all but an acceptance")
    decide.add_argument("--votes", default="", metavar="TEXT")
    decide.add_argument("--override", default="", metavar="TEXT", help="why who took it decides it (manager)")
    hold = _of_session(committee, "hold", "the session is over")
    hold.add_argument("--ended", default="", metavar="HH:MM")
    hold.add_argument("--recommendations", default="", metavar="TEXT")
    _of_session(committee, "reopen", "until its minutes are signed")
    _of_session(committee, "cancel", "it was not held")
    minutes = _of_session(committee, "minutes", "the minutes on paper")
    minutes.add_argument("--pdf", required=True, metavar="OUT.pdf")
    sign = _of_session(committee, "sign", "the minutes were signed on paper")
    sign.add_argument("--on", default="", metavar="DAY")
    sign.add_argument("--by", default="", metavar="NAMES", help="(default: those who were there)")
    sign.add_argument("--direction", default="", metavar="TEXT", help="what the general manager directed")


def _of_one(group: "Verbs[AnyParser]", verb: str, told: str) -> AnyParser:
    parser = group.add_parser(verb, help=told)
    parser.add_argument("interview", metavar="INTERVIEW", help="id or number")
    return parser


def _of_session(group: "Verbs[AnyParser]", verb: str, told: str) -> AnyParser:
    parser = group.add_parser(verb, help=told)
    parser.add_argument("session", metavar="SESSION", help="number or id")
    return parser
