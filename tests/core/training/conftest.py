"""Helper modules beside the tests of training are put on the path by hand, as in tests/core."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
