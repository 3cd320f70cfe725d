"""The documents say what the program does."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPERATING = (ROOT / "docs" / "operating.md").read_text()


def variables_in(*paths: Path) -> set[str]:
    return {name for path in paths for name in re.findall(r"KRETS_[A-Z_]+", path.read_text())}


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    code = variables_in(
        *(ROOT / "krets").rglob("settings.py"),
        ROOT / "krets/db/places.py",
        ROOT / "krets/db/clock.py",
        ROOT / "krets/run.py",
    )
    # Names of settings inside the program, not of the environment.
    code -= {"KRETS_COORDINATES", "KRETS_READER_OF", "KRETS_READER_OF_PERSON", "KRETS_INBOX", "KRETS_POSTBOX"}
    code -= {"KRETS_STILL_READS", "KRETS_BENCH_OF"}
    documented = set(re.findall(r"^\| `(KRETS_[A-Z_]+)`", OPERATING, re.MULTILINE))
    assert code == documented


def test_commands_named_in_the_documents_exist() -> None:
    from krets.cli import COMMANDS

    named = {
        name
        for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        for name in re.findall(r"(?:bin/|`)krets ([a-z-]+)", path.read_text())
    }
    assert named <= set(COMMANDS), named - set(COMMANDS)


def test_files_named_in_the_documents_exist() -> None:
    lost = [
        f"{path.name}: {name}"
        for path in [
            ROOT / "README.md",
            ROOT / "CONTRIBUTING.md",
            ROOT / "SECURITY.md",
            ROOT / "STYLE.md",
            *(ROOT / "docs").rglob("*.md"),
        ]
        for name in re.findall(r"`((?:krets|bin|docs|bench)/[\w./-]+)`", path.read_text())
        if not (ROOT / name.rstrip("/")).exists()
    ]
    assert lost == []


def test_links_between_documents_lead_somewhere() -> None:
    lost = [
        f"{path.name}: {target}"
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
        if not (path.parent / target).exists()
    ]
    assert lost == []


def test_every_decision_is_half_a_page_with_its_four_sentences() -> None:
    for path in (ROOT / "docs/decisions").glob("*.md"):
        text = path.read_text()
        for part in ("**We chose**", "**Because**", "**Instead of**", "**We will know it was wrong when**"):
            assert part in text, f"{path.name} lacks {part}"
        assert len(text.splitlines()) <= 30, path.name


def test_tests_named_in_the_documents_exist() -> None:
    """What is called held there is held by something."""
    tests = {path.name: path.read_text() for path in (ROOT / "krets").rglob("test_*.py")}
    functions = {name for text in tests.values() for name in re.findall(r"def (test_\w+)", text)}
    named = {
        name
        for document in ("asvs.md", "threats.md", "security-tests.md", "identity.md")
        for name in re.findall(r"`(?:krets/[\w/]*/)?(test_\w+(?:\.py)?)`", (ROOT / "docs" / document).read_text())
    }
    assert len(named) > 40
    assert named - functions - set(tests) == set()
