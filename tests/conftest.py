"""What holds for every test: Ctrl-C works, also where the run was started in the background."""

from __future__ import annotations

import signal

# A shell starts background jobs with SIGINT ignored, and every process they start inherits that;
# a handler of our own is not inherited, so the commands under test react as in a terminal.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
