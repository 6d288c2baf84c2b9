"""What a signal does to a command that is not waiting for the network."""

from __future__ import annotations

import os
import signal

import pytest

from scraper.cli.signals import TERMINATED, terminable


def test_sigterm_ends_long_work_as_an_exception_does() -> None:
    before = signal.getsignal(signal.SIGTERM)
    done = []

    with pytest.raises(SystemExit) as ended:
        try:
            with terminable():
                os.kill(os.getpid(), signal.SIGTERM)
                signal.sigtimedwait([], 1)
        finally:
            done.append("the end")

    assert ended.value.code == TERMINATED
    assert done == ["the end"]
    assert signal.getsignal(signal.SIGTERM) == before
