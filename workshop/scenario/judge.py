"""An expression held against what its names stand for: a list where one number is wanted, a text that no option has."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from workshop.scenario import expression
from workshop.scenario.expression import (
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Const,
    ExpressionError,
    Logic,
    Minus,
    Name,
    Node,
    Not,
)
from workshop.scenario.faults import Fault, Path, Words, error, near
from workshop.scenario.names import ANY, NUMBER, Meaning, Names, Place, Problem

TRUTH = Meaning("truth")

_NUMBERS = {
    "sum",
    "count",
    "mean",
    "median",
    "min",
    "max",
    "product",
    "share",
    "spread",
    "deviation",
    "agree",
    "weighted",
    "days",
}
_TRUTHS = {"all", "any"}
_OF_ONE = {"most", "first", "last"}


def judge(text: str, names: Names, place: Place, path: Path, *, condition: bool = False) -> list[Fault]:
    """What is wrong with an expression at its place. `condition`: it must be true or false."""
    try:
        parsed = expression.parse(text)
    except ExpressionError as reason:
        subject, _, key = reason.key.partition(".")
        return [error("expression", path, find=reason.column, reason=Words(key, reason.values, subject))]
    judging = _Judging(names, path)
    meaning = judging.of(parsed.root, place)
    if condition and not judging.faults:
        judging.condition(parsed.root, meaning)
    return judging.faults


def reads(text: str) -> Iterator[str]:
    """The names an expression reads, the `item` of a function's own round left out; nothing of what is no expression."""
    try:
        yield from (use.name for use in expression.parse(text).names if not use.bound)
    except ExpressionError:
        return


