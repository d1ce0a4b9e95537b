"""Cases of the window of an assessment, each on a fresh file of Daegu in which nothing is answered yet."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tap import Tap
from window import Window, cli, log_of


class Fresh(Tap):
    """The cases of one program; sys.argv names the round, and then the cases that are wanted, if not all."""

    def __init__(self, name):
        super().__init__()
        self.round = Path(sys.argv[1])
        self.folder = Path(tempfile.mkdtemp(prefix=f"silsa-{name}-"))

    def long_case(self, function):
        """A case that only `tests/run --long` has time for."""
        return self.case(function) if os.environ.get("SILSA_TEST_LONG") else function

    def file(self, function):
        """Where the file of a case lies."""
        return self.folder / f"{function.__name__}.silsa"

    def call(self, function):
        """One case; the application must have had nothing to complain of."""
        file = self.file(function)
        cli("new", file, "--round", self.round, "--city", "대구광역시", "--assessor", "김서연")
        function(file)
        Window.check_log(file)

    def tell(self, function):
        """The end of what the application said."""
        log = Path(log_of(self.file(function)))
        return log.read_text(encoding="utf-8", errors="replace").splitlines()[-60:] if log.exists() else []

    def main(self):
        """Runs them and ends the program."""
        status = self.run(sys.argv[2:], self.call, self.tell, Window.end_all)
        shutil.rmtree(self.folder)
        sys.exit(status)
