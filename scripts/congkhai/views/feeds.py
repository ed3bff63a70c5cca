"""Atom feeds (RFC 4287): all news, the news of each kind, area and petition."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, islice
from xml.sax.saxutils import escape, quoteattr

from congkhai.portal.relations import Portal
from congkhai.views import addresses, dates
from congkhai.views.news import News, newest, of_petition, subjects
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
    """One feed: its address, its title, the page that it follows, and its news, newest first.

    `news` makes them when they are asked for: nobody asks for all petitions at once. `fingerprint` stays the same
    while the feed does; a feed without is made anew every time.
    """

    address: str
    title: str
    page: str
    news: Callable[[], Sequence[News]]
    fingerprint: str = ""

    @property
    def told(self) -> Sequence[News]:
        """Return the news of the feed."""
        return self.news()


class Feeds(Mapping[str, Feed]):
    """Every feed by address, worked out when it is asked for; Atom wants a date, so one without news does not exist yet."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._petitions = {addresses.petition_feed(code): code for code in portal.petitions}

    def __getitem__(self, address: str) -> Feed:
        """Return the feed at an address; every petition has one."""
        code = self._petitions.get(address)
        return self._general[address] if code is None else self._of_petition(code)

    def __contains__(self, address: object) -> bool:
        """Tell whether there is a feed at an address."""
        return address in self._petitions or address in self._general

    def __iter__(self) -> Iterator[str]:
        """Yield every address, those of single petitions last."""
        return chain(self._general, self._petitions)

    def __len__(self) -> int:
        """Return how many feeds there are."""
        return len(self._general) + len(self._petitions)

    @cached_property
    def _general(self) -> Mapping[str, Feed]:
        kinds, areas = subjects(self._portal)
        return {feed.address: feed for feed in self._of_all(kinds, areas)}

    @cached_property
    def _newest(self) -> Sequence[News]:
        return newest(self._portal, LIMIT)

    def _of_all(self, kinds: Collection[str], areas: Collection[str]) -> Iterator[Feed]:
        if kinds:
            yield Feed(addresses.feed(ALL), word("feed.all"), addresses.HOME, self._chosen)
        for kind, name in KINDS.items():
            if kind in kinds:
                chosen = partial(self._chosen, kind)
                yield Feed(addresses.feed(name), word(f"feed.of-{kind}"), _PAGES[kind], chosen)
        for area in self._portal.areas.values():
            if area.id in areas:
                title, chosen = word("feed.of-area", area=area.name), partial(self._chosen, area=area.id)
                yield Feed(area_feed(area.id), title, addresses.HOME, chosen)

    def _chosen(self, kind: str = "", area: str = "") -> list[News]:
        chosen = (one for one in self._newest if kind in ("", one.kind) and (not area or area in one.areas))
        return list(islice(chosen, LIMIT))

    def _of_petition(self, code: str) -> Feed:
        return Feed(
            address=addresses.petition_feed(code),
            title=word("feed.of-one-petition", code=code),
            page=addresses.record("petition", code),
            news=partial(of_petition, self._portal, self._portal.petitions[code]),
            fingerprint=self._portal.fingerprints[code],
        )


def area_feed(area: str) -> str:
    """Return the address of the feed of one area."""
    return addresses.feed(f"dia-ban-{area}")


def files(portal: Portal, found: Mapping[str, Feed], site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each feed with its address."""
    for address, feed in found.items():
        yield address, atom(portal, feed, site_url)


def atom(portal: Portal, feed: Feed, site_url: str) -> bytes:
    """Return the file of a feed (RFC 4287)."""
    told = feed.told
    agency = portal.settings.unit.agency
    own = addresses.absolute(site_url, feed.address) or _urn("", feed.address.strip("/").replace("/", ":"))
    lines = [
        "<?xml version='1.0' encoding='UTF-8'?>",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"  <id>{escape(own)}</id>",
        f"  <title>{escape(f'{feed.title} – {agency}')}</title>",
        f"  <updated>{dates.instant(told[0].at).isoformat()}</updated>",
        f"  <author>\n    <name>{escape(agency)}</name>\n  </author>",
        f"  {_link(addresses.link(site_url, feed.address, feed.address), 'self', 'application/atom+xml')}",
        f"  {_link(addresses.link(site_url, feed.page, feed.address), 'alternate', 'text/html')}",
        "  <generator>congkhai</generator>",
    ]
    host = addresses.host(site_url)
    for news in told:
        lines += _entry(news, addresses.link(site_url, news.address, feed.address), host)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _entry(news: News, href: str, host: str) -> Iterator[str]:
    at = dates.instant(news.at).isoformat()
    yield "  <entry>"
    yield f"    <id>{escape(_urn(host, news.id))}</id>"
    yield f"    <title>{escape(news.title)}</title>"
    yield f"    <updated>{at}</updated>"
    yield f"    <published>{at}</published>"
    yield f"    {_link(href, 'alternate', 'text/html')}"
    yield f"    <category term={quoteattr(KINDS[news.kind])} label={quoteattr(word(f'feed.of-{news.kind}'))} />"
    if news.text:
        yield f"    <summary>{escape(news.text)}</summary>"
    yield "  </entry>"


def _link(href: str, relation: str, kind: str) -> str:
    return f"<link href={quoteattr(href)} rel={quoteattr(relation)} type={quoteattr(kind)} />"


def _urn(host: str, name: str) -> str:
    return ":".join(part for part in ("urn:congkhai", host, name) if part)
