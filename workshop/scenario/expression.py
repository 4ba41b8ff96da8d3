"""The expression language of a scenario (scenario-format, 8): from a text to a small tree, or to an error told in words.

The text is first read into words, signs, numbers and quoted texts, so that Python's parser never sees anything else; what it
makes of them is then taken over node by node. Nothing is ever run. What a tree means lies in `session/evaluate.py`.
"""

from __future__ import annotations

import ast
import keyword
import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NoReturn

from msgspec import Struct, field

from workshop.errors import WorkshopError

LONGEST: Final = 400  # characters
LARGEST: Final = 160  # nodes
DEEPEST: Final = 30  # brackets inside brackets

MANY: Final = 1000


class Function(Struct, frozen=True):
    """How many arguments a function takes, and whether the second may be an expression over `item`."""

    least: int
    most: int
    each: bool = False


FUNCTIONS: Final[dict[str, Function]] = {
    **{name: Function(1, MANY, each=True) for name in ("sum", "mean", "median", "min", "max", "product")},
    **{name: Function(1, 2, each=True) for name in ("count", "all", "any", "share", "spread", "deviation", "agree", "most")},
    **{name: Function(1, 2, each=True) for name in ("unique", "first", "last")},
    "round": Function(1, 2),
    "abs": Function(1, 1),
    "clamp": Function(3, 3),
    "default": Function(2, 2),
    "days": Function(2, 2),
    "weighted": Function(2, 2),
    "last_round": Function(1, 1),
    "last_time": Function(1, 1),
}

CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "none": None}
OPERATORS: Final = frozenset({"and", "or", "not", "in", "if", "else"})
WORDS: Final = frozenset({*FUNCTIONS, *CONSTANTS, *OPERATORS, "item"})
"""What no step, section, team, role or figure may be called (besides Python's keywords and `people`)."""


class ExpressionError(WorkshopError):
    """What is wrong with an expression. `column` (from 1) and `text` are among its values."""

    @property
    def column(self) -> int:
        column = self.values.get("column")
        return column if isinstance(column, int) else 1


# ---------------------------------------------------------------------------------------------------------------- tree


class Const(Struct, frozen=True):
    value: bool | int | float | str | None
    column: int


class Name(Struct, frozen=True):
    """A dotted name. `path` has one part or more."""

    path: tuple[str, ...]
    column: int

    @property
    def name(self) -> str:
        return ".".join(self.path)


class Not(Struct, frozen=True):
    of: Node
    column: int


class Minus(Struct, frozen=True):
    of: Node
    column: int


class Arithmetic(Struct, frozen=True):
    sign: Literal["+", "-", "*", "/"]
    left: Node
    right: Node
    column: int


class Logic(Struct, frozen=True):
    """`and` or `or` over two or more."""

    word: Literal["and", "or"]
    parts: tuple[Node, ...]
    column: int


Sign = Literal["<", "<=", "==", "!=", ">=", ">", "in", "not in"]


class Comparison(Struct, frozen=True):
    """`a < b`, and `a < b <= c`: each pair must hold."""

    parts: tuple[Node, ...]
    signs: tuple[Sign, ...]
    column: int


class Choice(Struct, frozen=True):
    """`yes if test else no`"""

    test: Node
    yes: Node
    no: Node
    column: int


class Call(Struct, frozen=True):
    """`each`: the last of two arguments says something of `item`, and is worked out for each of a list.

    `text` is the call as written; `free` are the first parts of the names it reads from outside itself.
    """

    function: str
    arguments: tuple[Node, ...]
    each: bool
    text: str
    free: frozenset[str]
    column: int


Node = Const | Name | Not | Minus | Arithmetic | Logic | Comparison | Choice | Call


class NameUse(Struct, frozen=True):
    """A dotted name and where it stands (column from 1). `bound`: an `item` that a function goes through a list with, not the
    one of the context."""

    name: str
    column: int
    bound: bool = False


