"""How an editor learns the schemas: lines in the files, and settings for VS Code with the extension of Red Hat for YAML.

That extension reads YAML files only. The front matter of Markdown is not checked in the editor; `congkhai check` reads it.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from congkhai.desk.schemas import schemas

SCHEMA_FOLDER = ".vscode/schemas"
# Which files each schema is about; those of Markdown are for other editors.
_FILES = {
    "schedule.schema.json": "plans/*/schedule.yml",
    "petitions.schema.json": "conclusions/*/petitions.yml",
    "waivers.schema.json": "**/waivers.yml",
    "mkdocs.schema.json": "mkdocs.yml",
}


def schema_line(root: Path, file: str, name: str) -> str:
    """Return the line that names the schema of a file two folders deep, nothing while the portal holds no schemas."""
    up = "../" * file.count("/")
    return (
        f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{name}\n"
        if (root / SCHEMA_FOLDER / name).exists()
        else ""
    )


def schema_files() -> Mapping[str, str]:
    """Return the text of every schema by the name of its file."""
    return {name: _json(schema) for name, schema in schemas().items()}


def editor_files() -> Mapping[str, str]:
    """Return the files of VS Code by path: encoding, ends of lines, and which schema is whose."""
    settings = {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "editor.tabSize": 2,
        "editor.insertSpaces": True,
        "editor.detectIndentation": False,
        "yaml.schemas": {f"./{SCHEMA_FOLDER}/{name}": pattern for name, pattern in _FILES.items()},
    }
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        **{f"{SCHEMA_FOLDER}/{name}": text for name, text in schema_files().items()},
    }


def _json(value: object) -> str:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"
