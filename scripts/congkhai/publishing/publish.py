"""The whole way from a ward's folder to a site that readers see, in the order in which nothing can be torn."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from congkhai.duties.ledger import ledger
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.problems import Place, Problem, Severity
from congkhai.publishing import building
from congkhai.publishing.documents import published
from congkhai.publishing.entries import refuse_vanished, to_enter
from congkhai.publishing.releases import MANIFEST, Release, Releases, manifest, pack
from congkhai.register import serving
from congkhai.register.erasing import remove_erased
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import CHECKPOINT, Log, folder_reader
from congkhai.register.names import Registered
from congkhai.register.refusal import Refusal
from congkhai.register.state import replay
from congkhai.register.succession import earlier_head
from congkhai.register.writing import Signer, append, appended, recovered, refuse_leap

REGISTER = "register"
_LOCK = ".lock"


@dataclass(frozen=True)
class Outcome:
    """How it ended: the release that is shown now, what kinds of entries were added, and every problem on the way."""

    release: Release | None
    entries: Sequence[Kind]
    problems: list[Problem]


@dataclass(frozen=True)
class Job:
    """One run: the ward's folder, the server's, the signer when there is a register, the clock and the day.

    `stage` is told by name what is being done, for as long as it is done: read, build, inspect.
    """

    root: Path
    releases: Releases
    signer: Signer | None
    now: Callable[[], int]
    today: date
    may_shrink: bool = False
    after_pause: bool = False
    stage: Callable[[str], AbstractContextManager[None]] = lambda _name: nullcontext()


def publish(job: Job) -> Outcome:
    """Publish a ward's folder; what readers see changes in one moment, or not at all.

    Raises Refusal when another run is at work, and for whatever the register refuses.
    """
    with alone(job.releases):
        started = job.releases.begin(_name(job.now()))
        try:
            return _Run(job, started).publish()
        finally:
            shutil.rmtree(started, ignore_errors=True)


def roll_back(job: Job, name: str | None) -> Release:
    """Show an earlier site again, by default the one before that which is shown, with the register as it is now.

    A register never goes back: whoever keeps a head of it would have to take that for a fraud. It is told of the build.
    Raises Refusal when there is no such release, and for one that holds what was erased since.
    """
    releases, folder = job.releases, job.root / REGISTER
    with alone(releases):
        log = _looked_over(job)
        found = [one for one in releases.every() if one.name == name] if name else releases.earlier()
        if not found:
            raise Refusal("publish-no-release", name=name) if name else Refusal("publish-no-earlier")
        if not _holds_nothing_gone(found[0], log, Kind.ERASE, Kind.RETRACT):
            raise Refusal("publish-erased-release", name=found[0].name)
        started = releases.begin(_name(job.now()))
        shutil.copytree(found[0].site, started / "site", symlinks=True)
        if job.signer is not None and log is not None:
            _enter_build(folder, started / "site", job.signer, job.now(), log.checkpoint.size)
        again = releases.finish(started, found[0].register_size, found[0].origin)
        releases.show(again)
        return again


def _enter_build(folder: Path, site: Path, signer: Signer, now: int, after: int) -> Log:
    """Enter the digest of a finished site, and lay the newest register into it; the site was made for a size of it.

    Raises Refusal when it has grown meanwhile: what was taken back or erased since may still be in the site.
    """
    listed = manifest(site)
    with appended(folder, signer, [Leaf(Kind.BUILD, now, digest=sha256(listed).hexdigest())], after) as log:
        served = [(f"{REGISTER}/{name}", content) for name, content in serving.files(folder, log)]
    shutil.rmtree(site / REGISTER)
    for name, content in ((MANIFEST, listed), *served):
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    pack(site / REGISTER)
    return log


def _name(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")


@contextmanager
def alone(releases: Releases) -> Iterator[None]:
    """Keep everybody else out; the system lets go of the lock even when a process is killed."""
    releases.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(releases.folder / _LOCK, blocking=False):
            releases.sweep()
            yield
    except Timeout as error:
        raise Refusal("publish-busy", folder=str(releases.folder)) from error


def _looked_over(job: Job) -> Log | None:
    """Return the register, what was left undone in it done, None where there is none.

    Raises Refusal when the site that is shown has a register that this one did not grow out of, or this one none.
    """
    shown = job.releases.shown
    if job.signer is None:
        if shown is not None and shown.register_size is not None:
            raise Refusal("publish-lost-register", folder=str(job.root / REGISTER))
        return None
    folder = job.root / REGISTER
    log = recovered(folder, job.signer)
    if not job.after_pause:
        refuse_leap(log, job.now())
    remove_erased(folder, log)
    if shown is not None and shown.register_size is not None:
        served = earlier_head(log, folder_reader(shown.site / REGISTER)(CHECKPOINT)).checkpoint
        if not log.grew_from(served):
            raise Refusal("register-rolled-back", shown=str(log.checkpoint.size), signed=str(served.size))
    return log


def _still(signer: Signer | None) -> AbstractContextManager[None]:
    """Keep everybody else from writing to the register while it is copied."""
    return signer.turn() if signer is not None else nullcontext()


def _holds_nothing_gone(release: Release, log: Log | None, *kinds: Kind) -> bool:
    """Return whether a release was made after the last entry of these kinds; before, it holds what has gone since."""
    if log is None:
        return True
    latest = replay(log.leaves()).latest
    last = max((latest[kind].index for kind in kinds if kind in latest), default=-1)
    return (release.register_size or 0) > last


class _Run:
    """One run, from the copy of the records to the switch."""

    def __init__(self, job: Job, started: Path) -> None:
        self._job = job
        self._started = started
        self._source, self._site = started / "source", started / "site"
        self._problems: list[Problem] = []
        self._added: list[Kind] = []

    def publish(self) -> Outcome:
        job = self._job
        looked = _looked_over(job)
        with _still(job.signer):
            building.snapshot(job.root, self._source)
        with job.stage("read"):
            opening = open_portal(self._source, job.today)
        self._problems += opening.problems
        if opening.portal is None:
            return self._ended(None)
        if looked is not None:
            refuse_vanished(Registered.read(looked), opening.portal)
        if not self._build(opening.portal):
            return self._ended(None)
        size = looked.checkpoint.size if looked is not None else 0
        if job.signer is not None and not self._enter(opening.portal, job.signer, size):
            return self._ended(None)
        shutil.rmtree(self._source)
        pack(self._site)
        log = None
        if job.signer is not None:
            size += len(self._added)
            log = _enter_build(job.root / REGISTER, self._site, job.signer, job.now(), size)
            self._added.append(Kind.BUILD)
        release = job.releases.finish(self._started, log.checkpoint.size if log else None)
        job.releases.show(release)
        job.releases.thin_out(lambda one: _holds_nothing_gone(one, log, Kind.ERASE))
        return self._ended(release)

    def _ended(self, release: Release | None) -> Outcome:
        return Outcome(release, self._added, sorted(set(self._problems)))

    def _build(self, portal: Portal) -> bool:
        """Build the site and look at it; return whether it may be shown."""
        shutil.rmtree(self._site, ignore_errors=True)
        with self._job.stage("build"):
            failure = building.build(self._source, self._site)
        if failure is not None:
            self._problems.append(Problem(Place("mkdocs.yml"), "failed-build", (("said", failure.said[-2000:]),)))
            return False
        shown = self._job.releases.shown
        before = shown.site if shown and not self._job.may_shrink else None
        with self._job.stage("inspect"):
            found = building.faults(portal, self._source, self._site, before)
        self._problems += found
        return not any(problem.severity is Severity.ERROR for problem in found)

    def _enter(self, portal: Portal, signer: Signer, size: int) -> bool:
        """Enter what the site shows, and build it again with what the register now says of it.

        Raises Refusal when the register has not the size any more for which the records were looked at.
        """
        folder = self._job.root / REGISTER
        shown = list(published(portal, self._site))
        register = Registered.read(recovered(folder, signer))
        entries = to_enter(register, shown, ledger(portal), self._job.now())
        append(folder, signer, entries.leaves, entries.openings, size)
        self._added = [leaf.kind for leaf in entries.leaves]
        if not entries.leaves:
            return True
        shutil.rmtree(self._source / REGISTER, ignore_errors=True)
        with _still(signer):
            shutil.copytree(folder, self._source / REGISTER, symlinks=True)
        if not self._build(portal):
            return False
        if list(published(portal, self._site)) != shown:
            raise Refusal("publish-unsteady")
        return True
