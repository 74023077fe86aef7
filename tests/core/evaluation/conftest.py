"""What the tests of `core.evaluation` share."""

import sys
from pathlib import Path

# Tests are imported by file, so helper modules beside them are put on the path by hand.
sys.path.insert(0, str(Path(__file__).parent))