class _Judging:
    def __init__(self, names: Names, path: Path) -> None:
        self.names = names
        self.path = path
        self.faults: list[Fault] = []

    def tell(self, key: str, node: Node, /, **values: object) -> None:
        self.faults.append(error(key, self.path, find=node.column, **values))

    def of(self, node: Node, place: Place) -> Meaning:
        match node:
            case Const():
                return _of_constant(node.value)
            case Name():
                found = self.names.meaning(node.path, place)
                if isinstance(found, Problem):
                    self.faults.append(found.at(self.path, node.column))
                    return ANY
                return found
            case Not():
                self.of(node.of, place)
                return TRUTH
            case Minus():
                self.number(node.of, self.of(node.of, place))
                return NUMBER
            case Arithmetic():
                self.number(node.left, self.of(node.left, place))
                self.number(node.right, self.of(node.right, place))
                return NUMBER
            case Logic():
                for part in node.parts:
                    self.condition(part, self.of(part, place))
                return TRUTH
            case Comparison():
                meanings = [self.of(part, place) for part in node.parts]
                for n, sign in enumerate(node.signs):
                    self.compare(sign, node.parts[n : n + 2], meanings[n], meanings[n + 1])
                return TRUTH
            case Choice():
                self.condition(node.test, self.of(node.test, place))
                return _either(self.of(node.yes, place), self.of(node.no, place))
            case Call():
                return self.call(node, place)

    # ---------------------------------------------------------------------------------------------------- one value here

    def number(self, node: Node, meaning: Meaning) -> None:
        """Said of what is added, taken away, multiplied, divided."""
        if meaning.is_list:
            self.is_list("list_arithmetic", node, meaning)
        elif meaning.is_one and meaning.kind in ("text", "truth", "item", "date"):
            key = "date_arithmetic" if meaning.kind == "date" else "not_a_number"
            self.tell(key, node, name=_written(node), kind=Words(f"kind_of.{meaning.kind}"))

    def is_list(self, key: str, node: Node, meaning: Meaning) -> None:
        function = {"number": "mean", "truth": "share", "text": "most", "item": "count"}.get(meaning.kind, "first")
        self.tell(
            key, node, name=_written(node), why=Words(f"why.{meaning.why or 'items'}"), say=f"{function}({_written(node)})"
        )

    def condition(self, node: Node, meaning: Meaning) -> None:
        """Said of what must be true or false."""
        name = _written(node)
        if meaning.is_list:
            if meaning.kind == "truth":
                self.tell("list_condition", node, name=name, say=f"all({name})", or_say=f"any({name})")
            else:
                self.tell("not_a_condition_list", node, name=name, say=f"count({name}) > 0")
        elif meaning.is_one and meaning.kind not in ("truth", "any", "none"):
            says = {"number": f"{name} > 0", "text": f"{name} != none"}
            self.tell(
                "not_a_condition",
                node,
                name=name,
                kind=Words(f"kind_of.{meaning.kind}"),
                say=says.get(meaning.kind, f"{name} != none"),
            )

    def compare(self, sign: str, nodes: tuple[Node, ...], left: Meaning, right: Meaning) -> None:
        if sign in ("in", "not in"):
            self.option(nodes[0], left, nodes[1], right)
            return
        if "none" in (left.kind, right.kind):
            return
        for node, meaning, other in ((nodes[0], left, right), (nodes[1], right, left)):
            if meaning.is_list and other.is_one:
                if sign in ("==", "!="):
                    self.list_equal(node, meaning, nodes[1] if node is nodes[0] else nodes[0])
                else:
                    self.is_list("list_compared", node, meaning)
                return
        if not (left.is_one and right.is_one):
            return
        kinds = {left.kind, right.kind}
        if sign in ("==", "!=") and kinds == {"text"}:
            self.option(nodes[0], left, nodes[1], right)
            self.option(nodes[1], right, nodes[0], left)
        elif len(kinds) == 2 and kinds <= {"number", "text", "truth", "date"}:
            self.unlike(nodes, left, right)

    def list_equal(self, node: Node, meaning: Meaning, other: Node) -> None:
        name, value = _written(node), _written(other)
        self.tell(
            "list_equal",
            node,
            name=name,
            why=Words(f"why.{meaning.why or 'items'}"),
            say=f"{value} in {name}",
            or_say=f"share({name}, item == {value})",
        )

    def unlike(self, nodes: tuple[Node, ...], left: Meaning, right: Meaning) -> None:
        """Two things that can never be the same."""
        named, other = (nodes[0], nodes[1]) if isinstance(nodes[1], Const) else (nodes[1], nodes[0])
        meaning = left if named is nodes[0] else right
        if meaning.kind == "truth" and isinstance(other, Const) and isinstance(other.value, str):
            yes = other.value.casefold() not in ("no", "nej", "false", "n")
            self.tell("truth_text", other, name=_written(named), say=f"{_written(named)} == {'true' if yes else 'false'}")
        elif meaning.options and isinstance(other, Const):
            self.tell("no_option", other, given=_written(other), name=_written(named), options=", ".join(meaning.options))
        else:
            against = right if named is nodes[0] else left
            values = {
                "kind": Words(f"kind_of.{meaning.kind}"),
                "other": _written(other),
                "other_kind": Words(f"kind_of.{against.kind}"),
            }
            self.tell("unlike", other, name=_written(named), **values)

    def option(self, node: Node, meaning: Meaning, other: Node, against: Meaning) -> None:
        """A text set against what can only be some."""
        if not (isinstance(node, Const) and isinstance(node.value, str)) or against.kind != "text" or not against.options:
            return
        if node.value in against.options:
            return
        options, meant = ", ".join(against.options), near(node.value, against.options)
        self.tell("no_option", node, given=_written(node), name=_written(other), options=options, near=meant)

    # --------------------------------------------------------------------------------------------------------- functions

    def call(self, node: Call, place: Place) -> Meaning:
        name = node.function
        if name == "last_time":  # of an earlier session: there all has been answered
            place = replace(place, before=len(self.names.scenario.step), own=True)
        first = self.of(node.arguments[0], place)
        if node.each:
            inner = self.of(node.arguments[1], replace(place, item=first.one() if first.kind != "any" else ANY))
            if name in ("all", "any", "share", "count", "first", "last"):
                self.condition(node.arguments[1], inner)
            if name in ("sum", "mean", "median", "product", "spread", "deviation"):
                self.summed(node.arguments[1], inner)
            if name in ("most", "unique"):
                first = inner
            elif name in ("min", "max"):
                return inner.one()
        else:
            others = [self.of(argument, place) for argument in node.arguments[1:]]
            if name in ("round", "abs", "clamp"):
                for argument, meaning in zip(node.arguments, [first, *others], strict=True):
                    self.number(argument, meaning)
                return NUMBER
            if name == "default":
                return _either(first, others[0])
            if name in ("sum", "mean", "median", "product", "spread", "deviation", "weighted"):
                for argument, meaning in zip(node.arguments, [first, *others], strict=True):
                    self.summed(argument, meaning)
            if name in ("min", "max") and first.kind == "date":
                return first.one()
        if name in _NUMBERS:
            return NUMBER
        if name in _TRUTHS:
            return TRUTH
        if name in _OF_ONE:
            return first.one()
        if name == "unique":
            return replace(first, depth=1)
        return replace(first, depth=None) if name in ("last_round", "last_time") else ANY

    def summed(self, node: Node, meaning: Meaning) -> None:
        """Said of what a function adds up: numbers, or truths (so many of them hold); texts it cannot."""
        if meaning.kind in ("text", "item", "date"):
            self.tell("not_a_number", node, name=_written(node), kind=Words(f"kind_of.{meaning.kind}"))


def _of_constant(value: object) -> Meaning:
    if value is None:
        return Meaning("none")
    if isinstance(value, bool):
        return TRUTH
    return Meaning("text") if isinstance(value, str) else NUMBER


def _either(one: Meaning, other: Meaning) -> Meaning:
    if one == other or other.kind == "none":
        return one
    if one.kind == "none":
        return other
    if one.kind == other.kind and one.depth == other.depth:
        options = (*one.options, *other.options) if one.options and other.options else None
        return replace(one, options=options, makers=one.makers | other.makers)
    return ANY


def _written(node: Node) -> str:
    """A node as an author would write it, shortened."""
    match node:
        case Const():
            if node.value is None or isinstance(node.value, bool):
                return {None: "none", True: "true", False: "false"}[node.value]
            return f"'{node.value}'" if isinstance(node.value, str) else f"{node.value}"
        case Name():
            return node.name
        case Call():
            return node.text if len(node.text) <= 60 else f"{node.function}(…)"
        case Arithmetic():
            return f"({_written(node.left)} {node.sign} {_written(node.right)})"
        case Minus():
            return f"-{_written(node.of)}"
    return "(…)"
