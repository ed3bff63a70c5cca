"""The petitions of one dossier, and what all of them say together."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from congkhai.records.document import Attachment
from congkhai.records.entry import Ref
from congkhai.records.petition import Petition, Phase


class PetitionTable(tuple[Petition, ...]):  # noqa: SLOT001 - what was worked out is kept in it
    """The entries of one `petitions.yml`, in their order.

    What they say together is worked out once and stays as long as the files do: `mkdocs serve` then touches none of the
    hundred thousand steps of a large portal to look through a new version of one dossier.
    """

    @cached_property
    def codes(self) -> frozenset[Ref]:
        """Return the code of every petition."""
        return frozenset(petition.code for petition in self)

    @cached_property
    def is_whole(self) -> bool:
        """Return whether nothing was left out of any petition for a fault."""
        return all(petition.is_whole for petition in self)

    @cached_property
    def named(self) -> Mapping[str, frozenset[Ref]]:
        """Return, by the kind of thing that they must name, the ids that petitions name."""
        found: dict[str, set[Ref]] = {}
        for kind, refs in self.mentions():
            found.setdefault(kind, set()).update(ref for ref in refs if ref is not None)
        return {kind: frozenset(refs) for kind, refs in found.items()}

    @cached_property
    def files(self) -> tuple[Attachment, ...]:
        """Return every file that an answer names."""
        return tuple(file for petition in self for answer in petition.answers for file in answer.files)

    @cached_property
    def first_day(self) -> date | None:
        """Return the last day on which the petition that came in first can have done so; None while none has a date."""
        return min((day for petition in self if (day := petition.received.last) is not None), default=None)

    @cached_property
    def phases(self) -> Mapping[Phase, int]:
        """Return how many petitions each phase has that any has."""
        return dict(Counter(petition.phase for petition in self))

    @cached_property
    def awaited(self) -> tuple[date, ...]:
        """Return the last days of the terms in which the People still wait for an answer."""
        waiting = (petition for petition in self if petition.is_awaited)
        return tuple(due.last_day for petition in waiting if (due := petition.due_in_force) is not None)

    def mentions(self) -> list[tuple[str, list[Ref | None]]]:
        """Return every place where a petition may name something, by the kind of thing."""
        return [
            ("area", [petition.area for petition in self]),
            ("body", [petition.handler for petition in self]),
            ("body", [ref for petition in self for step in petition.history for ref in (step.by, step.to)]),
            ("body", [answer.by for petition in self for answer in petition.answers]),
            ("petition", [change.replaced_by for petition in self for change in petition.changes]),
        ]
