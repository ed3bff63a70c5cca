"""The MkDocs theme `congkhai`: templates, components, words."""

import os
import sys

# Material, whose theme ours extends, prints a notice about MkDocs 2 on every build as soon as it is
# imported, after this module; a clerk can do nothing about it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "1")

# The commands of `congkhai` take words from here and do without MkDocs.
if "mkdocs" in sys.modules:
    from congkhai.site.guard import stand_before_emptying

    stand_before_emptying()
