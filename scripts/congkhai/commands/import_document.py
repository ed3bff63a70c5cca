"""`congkhai import` of a paper: read, report, and write as a dossier or as the notice of a meeting; never over anything."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from congkhai.checks.passing import portal_gate
from congkhai.desk.proposals import petition_code
from congkhai.importing.dossier import SCHEDULE, Dossier, conclusion_dossier, held, notice, plan_dossier, slug_of
from congkhai.importing.paper import Paper
from congkhai.importing.petition_file import first_codes, petitions_text
from congkhai.importing.placing import (
    DRAFTS,
    Target,
    codes_of,
    find_meeting,
    find_target,
    free,
    meetings_of,
    place,
    place_apart,
    problems_of,
    with_notice,
)
from congkhai.importing.reading import read_paper, read_source
from congkhai.importing.shown import shown
from congkhai.importing.telling import kind_of, report
from congkhai.problems import Place, Problem, Report, render_text
from congkhai.records.document import DocumentType
from congkhai.records.meeting import Meeting
from congkhai.records.reading import read_records
from congkhai.settings import Settings, read_settings
from congkhai.sources.files import tell_unreadable
from congkhai.sources.writing import yaml_text
from congkhai.words import word

_KINDS = {"plan": DocumentType.PLAN, "notice": DocumentType.NOTICE, "conclusion": DocumentType.CONCLUSION}
_NOTICES = {DocumentType.NOTICE, DocumentType.INVITATION}


def run(options: argparse.Namespace, today: date) -> int:
    """Import one paper; return 1 where it is refused or became a draft, 2 where there is no place to write to."""
    told = Report()
    source = read_source(options.file, told)
    if source is None:
        _tell(told.in_order())
        return 1
    target = find_target(options.into)
    settings = _settings(target)
    asked = _KINDS[options.kind] if options.kind else None
    paper = read_paper(source, settings, asked, told)
    with_body = not _is_dossier(paper, options.kind)
    print("\n".join(report(paper, with_body=with_body, veil=_veil(paper, target))))
    print()
    try:
        return _write(paper, target, options, today)
    except OSError as error:
        failed = Report()
        tell_unreadable(error, Place(str(error.filename or options.file)), failed)
        _tell(failed.in_order())
        print(word("import.nothing"))
        return 1


def _settings(target: Target) -> Settings | None:
    return read_settings(target.root, Report()) if target.root is not None else None


def _veil(paper: Paper, target: Target) -> Callable[[str], str]:
    """Return what masks personal data in what is printed; who signs a paper signs it in office."""
    dossiers = read_records(target.root, Report()).dossiers if target.root is not None else ()
    signer = paper.signature.name if paper.signature is not None else None
    return portal_gate(_settings(target), dossiers, filter(None, (signer,))).veiled


def _tell(problems: Iterable[Problem]) -> None:
    print("\n".join(render_text(problem) for problem in problems), file=sys.stderr)


def _refuse(slug: str, file: str, **values: str) -> int:
    _tell([Problem(Place(file), slug, tuple(sorted(values.items())))])
    print(word("import.nothing"))
    return 1


def _write(paper: Paper, target: Target, options: argparse.Namespace, today: date) -> int:
    file = paper.source.file
    is_notice = options.kind == "notice" or (options.kind is None and paper.type in _NOTICES)
    if target.root is None and target.folder is None and not options.dry_run:
        print(word("import.no-portal"), file=sys.stderr)
        return 2
    if _concludes(paper, options.kind):
        return _conclusion(paper, target, options, today)
    if is_notice and not (options.kind is None and paper.tells_results):
        return _notice(paper, target, options)
    if _is_dossier(paper, options.kind):
        name = target.slug or slug_of(paper)
        return _dossier(plan_dossier(paper, name), target, options, today)
    if paper.petitions and options.kind is None:
        return _petitions(paper, target, options)
    return (
        _refuse("import-no-kind", file)
        if paper.type is None
        else _refuse("import-other-paper", file, kind=kind_of(paper))
    )


def _concludes(paper: Paper, asked: str | None) -> bool:
    return asked == "conclusion" or (paper.is_conclusion and asked is None)


def _is_dossier(paper: Paper, asked: str | None) -> bool:
    """Return whether the text of a paper becomes the body of a record."""
    return _concludes(paper, asked) or asked == "plan" or (paper.type is DocumentType.PLAN and asked is None)


def _dossier(dossier: Dossier, target: Target, options: argparse.Namespace, today: date) -> int:
    files = ", ".join(dossier.files)
    if options.dry_run:
        folder = target.folder or f"{dossier.kind}/{dossier.slug}"
        print(word("import.dry-run", folder=folder, files=files))
        if target.root is not None:
            _tell_reader(problems_of(target.root, dossier, today))
        return 0
    if target.root is None:
        folder = target.folder or Path()
        if place_apart(folder, dossier.files) is None:
            return _refuse("import-exists", options.file.name, folder=str(folder))
        print(word("import.apart", files=files, folder=folder))
        return 0
    placed = place(target.root, dossier, today)
    if placed is None:
        return _refuse("import-exists", options.file.name, folder=f"{dossier.kind}/{dossier.slug}")
    if placed.is_draft:
        goal = f"{dossier.kind}/{dossier.slug}"
        print(word("import.draft", folder=f"{DRAFTS}/{placed.folder.name}", target=goal))
        _tell_reader(placed.problems)
        return 1
    folder = f"{dossier.kind}/{dossier.slug}"
    written = ", ".join(name for name in dossier.files if placed.apart is None or name != placed.apart.name)
    print(word("import.written", files=written, folder=folder))
    if placed.apart is not None:
        file = f"{DRAFTS}/{placed.apart.parent.name}/{placed.apart.name}"
        print(word("import.petitions-apart", file=file, target=folder))
    _tell_reader(placed.problems)
    print(word("import.next"))
    return 0 if placed.apart is None else 1


def _tell_reader(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(render_text(problem))


def _conclusion(paper: Paper, target: Target, options: argparse.Namespace, today: date) -> int:
    meeting = options.meeting
    found: list[tuple[str, Meeting]] = []
    if target.root is not None:
        found = _meetings(paper, target.root, options)
        if meeting is not None and not found:
            return _refuse("import-unknown-meeting", paper.source.file, id=meeting)
        meeting = str(found[0][1].id) if len(found) == 1 else None
        if meeting is None:
            _ambiguous(paper, found)
    name = target.slug or slug_of(paper)
    codes = _codes(paper, target.root)
    done = _dossier(conclusion_dossier(paper, name, meeting, codes), target, options, today)
    if target.root is not None and len(found) == 1 and found[0][1].held is None:
        _tell_unheld(paper, *found[0])
    return done


def _tell_unheld(paper: Paper, plan: str, meeting: Meeting) -> None:
    """Tell what to paste where: a portal takes no conclusion of a meeting that is not told to have been held."""
    indent = " " * max(meeting.id.place.column - 1 - len("id: ") if meeting.id.place else 4, 0)
    print(word("import.unheld", id=meeting.id, file=f"plans/{plan}/{SCHEDULE}"))
    print("".join(f"{indent}{line}\n" for line in yaml_text({"held": held(paper)}).rstrip().split("\n")), end="")
    if paper.began is None:
        print(word("import.unheld-day"))


def _codes(paper: Paper, root: Path | None) -> list[str]:
    """Return codes for the petitions of a paper, next in the portal's series."""
    if root is None or not paper.issued:
        return first_codes(paper)
    known = codes_of(root)
    own: list[str] = []
    year = int((paper.began or paper.issued)[:4])
    for _ in paper.petitions:
        own.append(petition_code(year, [*known, *own]))
    return own


