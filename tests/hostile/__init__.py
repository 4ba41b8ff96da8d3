"""One corpus of strings that have broken programs like this one, for every widget, writer and save to go through.

They are as they come in, before `clean`. What may be asked of any of them: nothing raises, what is drawn holds no
control character, and what was written reads back as `clean(s)`.
"""

from __future__ import annotations

from typing import NamedTuple

# Markup of terminal libraries: to be shown as it is written.
MARKUP = (
    "[/",
    "[",
    "]",
    "[/]",
    "[]",
    "[red]x",
    "[red]x[/red]",
    "[b]fet[/b",
    "[/nothing]",
    "\\[red]x",
    "x\\",
    "[@click=app.quit]x[/]",
    "[@click=app.bell()]x",
    "[type=x, v={'a[0]'}]",
    "[link=file:///etc/passwd]x[/link]",
    "[$accent]x",
    "[on red]x",
    ":warning: :thumbs_up:",
)

# What a terminal would obey.
TERMINAL = (
    "\x1b[2J\x1b[H",
    "\x1b[31mröd\x1b[0m",
    "\x1b[1;31;5mblink",
    "\x1b[?1049h",
    "\x1b]0;pwn\x07titel",
    "\x1b]0;pwn\x1b\\titel",
    "\x1b]52;c;cm0gLXJmIH4=\x07",
    "\x1b]8;;http://example.com\x1b\\länk\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\dcs",
    "\x1b_Gf=24;AAAA\x1b\\apc",
    "\x1bc",
    "\x1b(0lqk",
    "\x1b",
    "\x1b[",
    "\x1b]",
    "\x1b]0;utan slut",
    "\x1b\x1b[mc",
    "\x1b\x00[31mx",
    "\x9b31mröd",
    "\x9d0;pwn\x9c",
    "\x90q#0\x9c",
    "\x85\x84\x8d",
    "\x00",
    "a\x00b",
    "\x07\x07\x07",
    "abc\x08\x08\x08xyz",
    "\x7f",
    "a\rb",
    "a\r\nb\r\n",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "a\tb\t\tc",
    "\n\n\n",
    "\x1c\x1d\x1e\x1f",
    "\x0e\x0f",
)

# Unicode.
UNICODE = (
    "",
    " ",
    "\u00a0",
    "\u200b",
    "\u200b\u200c\u200d\u2060\ufeff",
    "\u2800",
    "\u3164",
    "\ufeffbom",
    "\u202egnp.exe",
    "\u2066vänster\u2069 \u061c \u200e\u200f",
    "مرحبا",
    "שלום world",
    "a\u030a a\u0308 o\u0308 A\u030a",
    "åäö ÅÄÖ é ü ß ſ ﬁ ½ ² ™",
    "İıŞşΣσς",
    "\u212b\u2126\u2329",
    "\ud800",
    "x\udfffy",
    "\ud83d\ude00",
    "\udce5\udce4\udcf6",
    "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff",
    "\ue000\U000f0000",
    "\U000e0041\U000e0042\U000e007f",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "😀 👍🏽 ❤️ 🇸🇪 1️⃣",
    "👨‍👩‍👧‍👦 👩‍⚕️ 🏳️‍🌈 🐦‍⬛",
    "a\u200db",
    "😀\u200d",
    "\u200d😀",
    "😀\u200d\u200d😀",
    "\U0001fae9",
    "क्‍ष നന്‍",
    "日本語のテキスト",
    "한국어 \u1100\u1161\u11a8",
    "ｆｕｌｌ１２３",
    "e" + "\u0301" * 40,
    "Z\u0335\u0321\u0322\u0327\u0328\u034f\u0360\u0361\u0489a\u0336l\u0337g\u0338o",
    "\u0301\u0301 ledande märke",
    "e" + "\u0301\u200c" * 20,
    "x" + "\u0301" * 10_000,
    "¨´`^~",
    "− – — … “ ” ‘ ’ « »",
)

