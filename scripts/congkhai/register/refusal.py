"""Why the register refuses something: a value to be told, raised because nothing may go on after it."""


class Refusal(Exception):  # noqa: N818 - it is told to a person as a problem, with the words that `slug` has there
    """A refusal by the slug of its words in problems.yml, with what they are filled with."""

    def __init__(self, slug: str, **values: str) -> None:
        super().__init__(slug, values)
        self.slug = slug
        self.values = values
