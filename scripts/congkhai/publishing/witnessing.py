"""What witnesses have signed, laid into the site that is shown: no page and no list of files changes with it."""

from congkhai.publishing.publish import REGISTER, alone
from congkhai.publishing.releases import Releases
from congkhai.register.heads import served
from congkhai.register.log import CHECKPOINT, Log, folder_reader
from congkhai.register.refusal import Refusal
from congkhai.register.succession import earlier_head
from congkhai.register.writing import write_file


def show(releases: Releases, log: Log) -> None:
    """Lay the heads that are kept into the shown site, as far as its register reaches.

    Raises Refusal when no release with this register is shown, and while somebody publishes.
    """
    with alone(releases):
        shown = releases.shown
        if shown is None or shown.register_size is None:
            raise Refusal("publish-no-release", name="")
        target = shown.site / REGISTER
        head = earlier_head(log, folder_reader(target)(CHECKPOINT))
        for name, content in served(log, head):
            write_file(target / name, content)
