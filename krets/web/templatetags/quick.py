"""Django's own tags, made quick where all is known once the template is read; and `kept`.

A page of ours has some sixty translations and as many addresses. Django looks each of them up anew for each page;
these look once a process. They take what Django's take, and do nothing else when more than constants is named.
"""

import re
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.defaulttags import CycleNode, URLNode
from django.template.defaulttags import url as django_url
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode, do_include
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import get_language

register = template.Library()

_PLAIN = re.compile(r"[0-9A-Za-z_-]+")  # what stands in an address as it is, whatever the converter
_PROBE = "krets-{}-krets"
_KEPT = 500  # renderings of one block; then the oldest goes


@register.tag
def kept(parser: Parser, token: Token) -> template.Node:
    """`{% kept a b %}…{% endkept %}`: rendered once for each language and value of a and b, then kept.

    Inside, nothing may depend on anything else: not on the reader, not on the request, never on a token.
    """
    names = [parser.compile_filter(name) for name in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(nodes, names)


class _Kept(template.Node):
    def __init__(self, nodelist: NodeList, names: list[FilterExpression]) -> None:
        self.nodelist, self.names = nodelist, names
        self.found: dict[tuple[Any, ...], str] = {}

    def render(self, context: Context) -> str:
        key = (get_language(), get_resolver(), *[name.resolve(context) for name in self.names])
        html = self.found.get(key)
        if html is None:
            html = self.nodelist.render(context)
            if len(self.found) >= _KEPT:
                self.found.pop(next(iter(self.found)), None)
            self.found[key] = html
        return html


@register.tag("translate")
def translate(parser: Parser, token: Token) -> template.Node:
    node = do_translate(parser, token)
    constant = getattr(node.filter_expression.var, "literal", None) is not None
    plain = constant and not node.filter_expression.filters and not node.noop
    asked = node.message_context
    if not plain or (asked is not None and not isinstance(asked.var, str)):
        return node
    return _Translated(node)


class _Translated(template.Node):
    def __init__(self, node: TranslateNode) -> None:
        self.node, self.name, node.asvar = node, node.asvar, None
        self.found: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        words = self.found.get(language)
        if words is None:
            words = self.found[language] = self.node.render(context)
        if self.name is None:
            return words
        context[self.name] = words
        return ""


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> template.Node:
    node = do_block_translate(parser, token)
    quick = _BlockTranslated.__new__(_BlockTranslated)
    quick.__dict__ |= node.__dict__ | {"read": {}}
    return quick


class _BlockTranslated(BlockTranslateNode):
    read: dict[int, tuple[str, list[str]]]

    def render_token_list(self, tokens: Any) -> tuple[str, list[str]]:
        """The message and its variables: read once, for both lists of tokens live as long as the node."""
        if id(tokens) not in self.read:
            self.read[id(tokens)] = super().render_token_list(tokens)
        message, names = self.read[id(tokens)]
        return message, list(names)


@register.tag("static")
def static(parser: Parser, token: Token) -> template.Node:
    node = StaticNode.handle_token(parser, token)
    return _Static(node) if isinstance(node.path.var, str) and node.varname is None else node


class _Static(template.Node):
    """Names of static files change only with the code, and then the process is new."""

    def __init__(self, node: StaticNode) -> None:
        self.node, self.found = node, ""

    def render(self, context: Context) -> str:
        if not self.found:
            self.found = self.node.render(context)
        return self.found


@register.tag("url")
def url(parser: Parser, token: Token) -> template.Node:
    node = django_url(parser, token)
    name = node.view_name.var
    return _Url(node, name) if isinstance(name, str) and ":" not in name else node


class _Url(template.Node):
    """An address whose form is known; the names in it are put in as they are when they are plain."""

    def __init__(self, node: URLNode, name: str) -> None:
        self.node, self.given = node, [*node.args, *node.kwargs.values()]
        self.name, self.form = name, (name, len(node.args), *node.kwargs)

    def render(self, context: Context) -> str:
        parts = self._parts()
        if parts is None:
            return self.node.render(context)
        address = parts[0]
        for expression, part in zip(self.given, parts[1:], strict=True):
            value = expression.resolve(context)
            if not isinstance(value, str) or not _PLAIN.fullmatch(value):
                return self.node.render(context)
            address += value + part
        if self.node.asvar is None:
            return address
        context[self.node.asvar] = address
        return ""

    def _parts(self) -> list[str] | None:
        """What stands around the names; None where Django must say. Kept with the addresses themselves."""
        forms: dict[Any, list[str] | None] = get_resolver().__dict__.setdefault("krets_forms", {})
        if self.form not in forms:
            forms[self.form] = self._split()
        return forms[self.form]

    def _split(self) -> list[str] | None:
        probes = [_PROBE.format(number) for number in range(len(self.given))]
        args = probes[: len(self.node.args)]
        kwargs = dict(zip(self.node.kwargs, probes[len(args) :], strict=True))
        try:
            found = reverse(self.name, args=args, kwargs=kwargs)
        except NoReverseMatch:
            return None
        parts = re.split(_PROBE.format(r"\d+"), found)
        return parts if len(parts) == len(probes) + 1 else None


@register.tag("include")
def include(parser: Parser, token: Token) -> template.Node:
    node = do_include(parser, token)
    return _Included(node) if isinstance(node.template.var, str) and not node.isolated_context else node


class _Included(template.Node):
    """A piece named in the template itself: found once, and drawn in the frame it is in, if it has no blocks."""

    def __init__(self, node: IncludeNode) -> None:
        self.node, self.given = node, list(node.extra_context.items())
        self.piece: NodeList | None = None
        self.framed = False

    def render(self, context: Context) -> str:
        if self.piece is None and not self.framed:
            self._find(context)
        if self.piece is None:
            return self.node.render(context)
        values = {name: value.resolve(context) for name, value in self.given}
        with context.push(**values):
            return self.piece.render(context)

    def _find(self, context: Context) -> None:
        assert context.template is not None
        self.node.origin = self.origin
        found = context.template.engine.get_template(self.node.template.var)
        self.framed = any(found.nodelist.get_nodes_by_type(kind) for kind in (BlockNode, ExtendsNode, CycleNode))
        self.piece = None if self.framed else found.nodelist
