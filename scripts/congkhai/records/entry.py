"""What every table of a record file becomes: a frozen entry that knows where it was written."""

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator

from congkhai.problems import Place
from congkhai.sources.yaml import Table

NOWHERE = Place("")
_NONE: frozenset[str] = frozenset()
_UNASKED: set[str] = set()
_NOWHERES: Mapping[str, Place] = {}


class Ref(str):
    """The id of another record, with the place where it is named."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, value: str, place: Place = NOWHERE) -> Self:
        """Return the id with its place."""
        ref = super().__new__(cls, value)
        ref.place = place
        return ref


class Entry(BaseModel):
    """A frozen table of a record file, which knows where it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
    # The keys whose places are kept; None keeps all. Of what there are tens of thousands of, none is kept for nothing.
    placed: ClassVar[frozenset[str] | None] = None
    # pydantic copies a default for every entry, and calls a factory in a third of the time.
    _origin: Place = PrivateAttr(default_factory=lambda: NOWHERE)
    _whole: bool = PrivateAttr(default_factory=lambda: True)
    _lost: frozenset[str] = PrivateAttr(default_factory=lambda: _NONE)
    _places: Mapping[str, Place] = PrivateAttr(default_factory=lambda: _NOWHERES)
    _digest: str = PrivateAttr(default_factory=str)

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        entry = handler(data)
        # Which keys were written is asked of no entry, and a set of them takes more room than many an entry. A copy has its own.
        object.__setattr__(entry, "__pydantic_fields_set__", _UNASKED)
        if isinstance(data, Table):
            entry._origin = data.place  # noqa: SLF001 - the entry's own validator
            keys = data.keys() if cls.placed is None else cls.placed & data.keys()
            if keys:
                entry._places = {key: data[key].place for key in keys}  # noqa: SLF001 - the same
        return entry

    @property
    def origin(self) -> Place:
        """Return the place of this table in the author's file."""
        return self._origin

    def place_of(self, key: str) -> Place:
        """Return the place of the value that stands under `key`, of the table itself when none does.

        Raises KeyError for a key whose place is not kept.
        """
        if self.placed is not None and key not in self.placed:
            raise KeyError(key)
        return self._places.get(key, self._origin)

    @property
    def digest(self) -> str:
        """Return a digest of all that this says, 24 hexadecimal signs; where it stands in its file plays no part."""
        kept = self._kept
        if not kept["_digest"]:
            kept["_digest"] = hashlib.blake2b(self.model_dump_json().encode(), digest_size=12).hexdigest()
        return str(kept["_digest"])

    @property
    def is_whole(self) -> bool:
        """Return whether nothing was left out for a fault; what is absent in a part proves nothing."""
        return bool(self._kept["_whole"])

    @property
    def lost(self) -> frozenset[str]:
        """Return the keys that were left out for a fault, whole or by an entry of their list."""
        return self._kept["_lost"]  # type: ignore[no-any-return]  # as it is declared above

    @property
    def _kept(self) -> dict[str, Any]:
        # pydantic looks a private attribute up in three other places first, and these are asked for a hundred thousand times.
        return self.__pydantic_private__ or {}
