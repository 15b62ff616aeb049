"""The grammar of the commands about the office's store: setting up, users, copies."""

from desktop.commands.verb_group import AnyParser, Verbs, add_group


def add_office(commands: "Verbs[AnyParser]") -> None:
    init = commands.add_parser("init", help="set up the store of a branch office")
    init.add_argument(
        "--profile", required=True, metavar="ID", help="the association's policy profile, or its FILE.toml"
    )
    init.add_argument("--office", required=True, metavar="CODE", help="2 to 8 Latin letters or digits, like RYD1")
    init.add_argument("--office-name", required=True, metavar="NAME", help="as on paper")
    init.add_argument("--admin", required=True, metavar="USERNAME", help="the first administrator")
    init.add_argument("--admin-name", default="", metavar="NAME", help="the administrator's name on paper")
    init.add_argument("--recovery-sheet", metavar="OUT.pdf", help="write the recovery sheet")
    commands.add_parser("profiles", help="ids and names of the associations' profiles")
    profile = add_group(commands, "profile", "the association's policy profile")
    profile.add_parser("list", help="the profiles that come with the program, with their versions")
    check = profile.add_parser("check", help="is a profile file sound, with the forms beside it?")
    check.add_argument("file", metavar="FILE.toml")
    profile.add_parser("show", help="the profile that this office goes on with")
    adopt = profile.add_parser("adopt", help="a later version of the association's own profile (administrator)")
    adopt.add_argument("file", metavar="FILE.toml")
    holidays = commands.add_parser("holidays", help="the days off by which terms are reckoned, and who says so of each")
    holidays.add_argument("--year", type=int, metavar="YEAR", help="another than this one")
    recover = commands.add_parser("recover", help="set a new password with the recovery code")
    recover.add_argument("--code", required=True, metavar="CODE")
    recovery = add_group(commands, "recovery", "the recovery sheet")
    renew = recovery.add_parser("renew", help="write a new recovery sheet; the old one opens nothing after that")
    renew.add_argument("--pdf", required=True, metavar="OUT.pdf")
    user = add_group(commands, "user", "users of this office")
    add = user.add_parser("add", help="add a user (his password: ISTIQBAL_NEW_PASSWORD)")
    add.add_argument("username", metavar="NAME", help="what he signs in with")
    add.add_argument("--name", default="", help="the name on paper")
    add.add_argument("--role", action="append", default=[], help="clerk (default), researcher, supervisor, …")
    user.add_parser("list", help="list the users")
    commands.add_parser("dump", help="print the whole synced state, canonical and sorted")
    commands.add_parser("verify", help="check the chain, the digests and the file")
    demo = commands.add_parser("demo", help="fill a store with fictional data; an empty home gets a store for it")
    demo.add_argument("--profile", metavar="ID", help="the association of a new store (default herfa)")
    demo.add_argument("--days", type=int, default=7, help="how many days of visits (default 7)")
    demo.add_argument("--persons", type=int, default=24, help="how many persons (default 24)")
    demo.add_argument("--seed", type=int, default=1, help="another number gives other people and visits (default 1)")


def add_backups(commands: "Verbs[AnyParser]") -> None:
    backup = add_group(commands, "backup", "copies of the store, encrypted as it is")
    make = backup.add_parser("make", help="write one, and read it back")
    make.add_argument(
        "file", nargs="?", metavar="FILE|DIR", help="a file, or a folder (default: backups in the store's)"
    )
    restore = backup.add_parser("restore", help="put one in the store's place; what stood there is kept aside")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--code", metavar="CODE", help="open it with the recovery code and not with a password")
    backup.add_parser("status", help="when the last one was made, and where it lies")
    backup.add_parser("kept", help="what a restore or an update kept aside: since when, how large, what it alone holds")
    drop = backup.add_parser("drop", help="remove something that was kept aside, for good")
    drop.add_argument("name", metavar="NAME", help="as `backup kept` names it")
    drop.add_argument("--even-if-alone", action="store_true", help="also what stands nowhere else on this laptop")
