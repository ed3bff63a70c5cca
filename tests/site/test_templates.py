"""Our compiler and context give what Jinja's own give, whatever is shown and however a macro is called."""

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from congkhai.site.templates import quicken

TEMPLATES = {
    "parts": """
{%- macro tag(text, tone="plain") %}{% autoescape true %}<b class="{{ tone }}">{{ text }}</b>{% endautoescape %}{% endmacro %}
{%- macro box() %}{% autoescape true %}<div>{{ caller() }}{{ varargs }}{{ kwargs.last }}</div>{% endautoescape %}{% endmacro %}
{%- macro rows(values) %}{% autoescape true %}
{%- for value in values %}{{ tag(value) }}{{ tag(value, loop.index) }}{{ tag(tone=value, text=1) }}{{ value }}{{ value | upper }}{% endfor -%}
{% endautoescape %}{% endmacro %}""",
    "page": """
{%- from "parts" import tag, box, rows %}{{ rows(values) }}|{% for value in values %}{{ tag(value) }}{{ value | e }}{{ value }}{% endfor %}
{%- call box(values, last=values) %}{% for value in values %}{{ tag(value) }}{% endfor %}{% endcall %}
{%- block last scoped %}{% autoescape true %}{{ tag(values) }}{{ dict(a=values) }}{{ told(values, by="<i>") }}{{ asked(values) }}{{ listed.copy() }}{{ said.told(values) }}{% endautoescape %}{% endblock %}""",
}
TEXT = st.text(st.sampled_from("ađ&<>\"' \0"))
VALUES = st.lists(st.one_of(TEXT, TEXT.map(Markup), st.integers(), st.none()), max_size=4)


def _told(values: list[object], by: str) -> str:
    return f"{by}{len(values)}"


@pass_context
def _asked(context: Context, values: list[object]) -> str:
    return f"{sorted(context.exported_vars)}{values == context['values']}"


class _Said:
    def told(self, values: list[object]) -> str:
        return _told(values, "&")


def _environment() -> Environment:
    env = Environment(loader=DictLoader(TEMPLATES))  # noqa: S701 - as MkDocs, which does not escape
    env.globals.update(told=_told, asked=_asked, listed=["<"], said=_Said())
    return env


PLAIN, QUICK = _environment(), _environment()
quicken(QUICK)


@given(VALUES)
def test_a_page_is_the_same(values: list[object]) -> None:
    """Macros called by place and by name, in loops and blocks, with a body; text, markup, numbers and nothing."""
    plain = PLAIN.get_template("page").render(values=values)
    assert QUICK.get_template("page").render(values=values) == plain
