"""Where the stand-alone program begins: dmat, and the Python of the processes that dmat starts of itself."""

import multiprocessing
import runpy
import sys


def main() -> int:
    """Run `dmat …`; run Python where the arguments are those of one, as there is no other in the folder."""
    multiprocessing.freeze_support()  # a worker of the training's does not get past this line
    arguments = sys.argv[1:]
    if arguments[:1] == ["-P"]:  # nothing is imported from the present folder anyway
        del arguments[0]
    if arguments[:1] == ["-c"]:
        sys.argv = arguments
        exec(compile(arguments[1], "<string>", "exec"), {"__name__": "__main__"})
        return 0
    if arguments[:1] == ["-m"]:
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        return 0
    from dmat_gui.__main__ import main as dmat

    return dmat()


if __name__ == "__main__":
    sys.exit(main())
