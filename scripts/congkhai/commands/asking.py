"""Facts from options, and from a person at a terminal while one is missing: question, proposal, answer, told at once if wrong."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from congkhai.desk.facts import Fact
from congkhai.desk.reading import Known, read_answer
from congkhai.problems import Problem
from congkhai.words import word

# An answer that leaves a fact out, where Enter alone would take the proposal.
_BLANK = "-"
_SHOWN = 70

Answers = dict[str, list[str]]
Given = Mapping[str, Sequence[Sequence[str]]]


def _passes(_fact: Fact, _answer: str) -> None:
    return None


class Unanswered(Exception):  # noqa: N818 - ends the asking, and its text is told
    """The facts are not all there, or one is wrong where nobody can be asked again."""


@dataclass(frozen=True)
class Interview:
    """One round of facts: what an answer may name, what is proposed for a fact, and which proposals stand without a question.

    What `refuse` says of an answer is told at once, and the question is asked again.
    """

    facts: Sequence[Fact]
    known: Callable[[Answers], Known]
    propose: Callable[[str, Answers], Sequence[str]]
    computed: frozenset[str]
    refuse: Callable[[Fact, str], Problem | None] = _passes

    def hold(self, given: Given) -> Answers:
        """Return an answer for every fact that has one; `given` are the options, each with its words.

        Raises Unanswered for a wrong option, and for a fact that is missing where nobody can be asked.
        """
        missing = [
            fact for fact in self.facts if fact.required and not given.get(fact.name) and not self._follows(fact)
        ]
        if missing and not is_terminal():
            raise _lacking(missing)
        if missing:
            print(word("ask.how"))
        answers: Answers = {}
        for fact in self.facts:
            self._refuse_choice_of_none(fact, answers)
            if fact.name in given:
                self._take(fact, given[fact.name], answers)
            elif missing:
                self._ask(fact, answers)
            elif self._follows(fact):
                answers[fact.name] = list(self.propose(fact.name, answers))
                if fact.required and not answers[fact.name]:
                    raise _lacking([fact])
        return answers

    def _follows(self, fact: Fact) -> bool:
        return fact.name in self.computed

    def _refuse_choice_of_none(self, fact: Fact, answers: Answers) -> None:
        if fact.required and fact.about and not self.known(answers).choices(fact):
            raise Unanswered(word(f"ask.none-{fact.about}"))

    def _take(self, fact: Fact, given: Sequence[Sequence[str]], answers: Answers) -> None:
        """Note what options say."""
        for words in given:
            if len(words) > 1 + len(fact.columns):
                raise Unanswered(word("ask.too-many", option=fact.option, words=" ".join(words)))
            padded = [*words, *([_BLANK] * (1 + len(fact.columns) - len(words)))]
            for part, typed in zip((fact, *fact.columns), padded, strict=True):
                value, problem = self._read(part, typed, answers) if typed != _BLANK else ("", None)
                if problem is not None:
                    raise Unanswered(word("ask.wrong", option=fact.option, message=told(problem)))
                answers.setdefault(_name(fact, part), []).append(value)

    def _read(self, fact: Fact, typed: str, answers: Answers) -> tuple[str, Problem | None]:
        found = read_answer(fact, typed, self.known(answers))
        return found.value, found.problem

    def _ask(self, fact: Fact, answers: Answers) -> None:
        """Note what a person says."""
        choices = list(self.known(answers).choices(fact).items())
        if fact.about and not choices:
            return
        proposal = list(self.propose(fact.name, answers))
        before = len(answers.get(fact.name, ()))
        _print_question(fact, choices)
        while True:
            typed = _lines(proposal) if fact.several and not choices and not fact.columns else [_line(proposal)]
            if fact.several and choices:
                typed = [part for part in typed[0].split(",") if part.strip()]
            typed = [_picked(one.strip(), choices) for one in typed if one.strip()]
            if self._note(fact, typed, proposal, answers):
                break
        if fact.columns and len(answers.get(fact.name, ())) > before:
            self._ask_columns(fact, answers)

    def _note(self, fact: Fact, typed: Sequence[str], proposal: Sequence[str], answers: Answers) -> bool:
        """Note answers that can be read; say what is wrong with others, and return False for them."""
        typed = [] if list(typed) == [_BLANK] else (typed or proposal)
        if not typed and fact.required:
            print(f"  {word('ask.required')}")
            return False
        read = [self._read(fact, one, answers) for one in typed]
        problems = [problem or self.refuse(fact, value) for value, problem in read]
        for problem in filter(None, problems):
            # The choices stand above already.
            print(f"  {told(problem) if problem.slug != 'unknown-value' else _choose(problem)}")
        if any(problems):
            return False
        if read:
            answers.setdefault(fact.name, []).extend(value for value, _ in read)
        return True

    def _ask_columns(self, fact: Fact, answers: Answers) -> None:
        """Ask the further facts about the answer that came last, then for one answer more."""
        for column in fact.columns:
            asked: Answers = {}
            self._ask(column, asked)
            answers.setdefault(_name(fact, column), []).append(next(iter(asked.get(column.name, ())), ""))
        self._ask(fact, answers)


def _lacking(facts: Sequence[Fact]) -> Unanswered:
    return Unanswered(word("ask.missing", options="\n".join(f"  {one.option:<14} {one.words.title}" for one in facts)))


def is_terminal() -> bool:
    """Return whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def told(problem: Problem) -> str:
    """Return what is wrong with an answer, and the repair, on one line."""
    return f"{problem.message()} {problem.hint()}"


def _choose(problem: Problem) -> str:
    near = dict(problem.values).get("near", "")
    return f"{word('ask.choose')} {word('cli.near', near=near)}" if near else word("ask.choose")


def _name(fact: Fact, part: Fact) -> str:
    return fact.name if part is fact else f"{fact.name}-{part.name}"


def _print_question(fact: Fact, choices: Sequence[tuple[str, str]]) -> None:
    title, text = fact.words
    mark = f" {word('ask.needed')}" if fact.required else ""
    print(f"\n{title}{mark}. {text}")
    for number, (one, words) in enumerate(choices, start=1):
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        print(f"  {one}. {shown}" if _is_numbered(choices) else f"  {number}. {shown} ({one})")
    if fact.several:
        print(
            f"  {word('ask.several-choices' if choices else 'ask.one-by-one' if fact.columns else 'ask.several-lines')}"
        )


def _is_numbered(choices: Sequence[tuple[str, str]]) -> bool:
    """Return whether what is chosen from are numbers themselves, such as the items of a conclusion."""
    return any(one.isdecimal() for one, _ in choices)


def _picked(typed: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return what the number of a line in the list stands for."""
    is_number = typed.isdecimal() and not _is_numbered(choices) and 1 <= int(typed) <= len(choices)
    return choices[int(typed) - 1][0] if is_number else typed


def _line(proposal: Sequence[str]) -> str:
    shown = f"[{', '.join(proposal)}] " if proposal else ""
    try:
        return input(f"  {shown}> ")
    except (EOFError, KeyboardInterrupt) as end:
        print()
        raise Unanswered(word("ask.stopped")) from end


def _lines(proposal: Sequence[str]) -> list[str]:
    """Return answers one a line, until a line is blank."""
    return list(_until_blank(proposal))


def _until_blank(proposal: Sequence[str]) -> Iterator[str]:
    while (typed := _line(proposal)).strip():
        yield typed
        proposal = ()
