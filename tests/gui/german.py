"""What the file of the German translation holds."""

import xml.etree.ElementTree as ElementTree

import resources

FILE = resources.path("translations/dmat_de.ts")


def entries() -> list[tuple[str, str, str]]:
    """(context, source, German) of all that is in the file."""
    return [
        (context.findtext("name"), message.findtext("source"), message.findtext("translation"))
        for context in ElementTree.parse(FILE).getroot().iter("context")
        for message in context.iter("message")
    ]
