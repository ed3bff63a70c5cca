"""Atom feeds (RFC 4287): all news, the news of each kind, area and petition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from feedgen.feed import FeedGenerator

from congkhai.portal.relations import Portal
from congkhai.views import addresses, dates
from congkhai.views.news import News, all_news, of_petition
from congkhai.words import word

ALL = "tat-ca"
KINDS = {"plan": "ke-hoach", "notice": "thong-bao", "conclusion": "ket-luan", "petition": "kien-nghi"}
LIMIT = 50
_PAGES = {
    "plan": addresses.PLANS,
    "notice": addresses.MEETINGS,
    "conclusion": addresses.CONCLUSIONS,
    "petition": addresses.PETITIONS,
}


@dataclass(frozen=True)
class Feed:
    """One feed: its address, its title, the page that it follows, and its news, newest first."""

    address: str
    title: str
    page: str
    news: Sequence[News]


def feeds(portal: Portal) -> dict[str, Feed]:
    """Return every feed by address; Atom wants a date of the feed, so one without news does not exist yet."""
    return {feed.address: feed for feed in _feeds(portal) if feed.news}


def _feeds(portal: Portal) -> Iterator[Feed]:
    news = all_news(portal)
    yield Feed(addresses.feed(ALL), word("feed.all"), addresses.HOME, news[:LIMIT])
    for kind, name in KINDS.items():
        chosen = islice((one for one in news if one.kind == kind), LIMIT)
        yield Feed(addresses.feed(name), word(f"feed.of-{kind}"), _PAGES[kind], list(chosen))
    for area in portal.areas.values():
        chosen = islice((one for one in news if area.id in one.areas), LIMIT)
        yield Feed(area_feed(area.id), word("feed.of-area", area=area.name), addresses.HOME, list(chosen))
    for petition in portal.petitions.values():
        page = addresses.record("petition", petition.code)
        title = word("feed.of-one-petition", code=petition.code)
        yield Feed(addresses.petition_feed(petition.code), title, page, of_petition(portal, petition))


def area_feed(area: str) -> str:
    """Return the address of the feed of one area."""
    return addresses.feed(f"dia-ban-{area}")


def files(portal: Portal, found: dict[str, Feed], site_url: str) -> dict[str, bytes]:
    """Return the files of feeds by their addresses."""
    return {address: _atom(portal, feed, site_url) for address, feed in found.items()}


def _atom(portal: Portal, feed: Feed, site_url: str) -> bytes:
    atom = FeedGenerator()
    atom.id(addresses.absolute(site_url, feed.address) or _urn("", feed.address.strip("/").replace("/", ":")))
    atom.title(f"{feed.title} – {portal.settings.unit.agency}")
    atom.author(name=portal.settings.unit.agency)
    atom.language("vi")
    atom.generator("congkhai")
    # The library would say when it ran.
    atom.updated(dates.instant(feed.news[0].at))
    atom.link(href=addresses.link(site_url, feed.address, feed.address), rel="self", type="application/atom+xml")
    atom.link(href=addresses.link(site_url, feed.page, feed.address), rel="alternate", type="text/html")
    for news in feed.news:
        entry = atom.add_entry(order="append")
        entry.id(_urn(addresses.host(site_url), news.id))
        entry.title(news.title)
        entry.updated(dates.instant(news.at))
        entry.published(dates.instant(news.at))
        entry.link(href=addresses.link(site_url, news.address, feed.address), rel="alternate", type="text/html")
        entry.category(term=KINDS[news.kind], label=word(f"feed.of-{news.kind}"))
        if news.text:
            entry.summary(news.text)
    return bytes(atom.atom_str(pretty=True))


def _urn(host: str, name: str) -> str:
    return ":".join(part for part in ("urn:congkhai", host, name) if part)