class Expression(Struct, frozen=True):
    text: str
    root: Node
    names: tuple[NameUse, ...] = field(default=())
    free: frozenset[str] = frozenset()

    @property
    def uses_item(self) -> bool:
        """Whether it speaks of the item of its context."""
        return "item" in self.free


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes right below."""
    match node:
        case Not() | Minus():
            return (node.of,)
        case Arithmetic():
            return (node.left, node.right)
        case Logic() | Comparison():
            return node.parts
        case Choice():
            return (node.test, node.yes, node.no)
        case Call():
            return node.arguments
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order of the text."""
    yield node
    for part in parts(node):
        yield from walk(part)


def free_names(node: Node) -> frozenset[str]:
    """The first parts of the names a node reads from outside: the `item` of a function's own round is not one."""
    match node:
        case Name():
            return frozenset({node.path[0]})
        case Call():
            return node.free
    return frozenset().union(*map(free_names, parts(node)))


def _name_uses(node: Node, bound: bool = False) -> Iterator[NameUse]:
    if isinstance(node, Name):
        yield NameUse(node.name, node.column, bound and node.path[0] == "item")
    elif isinstance(node, Call) and node.each:
        yield from _name_uses(node.arguments[0], bound)
        yield from _name_uses(node.arguments[1], True)
    else:
        for part in parts(node):
            yield from _name_uses(part, bound)


# --------------------------------------------------------------------------------------------------------------- words

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>==|!=|<=|>=|<|>|\+|-|\*(?!\*)|/(?!/)|[(),.])"
)

# What people write in its place, and what they mean by it.
_MEANT = {
    "=": "==", "=>": ">=", "=<": "<=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "&&": "and", "&": "and", "||": "or",
    "|": "or", "!": "not", "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "“": "'", "”": "'", "„": "'", "‘": "'", "’": "'",
    "«": "'", "»": "'",
    "===": "==", "!==": "!=",
}  # fmt: skip
_MEANT_WORD = {
    "True": "true", "False": "false", "None": "none", "is": "==", "AND": "and", "OR": "or", "NOT": "not", "IN": "in",
}  # fmt: skip
_MEANT_FUNCTION = {
    "avg": "mean", "average": "mean", "len": "count", "length": "count", "mode": "most", "range": "spread", "std": "deviation",
    "stdev": "deviation", "total": "sum",
}  # fmt: skip


def _fail(key: str, text: str, at: int, **values: str | int) -> NoReturn:
    error = ExpressionError(f"expression.{key}", text=text, column=at + 1)
    error.values.update(values)
    raise error


def _look(text: str) -> None:
    """Go through the text sign by sign, and refuse what the language does not have, before anything else reads it."""
    if len(text) > LONGEST:
        raise ExpressionError("expression.too_long", column=LONGEST + 1, text=text[:60], n=len(text), limit=LONGEST)
    at, open_at, before, last = 0, [], "", ""
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or _is_odd(found):
            _refuse(text, at)
        kind, token = found.lastgroup, found[0]
        after = text[found.end() : found.end() + 1]
        if kind == "number":
            if after.isalnum() or after in ("_", ".") or re.match("0[0-9]", token):
                _fail("number", text, at, word=text[at:].split()[0])
            _look_for_decimal_comma(text, at, found.end())
        if text.startswith("<>", at):
            _refuse(text, at)
        if kind == "word":
            _look_at_word(text, at, token, before)
        if token == "(":
            open_at.append(at)
            if len(open_at) > DEEPEST:
                _fail("too_deep", text, at, limit=DEEPEST)
        elif token == ")" and kind == "sign":
            if not open_at:
                _fail("bracket_closed", text, at)
            open_at.pop()
        if kind != "space":
            before, last = token if kind == "sign" else "", token
        at = found.end()
    if open_at:
        _fail("bracket_open", text, open_at[-1])
    if not last:
        _fail("empty", text, 0)
    if last in OPERATORS or before not in ("", ")"):
        _fail("unfinished", text, len(text.rstrip()) - 1, word=last)


