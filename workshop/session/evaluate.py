"""The value of an expression: pure and total. None spreads through arithmetic and comparison; `and` and `or` know three
values; nothing raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.language import sort_key
from workshop.scenario.expression import (
    FUNCTIONS,
    MANY,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Const,
    Logic,
    Minus,
    Name,
    Node,
    Not,
    parsed,
)
from workshop.session import functions, names, past
from workshop.session.env import Env, Value, flat
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book


def value(book: Book, text: str, env: Env) -> Value:
    expression = parsed(text)
    return evaluate(book, expression.root, env) if expression is not None else None


def holds(book: Book, text: str | None, env: Env) -> bool:
    """A condition: no condition holds; none counts as false, and so does what is no truth."""
    return text is None or value(book, text, env) is True


def evaluate(book: Book, node: Node, env: Env) -> Value:
    match node:
        case Const():
            return node.value
        case Name():
            return names.resolve(book, node.path, env)
        case Arithmetic():
            left = evaluate(book, node.left, env)
            return functions.arithmetic(node.sign, left, evaluate(book, node.right, env)) if left is not None else None
        case Comparison():
            return _comparison(book, node, env)
        case Logic():
            return _logic(book, node, env)
        case Not():
            found = functions.truth(evaluate(book, node.of, env))
            return None if found is None else not found
        case Minus():
            return functions.minus(evaluate(book, node.of, env))
        case Choice():
            chosen = functions.truth(evaluate(book, node.test, env))
            return None if chosen is None else evaluate(book, node.yes if chosen else node.no, env)
        case Call():
            return _call(book, node, env)


def _logic(book: Book, node: Logic, env: Env) -> bool | None:
    decides = node.word == "or"
    unknown = False
    for part in node.parts:
        found = functions.truth(evaluate(book, part, env))
        if found is decides:
            return decides
        unknown = unknown or found is None
    return None if unknown else not decides


def _comparison(book: Book, node: Comparison, env: Env) -> bool | None:
    values = [evaluate(book, part, env) for part in node.parts]
    unknown = False
    for at, sign in enumerate(node.signs):
        asks_for_none = any(isinstance(part, Const) and part.value is None for part in node.parts[at : at + 2])
        found = _pair(book, sign, values[at], values[at + 1], asks_for_none)
        if found is False:
            return False
        unknown = unknown or found is None
    return None if unknown else True


def _pair(book: Book, sign: str, left: Value, right: Value, asks_for_none: bool) -> bool | None:
    if sign in ("==", "!="):
        # `x == none` is how one asks whether there is anything: also of a list in which all is missing.
        same = not (functions.is_there(left) or functions.is_there(right)) if asks_for_none else functions.equal(left, right)
        return same if sign == "==" or same is None else not same
    if sign in ("in", "not in"):
        inside = book.inside(right).has(left) if _is_long(right) and _is_one(left) else functions.within(left, right)
        return inside if sign == "in" or inside is None else not inside
    if sign in (">", "<="):
        left, right = right, left
    book.read("lang")
    before = functions.less(left, right, lambda text: sort_key(text, book.session.lang))
    return before if sign in ("<", ">") or before is None else not before


def _is_long(value: Value) -> bool:
    return isinstance(value, tuple) and len(value) > 8


def _is_one(value: Value) -> bool:
    return value is not None and not isinstance(value, tuple)


# -------------------------------------------------------------------------------------------------------------- calls


def _call(book: Book, node: Call, env: Env) -> Value:
    if not _is_outside(book, node, env):
        return _called(book, node, env)
    # What does not depend on the item at hand is worked out once, not once a row.
    outside = env.outside()
    return book.remember(("call", node.text, outside), lambda: _called(book, node, outside), None)


def _is_outside(book: Book, node: Call, env: Env) -> bool:
    if "item" in node.free or (env.bound is not None and not env.bound.keys().isdisjoint(node.free)):
        return False
    return env.outer or names.own_names(book, env.step).isdisjoint(node.free)


def _called(book: Book, node: Call, env: Env) -> Value:
    if node.function == "last_round":
        return evaluate(book, node.arguments[0], env._replace(back=env.back + 1))
    if node.function == "last_time":
        then = past.then(book, env)
        return evaluate(then[0], node.arguments[0], then[1]) if then is not None else None
    first = evaluate(book, node.arguments[0], env)
    if node.each and _is_gone_through(node, first):
        items = [item for item in flat(first) if item is not None]
        values = [evaluate(book, node.arguments[1], env._replace(item=item)) for item in items]
        return functions.over_each(node.function, items, values)
    rest = [evaluate(book, argument, env) for argument in node.arguments[1:]]
    return functions.call(node.function, [first, *rest])


def _is_gone_through(node: Call, first: Value) -> bool:
    """`sum(items, item.x)` goes through a list, and so does `count(one, …)`; `max(item.a, item.b)` are two plain values."""
    if isinstance(first, (tuple, Item)) or FUNCTIONS[node.function].most < MANY:
        return True
    return first is None and "item" not in node.free
