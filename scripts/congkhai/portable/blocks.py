"""The components as blocks of Markdown, one function each; a block is followed by a blank line."""

from collections.abc import Iterable, Iterator, Sequence

from congkhai.portable.inline import date, joined, line, link, links, tag, text, value
from congkhai.views.choices import Choice, Filters, Pagination
from congkhai.views.follow import Follow
from congkhai.views.parts import (
    Attachment,
    DocumentHead,
    DutyEntry,
    Entry,
    Figures,
    Gaps,
    Group,
    History,
    Link,
    MeetingCard,
    Notice,
    Row,
    Signature,
    Table,
    Timeline,
)
from congkhai.views.registration import Registration
from congkhai.words import word


def heading(level: int, words: str) -> str:
    """Return a heading."""
    return f"{'#' * level} {text(words)}"


def items(lines: Iterable[str]) -> Iterator[str]:
    """Yield a list as one block, nothing when it is empty."""
    if found := "\n".join(f"- {one}" for one in lines if one):
        yield found


def paragraphs(words: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs, no empty one."""
    yield from (line(one) for one in words if one.strip())


def link_list(found: Iterable[Link]) -> Iterator[str]:
    """Yield links as a list."""
    yield from items(link(one.text, one.href) for one in found)


def summary(rows: Iterable[Row]) -> Iterator[str]:
    """Yield terms and their values as a list."""
    yield from items(
        f"**{text(row.term)}:** {'; '.join(value(one) for one in row.values) or word('component.not-stated')}"
        for row in rows
    )


def table(one: Table) -> Iterator[str]:
    """Yield a table under its caption."""
    yield from paragraphs([one.caption])
    rows = [[text(column) for column in one.columns], ["---"] * len(one.columns)]
    rows += [[value(cell) for cell in row.cells] for row in one.rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def table_or(one: Table, empty: str) -> Iterator[str]:
    """Yield a table, or what is said when it has no rows."""
    yield from table(one) if one.rows else paragraphs([empty])


def timeline(one: Timeline) -> Iterator[str]:
    """Yield events, oldest first."""
    yield from items(
        joined(
            f"{text(date(event.date))}: **{text(event.title)}**", tag(event.tag), text(event.note), links(event.links)
        )
        for event in one.events
    )


def figures(one: Figures) -> Iterator[str]:
    """Yield counts that link to what they count, and what they add up to."""
    yield from items(link(f"{word('component.count', count=item.count)} {item.text}", item.href) for item in one.items)
    yield from paragraphs([one.note])


def entries(found: Iterable[Entry]) -> Iterator[str]:
    """Yield a list of records."""
    yield from items(
        joined(
            link(one.title, one.href), tag(one.tag), text(one.term if one.date else ""), text(date(one.date)),
            ", ".join(text(part) for part in one.meta),
        )
        for one in found
    )  # fmt: skip


def group(one: Group) -> Iterator[str]:
    """Yield records under their heading, or what is said when there are none."""
    if one.title:
        yield heading(2, one.title)
    yield from entries(one.items) if one.items else paragraphs([one.empty])


def card(one: MeetingCard) -> Iterator[str]:
    """Yield a meeting in short."""
    yield f"### {link(one.title, one.href)}"
    yield tag(one.tag)
    yield from summary(one.rows)


def duty(one: DutyEntry) -> Iterator[str]:
    """Yield a duty in short."""
    yield heading(3, one.title)
    yield joined(tag(one.tag), text(one.note))
    yield from summary(one.rows)


def notice(one: Notice) -> str:
    """Return a banner as a quotation."""
    return f"> {joined(f'**{text(one.title)}**', text(one.text), links(one.links))}"


def gaps(one: Gaps) -> Iterator[str]:
    """Yield what is missing."""
    if one.items:
        yield from paragraphs([one.label])
        yield from items(line(item) for item in one.items)


def head(one: DocumentHead) -> Iterator[str]:
    """Yield the head of an official document."""
    yield from paragraphs([*one.agency_lines, one.national_title, one.motto, one.party_title])
    yield from paragraphs([one.number_line, one.place_date_line, joined(one.type, one.title)])


def signature(one: Signature) -> Iterator[str]:
    """Yield recipients and signature."""
    if one.recipients:
        yield from paragraphs([one.recipients_label])
        yield from items(line(recipient) for recipient in one.recipients)
    yield from paragraphs([one.authority, one.post, one.note, one.name])


def attachments(files: Iterable[Attachment]) -> Iterator[str]:
    """Yield published files with their kind, size, pages and digest."""
    for file in files:
        pages = word("component.pages", count=file.pages) if file.pages else ""
        facts = ", ".join(text(part) for part in (file.kind, file.size, pages) if part)
        yield joined(link(file.title, file.href), f"({facts})" if facts else "", text(file.note))
        if file.digest:
            yield f"{word('component.digest')}: `{file.digest}`"


def history(one: History) -> Iterator[str]:
    """Yield the three dates of a document and every public change."""
    yield from items(
        f"**{text(term.term)}:** {text(date(term.date) or term.text or word('component.not-stated'))}"
        for term in one.dates
    )
    changes = (
        joined(
            text(date(change.date)),
            f"**{text(change.kind)}**",
            text(change.reason),
            link(change.link_text, change.href),
        )
        for change in one.changes
    )
    yield from items(changes) if one.changes else paragraphs([one.none_text])


def choices(found: Sequence[Choice]) -> Iterator[str]:
    """Yield every value with a page of its own, question by question."""
    for choice in found:
        if choice.options:
            yield from paragraphs([choice.label])
            yield from items(
                joined(link(one.text, one.href), f"({word('component.count', count=one.count)})" if one.count else "")
                for one in choice.options
            )


def filters(one: Filters) -> Iterator[str]:
    """Yield the lists that do without a script what the filters do with one."""
    if one.lists:
        yield from paragraphs([one.label])
        yield from choices(one.lists)


def pagination(one: Pagination) -> Iterator[str]:
    """Yield the links between the pages of a long list."""
    if one.items:
        yield " ".join(link(item.text, item.href) for item in one.items)


def registration(one: Registration | None) -> Iterator[str]:
    """Yield what the publication register says of a page."""
    if one is not None:
        yield heading(2, word("register.title"))
        yield joined(tag(one.tag), text(one.text))
        yield from link_list([one.link])


def follow(one: Follow | None) -> Iterator[str]:
    """Yield the feeds and calendars of a page."""
    if one is None:
        return
    yield heading(2, word("feed.follow"))
    yield from link_list([*one.feeds, *one.calendars])
    if one.areas:
        yield heading(3, word("feed.areas"))
        yield from link_list(one.areas)
