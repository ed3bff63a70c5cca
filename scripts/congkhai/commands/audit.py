"""`congkhai audit`: somebody outside looks what is wrong with a ward's register and site, and signs nothing."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date

from congkhai.commands import looking, refusals
from congkhai.commands.looking import Seen
from congkhai.publishing import verification
from congkhai.publishing.absence import missed
from congkhai.register.refusal import Refusal
from congkhai.words import word


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    looking.add(parser, needs_state=False)
    parser.add_argument("--full", action="store_true", help=word("cli.audit-full"))


def run(options: argparse.Namespace, _today: date, now: Callable[[], int]) -> int:
    """Say what is wrong; return 1 for anything that is."""
    with refusals.told() as ended:
        return _audit(options, now())
    return ended.code


def _audit(options: argparse.Namespace, now: int) -> int:
    seen = looking.look(options, now)
    looking.tell(seen)
    looking.tell_strangers(options.place, seen.look.log)
    is_full = options.full or seen.memory.head is None
    log = seen.look.log
    found = list(_faults(seen, is_full=is_full))
    known = set(map(str, found))
    found += (fault for fault in _doubts(seen, now, is_full=is_full) if str(fault) not in known)
    for fault in found:
        print(refusals.text(fault))
    if options.state is not None:
        seen.memory.remember(log.head, log.key, now)
    count = len(found) + len(seen.look.remarks)
    print(word("cli.audit-bad", count=count) if count else word("cli.audit-good", size=log.checkpoint.size))
    print(word("cli.verify-unproved"))
    return int(bool(count))


def _doubts(seen: Seen, now: int, *, is_full: bool) -> Iterator[Refusal]:
    """Yield entries that excuse themselves, take back or change something, and duties that nothing met."""
    log, first = seen.look.log, 0 if is_full else seen.look.first
    news = range(first, log.checkpoint.size)
    kinds = (
        verification.late_imports(log, news),
        verification.to_ask(log, news),
        missed(log, 0 if is_full else seen.memory.seen, now),
    )
    for found in kinds:
        yield from verification.to_the_end(found)


def _faults(seen: Seen, *, is_full: bool) -> Iterator[Refusal]:
    if is_full:
        return verification.faults(seen.look.log, seen.site)
    return verification.new_faults(seen.look.log, seen.site, seen.look.first)
