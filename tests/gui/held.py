"""A queue held by a test, so that what waits in it can be looked at."""

import threading


class Held:
    """A job that holds its queue until `gate` is set."""

    title = "Holding the queue"

    def __init__(self) -> None:
        self.gate, self.begun = threading.Event(), threading.Event()

    def run(self, context):
        self.begun.set()
        self.gate.wait(60)


def hold(runner) -> threading.Event:
    """Hold a runner's queue until the event that is returned is set."""
    held = Held()
    runner.submit(held)
    assert held.begun.wait(20)  # one that has not begun could yet be cancelled, and would hold nothing
    return held.gate
