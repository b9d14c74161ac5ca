"""The service killed before a digest is due, and started again after it."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from typing import Any

from support.processes import free_port
from support.waiting import answers, wait_for


def test_a_service_killed_before_a_due_moment_sends_once_when_started_after_it(
    bureau: Any, tmp_path: Path
) -> None:
    clock, port = tmp_path / "clock", free_port()
    clock.write_text("2024-09-09T08:00:00-04:00")  # nothing is due on that day
    service = bureau.start("serve", bureau.folder, clock, port)
    wait_for(lambda: answers(port), service)
    service.send_signal(signal.SIGKILL)
    service.wait()
    sent_before = len(bureau.post.taken)
    clock.write_text("2024-10-12T08:00:00-04:00")  # two days after the last day
    for _ in range(2):  # the second start finds nothing left to send
        service = bureau.start("serve", bureau.folder, clock, port)
        wait_for(lambda: answers(port) and len(bureau.post.taken) >= sent_before + 8, service)
        service.send_signal(signal.SIGTERM)
        out, told = service.communicate(timeout=60)
        assert service.returncode == 0, (out, told)
        assert "Traceback" not in told
    assert Counter(to for to, _ in bureau.post.taken[sent_before:]) == dict.fromkeys(bureau.people, 1)
    for person in bureau.people:
        (said,) = bureau.post.told(person)[-1:]
        assert "aurait dû vous parvenir le vendredi 11 octobre" in said, "it says so"
        assert "Envoyer le devis" in said
        assert "Recevoir la délégation" in said
