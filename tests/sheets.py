"""What an engine of 2013 can not read in a sheet, found rule by rule with tinycss2."""

import re
from collections.abc import Iterator

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

AT_RULES = {"media", "page"}
PSEUDO = re.compile(r"::?([a-z-]+)(\(?)")
KNOWN = {"hover", "focus", "active", "before", "after", "first-child", "last-child", "checked"}
LOGICAL = re.compile(r"(margin|padding|border|inset)-(inline|block)|(inline|block)-size")
YOUNG = re.compile(
    r"var\(|env\(|\b(min|max|clamp)\(|\d(dvh|svh|lvh|dvw)\b|color-mix|light-dark|oklch"
    r"|#([0-9a-f]{4}|[0-9a-f]{8})\b|rgba?\([^,)]*\)"
)
YOUNG_WORDS = {
    "display": {"grid", "inline-grid", "flex", "inline-flex", "contents", "flow-root"},
    "float": {"inline-start", "inline-end"},
    "text-align": {"start", "end", "match-parent"},
}


def unread(sheet: str) -> list[str]:
    """Return what would be lost in the oldest engines, with its place."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return list(_in_rules(rules))


def _in_rules(rules: list[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selector = tinycss2.serialize(rule.prelude).strip()
            yield from _in_selector(selector)
            yield from _in_declarations(selector, rule.content)
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in AT_RULES:
            yield from _in_at_rule(rule)
        else:
            yield f"{rule.source_line}: {rule.serialize()[:60]}"


def _in_at_rule(rule: AtRule) -> Iterator[str]:
    if rule.lower_at_keyword == "page":
        yield from _in_declarations("@page", rule.content)
    elif re.search(r"[<>]", tinycss2.serialize(rule.prelude)):
        yield f"{rule.source_line}: a range in @media{tinycss2.serialize(rule.prelude)}"
    else:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        yield from _in_rules(inner)


def _in_selector(selector: str) -> Iterator[str]:
    """Find names that make an old engine drop the rule, with all its other selectors."""
    unknown = [found[1] for found in PSEUDO.finditer(selector) if found[1] not in KNOWN]
    if unknown and ("," in selector or {"is", "where", "has"} & set(unknown)):
        yield f"{selector}: {', '.join(unknown)}"


def _in_declarations(place: str, content: list[Node]) -> Iterator[str]:
    before: set[str] = set()
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if not isinstance(one, Declaration):
            yield f"{place}: {_words_of(one)[:60]}"
        elif _is_young(one) and not _plain_name(one.lower_name) & before:
            yield f"{place}: {one.serialize()}"
        else:
            before.add(one.lower_name)


def _words_of(one: Node) -> str:
    return str(one.message) if isinstance(one, ParseError) else str(one.serialize())


def _is_young(one: Declaration) -> bool:
    value = tinycss2.serialize(one.value).strip().lower()
    if one.name.startswith("--") or LOGICAL.match(one.lower_name):
        return True
    return bool(YOUNG.search(value)) or value in YOUNG_WORDS.get(one.lower_name, ())


def _plain_name(name: str) -> set[str]:
    """Return the names, one of which has to stand before this one with a value for everybody."""
    if not LOGICAL.match(name):
        return {name}
    if name.endswith("-size"):
        return {"width", "height", "max-width", "max-height", "min-width", "min-height"}
    kind = name.partition("-")[0]
    sides = {"left", "right", "top", "bottom"}
    return {kind, *sides} | {f"{kind}-{side}" for side in sides}