def _is_odd(found: re.Match[str]) -> bool:
    """A text with what cannot be typed or shown in it, or with a backslash, which would mean something else to Python."""
    return found.lastgroup == "text" and ("\\" in found[0] or not found[0].replace("\u00a0", " ").isprintable())


def _refuse(text: str, at: int) -> NoReturn:
    rest = text[at:]
    for length in (3, 2, 1):
        if rest[:length] in _MEANT:
            _fail("meant", text, at, word=rest[:length], meant=_MEANT[rest[:length]])
    if rest[0] in "'\"":
        closed = rest.find(rest[0], 1)
        _fail("odd_text" if closed > 0 else "text_open", text, at)
    for sign in ("**", "//", ":=", "%", "[", "]", "{", "}", "@", ";", ":", "^", "~", "\\"):
        if rest.startswith(sign):
            _fail("sign", text, at, word=sign)
    shown = rest[0] if rest[0].isprintable() else f"U+{ord(rest[0]):04X}"
    _fail("character", text, at, word=shown)


def _look_at_word(text: str, at: int, word: str, before: str) -> None:
    if before == ".":
        if keyword.iskeyword(word) or word.startswith("_"):
            _fail("word", text, at, word=word)
        return
    if word in OPERATORS:
        return
    if word in _MEANT_WORD:
        _fail("meant", text, at, word=word, meant=_MEANT_WORD[word])
    if keyword.iskeyword(word) or word.startswith("_"):
        _fail("word", text, at, word=word)
    if text[at + len(word) : at + len(word) + 1] in ("'", '"'):
        _fail("text_prefix", text, at, word=word)


def _look_for_decimal_comma(text: str, at: int, end: int) -> None:
    """`2,5` with nothing between its parts, in no function's brackets, is a number as Swedes write it."""
    found = re.search(r"(?<![\w.])([0-9]+),[0-9]+$", text[:end])
    if found and text[:at].count("(") == text[:at].count(")"):
        _fail("decimal", text, found.start(), word=found[0], meant=found[0].replace(",", "."))


