"""Templates whose frame is rendered once: a page then costs only what is its own."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache, partial
from typing import cast
from zlib import compress, decompress

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from congkhai.site import links

# The blocks of base.html that differ from page to page; everything else of a page is its frame.
_OWN = ("title", "description", "feeds", "extrahead", "crumbs", "notices", "content", "follow", "day")
_HOLE = re.compile("\0([a-z]+)\0")
# Markup of so many values is kept: more than a ward has units, areas, fields and days of one year.
_DRAWN = 4096


class Memory:
    """Markup by the value that it shows, for values that stand on many pages."""

    def __init__(self) -> None:
        # Packed: the rows of one section would else take a tenth of what a whole build may.
        self._kept: dict[int, tuple[object, bytes]] = {}
        self._draw = lru_cache(_DRAWN)(_drawn)

    def get(self, value: object) -> str:
        """Return the markup of this very value, empty when there is none yet."""
        found = self._kept.get(id(value))
        return Markup(decompress(found[1]).decode()) if found else ""  # noqa: S704 - a template has escaped it

    def keep(self, value: object, html: str) -> str:
        """Keep the markup of a value, and the value with it: a name of memory is used again."""
        self._kept[id(value)] = (value, compress(html.encode(), 1))
        return html

    def drawn(self, macro: Macro, value: Hashable) -> str:
        """Return what a macro makes of a value, or made of one that is equal to it."""
        try:
            hash(value)
        except TypeError:
            # A list in it has no hash.
            return _drawn(macro, value)
        return self._draw(macro, value)

    def forget(self) -> None:
        """Let go of everything."""
        self._kept.clear()
        self._draw.cache_clear()


class Shell:
    """One template as it stands at one depth of the site, its frame rendered."""

    def __init__(self, template: Template, variables: Mapping[str, object], finish: Callable[[str], str]) -> None:
        context = template.new_context(dict(variables))
        for name in _OWN:
            context.blocks.setdefault(name, []).insert(0, partial(_hole, name))
        frame = "".join(template.root_render_func(context))
        self._template = template
        self._pieces = _HOLE.split(finish(frame))
        self._blocks = {
            name: [block for block in found if not _is_hole(block)] for name, found in context.blocks.items()
        }
        # Macros that templates import or define at their head; blocks find them in their context.
        self._macros = dict(context.vars)

    def render(self, variables: Mapping[str, object], finish: Callable[[str], str]) -> str:
        """Return a whole page; `finish` is applied to its own parts only."""
        context = self._template.new_context({**self._macros, **variables})
        context.blocks = self._blocks
        own = (finish("".join(self._blocks[name][0](context))) for name in self._pieces[1::2])
        frame = iter(self._pieces[::2])
        return "".join((next(frame), *(part for piece in own for part in (piece, next(frame)))))


class Shells:
    """Every shell of a site by template, section and depth, made when first asked for."""

    def __init__(self, env: Environment, shared: Mapping[str, object], stamp: Callable[[str], str]) -> None:
        self.env = env
        self._shared = shared
        self._stamp = stamp
        self._made: dict[tuple[str, str, str], Shell] = {}
        # What one section says over and over, another does not.
        self._memory, self._section = cast("Memory", env.globals["memory"]), ""
        self._memory.forget()

    def render(self, template: str, section: str, address: str, variables: Mapping[str, object]) -> str:
        """Return the page at `address` with all its links relative."""
        if section != self._section:
            self._memory.forget()
            self._section = section
        root = links.root_of(address)
        everything = {**self._shared, **variables}
        key = (template, section, root)
        if key not in self._made:
            finish = partial(_finished, stamp=self._stamp, root=root)
            self._made[key] = Shell(self.env.get_template(template), everything, finish)
        return self._made[key].render(everything, partial(links.rooted_at, root=root))


def _drawn(macro: Macro, value: object) -> str:
    return Markup(macro(value))  # noqa: S704 - a template has escaped it


def _finished(html: str, stamp: Callable[[str], str], root: str) -> str:
    return links.rooted_at(stamp(html), root)


def _hole(name: str, context: Context) -> Iterator[str]:
    del context
    yield f"\0{name}\0"


def _is_hole(block: object) -> bool:
    return isinstance(block, partial) and block.func is _hole
