"""One log for all that goes wrong: in one file that does not grow without end."""

import pytest

from planner import log


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KETENPLANNER_HOME", str(tmp_path))
    return tmp_path


def test_that_every_failure_is_written_down_with_its_traceback():
    def fail(name):
        try:
            raise ValueError(name)
        except ValueError as error:
            return error

    log.log_all([fail("eerste"), fail("tweede")])
    text = log.log_file().read_text(encoding="utf-8")
    assert text.count("Traceback") == 2
    assert "ValueError: eerste" in text
    assert "ValueError: tweede" in text


def test_that_the_log_does_not_grow_without_end(home, monkeypatch):
    monkeypatch.setattr(log, "MOST_BYTES", 2000)
    for number in range(100):
        log.log_failure(ValueError(f"fout {number} " + "x" * 100))
    files = sorted((home / "log").iterdir())
    assert len(files) == log.KEPT + 1
    assert all(file.stat().st_size <= 2000 for file in files)
    assert "fout 99" in log.log_file().read_text(encoding="utf-8")


def test_that_a_log_that_cannot_be_kept_is_no_trouble(home, capsys):
    (home / "log").write_text("in the way", encoding="utf-8")
    log.log_failure(ValueError("toch"))
    assert "toch" in capsys.readouterr().err
