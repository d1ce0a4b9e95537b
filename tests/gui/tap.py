"""Cases that are run one after the other, and reported as TAP."""

import traceback

from silsa_gui import Lost


def expect(what, wanted, found):
    """Compares."""
    if wanted != found:
        raise Lost(f"{what}: {wanted!r} was expected, found {found!r}")


class Tap:
    """The cases of one test program."""

    def __init__(self):
        self.functions = []

    def case(self, function):
        """Adds a case, as a decorator; its name is that of the function."""
        self.functions.append(function)
        return function

    def run(self, names, call, tell, end):
        """Runs the cases, or those named; returns the exit status.

        call(function) runs one, tell(function) gives the lines that help where it failed, end() ends
        what it left running.
        """
        failed = 0
        print(f"1..{len(self.functions)}", flush=True)
        for number, function in enumerate(self.functions, 1):
            name = function.__name__
            if names and name not in names:
                continue
            try:
                call(function)
                print(f"ok {number} {name}", flush=True)
            except Exception:  # one that fails must not hide the others
                failed += 1
                for line in traceback.format_exc().splitlines() + tell(function):
                    print(f"# {line}", flush=True)
                print(f"not ok {number} {name}", flush=True)
            finally:
                end()
        return 1 if failed else 0
