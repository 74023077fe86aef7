"""For mkdocs: pages of the repository that lie outside docs/ belong to the site, and links to them hold.

In the repository every link is relative to its file, so that it works where the files are read. On the site
the same files lie elsewhere; each link is turned to where its target has got to.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PLACES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
    "LICENSE": "licence.txt",
    "resources/weights/compact.md": "model-card.md",
    "resources/notices.md": "notices.md",
    "resources/samples/CREDITS.md": "samples.md",
    "resources/fonts/OFL.txt": "OFL.txt",
    "resources/icons/dmat.svg": "images/dmat.svg",
}
"""Files outside docs/, and where they are on the site."""
_LINK = re.compile(r"(\]\(|(?:src|href)=\")([^)\s\"#]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files that lie outside docs/."""
    for path, place in PLACES.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, **_others: object) -> str:
    """Turn the links of a page."""
    place = page.file.src_uri
    source = next((path for path, there in PLACES.items() if there == place), f"docs/{place}")

    def turned(link: re.Match[str]) -> str:
        if ":" in link[2]:
            return link[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[2]))
        target = PLACES.get(path, path.removeprefix("docs/"))
        return link[1] + posixpath.relpath(target, posixpath.dirname(place) or ".")

    return _LINK.sub(turned, markdown)
