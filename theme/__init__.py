"""The MkDocs theme `congkhai`: templates, components, words."""

import os

# Material, whose theme ours extends, prints a notice about MkDocs 2 on every build as soon as it is
# imported, after this module; a clerk can do nothing about it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "1")
