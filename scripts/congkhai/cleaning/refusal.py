"""Why a file is not cleaned."""


class Uncleaned(Exception):  # noqa: N818 - told to a clerk as a sentence
    """A file of which no clean copy can be made; `reason` is a key of the words under `cli.clean-`."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