# ------------------------------------------------------------------------------------------------------------- parsing


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The expression of a text. Raises ExpressionError, and nothing else, for any text whatever.

    At most 400 characters and 160 nodes. Names are not looked up: which there are is for the checks across steps.
    """
    _look(text)
    # A TOML text of several lines is one expression; the columns stay what they were. A space in front is no indent.
    one_line = re.sub(r"[\t\r\n]", " ", text)
    body = one_line.lstrip(" ")
    offset = len(one_line) - len(body)
    try:
        tree = ast.parse(body, mode="eval").body
    except SyntaxError as error:
        _fail("syntax", text, max(0, offset + (error.offset or 1) - 1))
    except (ValueError, MemoryError, RecursionError):
        _fail("syntax", text, 0)
    reader = _Reader(text, body, offset)
    root = reader.read(tree)
    if isinstance(root, Name) and len(root.path) == 1 and root.path[0] in FUNCTIONS:
        _fail("no_brackets", text, root.column - 1, word=root.path[0])
    return Expression(text, root, tuple(_name_uses(root)), free_names(root))


def parsed(text: str) -> Expression | None:
    """The expression of a text; None for one that the checks refuse."""
    try:
        return parse(text)
    except ExpressionError:
        return None


_SIGNS: dict[type[ast.AST], Literal["+", "-", "*", "/"]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARES: dict[type[ast.AST], Sign] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!=", ast.GtE: ">=", ast.Gt: ">", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


class _Reader:
    """Takes over what is allowed of Python's tree."""

    def __init__(self, text: str, body: str, offset: int) -> None:
        self.text = text
        self.bytes = body.encode()
        self.offset = offset
        self.count = 0

    def at(self, node: ast.expr) -> int:
        """Where a node begins, in characters: Python counts bytes."""
        return self.offset + len(self.bytes[: node.col_offset].decode(errors="replace"))

    def read(self, node: ast.expr) -> Node:
        self.count += 1
        at = self.at(node)
        if self.count > LARGEST:
            _fail("too_many", self.text, at, limit=LARGEST)
        column = at + 1
        match node:
            case ast.Constant():
                return Const(self.constant(node, at), column)
            case ast.Name():
                if node.id in CONSTANTS:
                    return Const(CONSTANTS[node.id], column)
                if node.id in FUNCTIONS:
                    _fail("no_brackets", self.text, at, word=node.id)
                return Name((node.id,), column)
            case ast.Attribute():
                return Name(self.path(node), column)
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.read(node.operand), column)
            case ast.UnaryOp(op=ast.USub()):
                return Minus(self.read(node.operand), column)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.read(node.operand)
            case ast.BinOp() if type(node.op) in _SIGNS:
                return Arithmetic(_SIGNS[type(node.op)], self.read(node.left), self.read(node.right), column)
            case ast.BoolOp():
                word: Literal["and", "or"] = "and" if isinstance(node.op, ast.And) else "or"
                return Logic(word, tuple(map(self.read, node.values)), column)
            case ast.Compare() if all(type(op) in _COMPARES for op in node.ops):
                compared = tuple(map(self.read, (node.left, *node.comparators)))
                return Comparison(compared, tuple(_COMPARES[type(op)] for op in node.ops), column)
            case ast.IfExp():
                return Choice(self.read(node.test), self.read(node.body), self.read(node.orelse), column)
            case ast.Call():
                return self.call(node, at)
            case ast.Tuple():
                _fail("comma", self.text, at)
        _fail("syntax", self.text, at)

    def constant(self, node: ast.Constant, at: int) -> bool | int | float | str | None:
        value = node.value
        if isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if isinstance(value, int) and abs(value) < 2**53:
                return value
            try:
                found = float(value)
            except OverflowError:
                found = math.inf
            if math.isfinite(found):
                return found
            _fail("too_large", self.text, at)
        _fail("syntax", self.text, at)

    def path(self, node: ast.Attribute) -> tuple[str, ...]:
        names: list[str] = []
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            names.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name) or inner.id in CONSTANTS or inner.id in FUNCTIONS:
            _fail("dot", self.text, self.at(inner), word=names[-1])
        return (inner.id, *reversed(names))

    def call(self, node: ast.Call, at: int) -> Call:
        if not isinstance(node.func, ast.Name):
            _fail("call", self.text, at)
        name = node.func.id
        rule = FUNCTIONS.get(name)
        if rule is None:
            from difflib import get_close_matches

            near = [_MEANT_FUNCTION[name]] if name in _MEANT_FUNCTION else get_close_matches(name, FUNCTIONS, 1)
            if near:
                _fail("function_near", self.text, at, word=name, near=near[0])
            _fail("function", self.text, at, word=name)
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            _fail("syntax", self.text, at)
        given = len(node.args)
        if given < rule.least:
            _fail("too_few", self.text, at, word=name, n=given, least=rule.least)
        if given > rule.most:
            _fail("too_many_given", self.text, at, word=name, n=given, most=rule.most)
        arguments = tuple(map(self.read, node.args))
        each = rule.each and given == 2 and "item" in free_names(arguments[1])
        if rule.each and given == 2 and rule.most == 2 and not each:
            _fail("no_item", self.text, self.at(node.args[1]), word=name)
        end = self.offset + len(self.bytes[: node.end_col_offset].decode(errors="replace"))
        free = frozenset().union(*map(free_names, arguments))
        if each:
            free = free_names(arguments[0]) | (free_names(arguments[1]) - {"item"})
        return Call(name, arguments, each, self.text[at:end], free, at + 1)
