"""The chat in a real terminal: several lines that arrive together are one message."""

import os
import pty
import select
import subprocess
import sys
import time

import pytest

DEADLINE_S = 30
PASTE = "HVM+\n51.2\n50.9\n44,1\n51.0\n51.1"


class Typist:
    """A person at a terminal in which ``assistant chat`` runs."""

    def __init__(self, home):
        self.master, slave = pty.openpty()
        clean = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
        command = [sys.executable, "-m", "assistant.cli", "chat", "--home", str(home)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=clean, start_new_session=True
        )
        os.close(slave)
        self.seen = ""

    def wait(self, text):
        """Return what was printed up to a text, and forget it."""
        ends = time.monotonic() + DEADLINE_S
        while text not in self.seen:
            assert time.monotonic() < ends, f"{text!r} did not come: {self.seen[-2000:]}"
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 65536).decode("utf-8", errors="replace")
        before, _, self.seen = self.seen.partition(text)
        return before

    def type(self, keys):
        os.write(self.master, keys.encode())

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def typist(tmp_path):
    person = Typist(tmp_path)
    person.wait("> ")
    yield person
    person.end()


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(PASTE.replace("\n", "\r") + "\r", id="lines that arrive at once"),
        pytest.param(f"\x1b[200~{PASTE}\x1b[201~\r", id="bracketed paste"),
        pytest.param(f"\x1b[200~{PASTE}\n\x1b[201~\r", id="bracketed paste with its last line end"),
    ],
)
def test_a_column_of_values_is_one_message(typist, keys):
    typist.type(keys)
    typist.wait("Module 3 (44.1 V): low")
    typist.wait("Sum of the 5 modules")
    rest = typist.wait("> ")
    assert "does not answer" not in rest
    typist.type("EC108\r")
    typist.wait("Precharging failure")
    typist.wait("> ")
    typist.type("quit\r")
    assert typist.process.wait(DEADLINE_S) == 0


def test_lines_typed_one_after_another_are_messages_of_their_own(typist):
    typist.type("EC108\r")
    typist.wait("Precharging failure")
    typist.wait("> ")
    typist.type("EC113\r")
    assert "Precharging failure" not in typist.wait("EC113 ")
