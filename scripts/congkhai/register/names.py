"""A register by names: which document is which record, as far as its openings still say so."""

from collections.abc import Mapping
from dataclasses import dataclass

from congkhai.register.log import Log
from congkhai.register.openings import Opening, Role
from congkhai.register.state import Document, State, Version, replay


@dataclass(frozen=True)
class Registered:
    """A register as far as it names things: each document by the name of its record, each duty by its own."""

    state: State
    documents: Mapping[str, Document]
    openings: Mapping[str, Opening]
    duties: Mapping[tuple[str, int], Version]

    @classmethod
    def read(cls, log: Log) -> "Registered":
        """Return what a register holds; what was erased has no name any more.

        Raises Refusal for an opening that is missing.
        """
        state = replay(log.leaves())
        opened = {part: log.opening(part) for one in state.documents.values() for part in one.parts}
        names = {_name(one, opened): one for one in state.documents.values()}
        duties = {
            (log.opening(part).name, found.leaf.due or 0): found
            for found in state.duties
            for part in found.leaf.parts
            if part not in state.erased
        }
        return cls(state, {name: one for name, one in names.items() if name}, opened, duties)


def _name(document: Document, opened: Mapping[str, Opening]) -> str:
    return next((opened[part].name for part in document.parts if opened[part].role is Role.TEXT), "")