# Long ones, and shapes.
SHAPES = (
    "x" * 300,
    "x" * 5_000,
    "realisationsvinstbeskattningsförslagsutredningskommittéledamot",
    "å" * 200,
    "😀" * 200,
    "ord " * 1_000,
    "rad\n" * 500,
    "  inledande och avslutande  ",
    "- punkt\n- punkt",
    "1. ett\n2. två",
)

# Insertion, in our own templates and in others'.
INSERTION = (
    "{0.__class__}",
    "{x!r}",
    "{item}",
    "{persona.name}",
    "{missing}",
    "{{",
    "}}",
    "{",
    "}",
    "{}",
    "{{item}}",
    "{item.__class__.__init__.__globals__}",
    "%s %d %(x)s %n",
    "$HOME ${HOME} `id` $(id)",
    "{{ 7*7 }} {% raw %}",
    "*fet* _kursiv_ `kod` **x** __init__",
    "*_`",
    "snake_case_name 2*3*4",
)

# HTML, XML, Markdown.
WEB = (
    "<script>alert(1)</script>",
    "</title><script>x</script>",
    '"onmouseover="alert(1)',
    "' onclick='x",
    "<b>&amp;&lt;</b> & < > \" '",
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "<!-- x -->",
    "<?xml version='1.0'?>",
    "&#0;&#x1b;",
    "_x001B_",
    "# rubrik",
    "> citat",
    "---",
    "===",
    "- [ ] ruta",
    "a | b | c",
    "|",
    "||",
    "```\nkod\n```",
    "````",
    "``",
    "`",
    "![](http://example.com/track.png)",
    "[länk](javascript:alert(1))",
    "http://example.com/?a=1&b=2",
    "~~~",
    "\\",
    "[^1]: not",
)

# Spreadsheets, typesetting, calendars, diagrams, data.
FORMATS = (
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "−2",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    ' "=1+1"',
    ";;;",
    "a;b,c",
    'citat " i ""mitten""',
    '#read("/etc/passwd")',
    '#import "x.typ": *',
    "#let $x$ *a* <b> @ref",
    "\\input{/etc/passwd} \\write18{id}",
    "% & # _ ^ ~ $",
    "BEGIN:VCALENDAR\nEND:VCALENDAR",
    "a\\nb; c, d: e",
    "%%{init: {}}%%",
    "graph TD; A-->B",
    "no",
    "null",
    "true",
    "~",
    "nan",
    "1e999",
    "0x1F",
    "2026-13-45",
    '"""',
    "'''",
    'slut på strängen """ [step]',
    "a = 1\n[b]",
    "\\u0041 \\x41 \\e",
)

# Names and paths.
NAMES = (
    "CON",
    "nul.toml",
    "COM1",
    "LPT¹",
    "aux.",
    "..",
    ".",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows",
    "\\\\host\\share",
    "-rf",
    "--help",
    "A/B",
    "Å/Ä.",
    "…",
    "~",
    "a:b*c?d",
    "namn.",
    "namn ",
    "__class__",
    "__proto__",
    "self",
    "None",
)

# Expressions and queries.
CODE = (
    "().__class__.__bases__",
    "9**9**9",
    "__import__('os').system('id')",
    "'; DROP TABLE sessions; --",
    "(" * 1_000,
    "1" * 5_000,
)

HOSTILE: tuple[str, ...] = (
    *MARKUP,
    *TERMINAL,
    *UNICODE,
    *SHAPES,
    *INSERTION,
    *WEB,
    *FORMATS,
    *NAMES,
    *CODE,
)

HOSTILE_IDS: tuple[str, ...] = tuple(f"{at}-{ascii(s)[1:21]}" for at, s in enumerate(HOSTILE))
"""Short names for the tests: `pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)`."""


class Input(NamedTuple):
    """One of the thirty kinds of hostile input. `texts`: how it looks in words people write; `toml`: in a file that people
    share (after a head that makes it a scenario or a session)."""

    what: str
    texts: tuple[str, ...] = ()
    toml: tuple[str, ...] = ()


def _holding(*signs: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for s in HOSTILE if any(sign in s for sign in signs)))


