"""The program from a checkout: `python main.py …` is `dmat …`."""

import sys

from dmat_gui.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