def _meetings(paper: Paper, root: Path, options: argparse.Namespace) -> list[tuple[str, Meeting]]:
    """Return the meetings that a paper may belong to: the one that is named, else those of its day."""
    if options.meeting is not None:
        return [each for each in meetings_of(root) if each[1].id == options.meeting]
    day = next((occasion.told.value for occasion in paper.occasions), paper.began)
    return find_meeting(root, day, paper.issuer_id)


def _ambiguous(paper: Paper, found: list[tuple[str, Meeting]]) -> None:
    names = ", ".join(f"{meeting.id}" for _, meeting in found) or (
        shown(paper.began) if paper.began else word("import.none")
    )
    _tell([Problem(Place(paper.source.file), "import-no-meeting", (("found", names),))])


def _notice(paper: Paper, target: Target, options: argparse.Namespace) -> int:
    found = _meetings(paper, target.root, options) if target.root is not None else []
    if options.meeting is not None and target.root is not None and not found:
        return _refuse("import-unknown-meeting", paper.source.file, id=options.meeting)
    if target.root is not None and len(found) == 1:
        slug, meeting = found[0]
        if meeting.notice is not None:
            return _refuse("import-has-notice", paper.source.file, id=str(meeting.id), folder=f"plans/{slug}")
        done = _into_schedule(paper, target.root / "plans" / slug / "schedule.yml", meeting, options)
        if done is not None:
            return done
    elif target.root is not None:
        _ambiguous(paper, found)
    return _fragment(paper, target, options)


def _into_schedule(paper: Paper, path: Path, meeting: Meeting, options: argparse.Namespace) -> int | None:
    """Write the notice below its meeting; None where the file is such that a line might be lost."""
    name = f"plans/{path.parent.name}/{path.name}"
    raw = path.read_bytes()
    text = with_notice(raw.decode("utf-8"), meeting, notice(paper)) if b"\r" not in raw else None
    if text is None:
        return None
    if options.dry_run:
        print(word("import.dry-run-notice", id=meeting.id, file=name))
    else:
        staged = path.with_name(f".{path.name}.new")
        staged.write_bytes(text.encode())
        staged.replace(path)
        print(word("import.noticed", id=meeting.id, file=name))
    told = next((occasion.told.value for occasion in paper.occasions), None)
    if told is not None and meeting.date is not None and told != str(meeting.date):
        planned = shown(str(meeting.date))
        print(word("import.announced", told=shown(told), planned=planned, value=told, id=meeting.id))
    return 0


def _petitions(paper: Paper, target: Target, options: argparse.Namespace) -> int:
    """Write the petitions of a notice of results to a file of their own, for they belong to some dossier that is there."""
    codes = _codes(paper, target.root)
    folder = target.folder if target.root is None and target.folder else (target.root or Path()) / DRAFTS
    path = free(folder / f"{slug_of(paper)}-petitions.yml")
    if options.dry_run:
        print(word("import.dry-run", folder=folder, files=path.name))
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(petitions_text(paper, codes).encode())
    print(word("import.petitions-alone", file=path))
    return 1 if target.root is not None else 0


def _fragment(paper: Paper, target: Target, options: argparse.Namespace) -> int:
    """Write the notice to a file of its own, for its meeting is not known."""
    text = yaml_text({"notice": notice(paper)})
    folder = target.folder if target.root is None and target.folder else (target.root or Path()) / DRAFTS
    path = free(folder / f"{slug_of(paper) or 'thong-bao'}-notice.yml")
    if options.dry_run:
        print(word("import.dry-run", folder=folder, files=path.name))
        print(_veil(paper, target)(text))
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    print(word("import.fragment", file=path))
    return 1 if target.root is not None else 0