THIRTY: dict[int, Input] = {
    1: Input("markup of terminal libraries", MARKUP),
    2: Input("markup that acts", _holding("@click")),
    3: Input("terminal sequences: title, erasing, moving", TERMINAL[:19]),
    4: Input("writing to the clipboard", _holding("]52;")),
    5: Input("C1 controls", ("\x9b31mröd", "\x9d0;pwn\x9c", "\x90q#0\x9c", "\x85\x84\x8d"), ('title = "\\u009B31m"',)),
    6: Input(
        "NUL, DEL, backspace, lone CR, strange line breaks", ("a\x00b", "\x7f", "abc\x08\x08", "a\rb", "a\u2028b\u2029c\x85d")
    ),
    7: Input("direction controls, in words and file names", ("\u202egnp.exe", "\u2066vänster\u2069 \u061c \u200e\u200f")),
    8: Input("words nobody sees", ("\u200b", "\u200b\u200c\u200d\u2060\ufeff", "\u2800", "\u3164", "\u00a0")),
    9: Input("lone surrogates", ("\ud800", "x\udfffy", "\ud83d\ude00", "\udce5\udce4\udcf6")),
    10: Input(
        "very much of it: marks on one letter, a line of a MB, a hundred thousand lines", ("x" + "\u0301" * 10_000, "x" * 5_000)
    ),
    11: Input("a key of twenty thousand parts", (), (".".join("a" * 20_000) + " = 1",)),
    12: Input("brackets in brackets", (), ("x = " + "[" * 20_000 + "]" * 20_000, "x = " + "{a=" * 2_000 + "1" + "}" * 2_000)),
    13: Input("a number of five thousand figures", ("1" * 5_000,), ("x = " + "9" * 5_000,)),
    14: Input("numbers that are none, or too large", ("nan", "1e999"), ("x = nan", "x = inf", "x = 1e999", f"x = {2**70}")),
    15: Input("byte order marks, UTF-16, Latin-1", ("\ufeffbom",)),
    16: Input("other systems' line ends", ("a\r\nb\r\n", "a\rb")),
    17: Input(
        "keys and ids that are alike, empty or special",
        ("__class__", "__proto__", "a\u030a å"),
        ('"" = 1', '"a.b" = 1', '"__class__" = 1'),
    ),
    18: Input("values of the wrong type", (), ("title = 5", "title = {}", "step = {}", "step = 1", "fields = 'x'")),
    19: Input("what is no file: too large, without end, a pipe, a folder"),
    20: Input("files that name files", (), ('include = ["a.toml"]', 'include = ["' + '", "'.join(["x.toml"] * 1_000) + '"]')),
    21: Input(
        "paths out of the folder",
        NAMES[7:12],
        (
            'include = ["../../etc/passwd"]',
            'picture = "/etc/passwd"',
            "media = [{ file = 'C:\\\\x' }]",
            "logo = '\\\\\\\\host\\\\share'",
        ),
    ),
    22: Input("names that file systems take amiss", NAMES),
    23: Input(
        "expressions that are programs or bombs",
        CODE,
        (
            "when = '9**9**9'",
            "when = '().__class__'",
            """when = "'a'*10**9" """,
            "when = '(lambda:1)()'",
            "when = 'x:=1'",
            "when = '" + "1+" * 5_000 + "1'",
            "when = '" + "not " * 3_000 + "1'",
            """when = "f'{1}'" """,
            "when = '1/0 > 1'",
            "when = 'a < b < c'",
            'when = "\\u0000"',
        ),
    ),
    24: Input("insertions that reach into the program", INSERTION),
    25: Input("formulas of spreadsheets", FORMATS[:14]),
    26: Input("HTML that acts", WEB[:12]),
    27: Input("Markdown that is more than words", WEB[12:]),
    28: Input("typesetting that reads files", FORMATS[13:18]),
    29: Input("marks of JSON, YAML, calendars and diagrams", (*FORMATS[18:31], "</script>")),
    30: Input("a session from a stranger"),
}
"""By their numbers in the table of `README.md`, which names the tests that each is shown by."""
