"""How templates are compiled and run: as Jinja does it, without what costs time on ten thousand pages."""

import re
from types import FunctionType, MethodType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_PRE_OR_INDENT = re.compile(r"(<pre\b.*?</pre>)|\n[ \t]+", re.DOTALL)
_FUNCTIONS = {FunctionType, MethodType}
_is_special = re.compile("[&<>\"']").search


def quicken(env: Environment) -> None:
    """Give an environment, before it loads a template, the compiler and the context of this module.

    All environments of a process share what was compiled, so that they have to be set alike, as MkDocs sets them.
    """
    env.bytecode_cache = _COMPILED
    env.add_extension(Bare)
    env.code_generator_class = _Generator
    env.context_class = _Context


class _Compiled(BytecodeCache):
    """Templates that this process has compiled, for the next edition that it makes of a site."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code; Jinja takes it only if it was made of the same source."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Bare(Extension):
    """Takes the blanks that lines begin with out of templates, so that no page has to be searched for them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source without its indentation; what stands in `<pre>` is kept."""
        del name, filename
        return _PRE_OR_INDENT.sub(lambda match: match[1] or "\n", source)


class _Generator(CodeGenerator):
    """Escapes a value by our context, which makes no Markup of what is joined to a page at once."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("context.escaped(")


class _Context(Context):
    """Calls macros and functions straight; Jinja first asks of each call what kind of thing it calls.

    Where Jinja shows nothing, a StopIteration out of a function is an error here.
    """

    @staticmethod
    def escaped(value: object) -> str:
        """Return a value as it stands in HTML."""
        return value if type(value) is str and not _is_special(value) else escape(value)

    def call(
        self,
        called: Any,  # noqa: ANN401 - whatever a template calls
        /,
        *args: object,
        _loop_vars: dict[str, object] | None = None,
        _block_vars: dict[str, object] | None = None,
        **kwargs: object,
    ) -> Any:  # noqa: ANN401 - and whatever that returns
        """Return what a call in a template returns."""
        if type(called) is Macro and not kwargs and len(args) == called._argument_count and _is_plain(called):  # noqa: SLF001 - the interpreter of macros
            html = called._func(*args)  # noqa: SLF001 - the same
            return Markup(html) if self.eval_ctx.autoescape else html  # noqa: S704 - the macro has escaped it
        if type(called) in _FUNCTIONS and not hasattr(called, "jinja_pass_arg"):
            return called(*args, **kwargs)
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)


def _is_plain(macro: Macro) -> bool:
    return not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
