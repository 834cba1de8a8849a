"""What is installed: locked by hashes, from no address of its own, and every package with its reason."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCKED = [part for part in re.split(r"\n(?=[^\s#])", re.sub(r"^#.*\n?", "", LOCK, flags=re.MULTILINE)) if part.strip()]
WANTED = [
    *tomllib.loads(PROJECT)["project"]["dependencies"],
    *tomllib.loads(PROJECT)["dependency-groups"]["dev"],
]


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()  # type: ignore[union-attr]  # else it fails


@pytest.mark.parametrize("requirement", LOCKED, ids=name_of)
def test_every_package_is_pinned_by_version_and_hashes(requirement: str) -> None:
    first, *rest = (line.strip().removesuffix("\\").strip() for line in requirement.strip().splitlines())
    assert re.fullmatch(r"[a-z0-9][\w.-]*==[\w.!+]+( ; .+)?", first, re.IGNORECASE)
    assert rest
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in rest)


def test_the_lock_names_no_address_and_no_other_file() -> None:
    assert "://" not in LOCK
    assert " @ " not in LOCK
    options = {line.split()[0] for line in LOCK.splitlines() if line.startswith("-")}
    assert options == set()


def test_every_package_that_is_asked_for_is_locked() -> None:
    assert {name_of(requirement) for requirement in WANTED} <= {name_of(requirement) for requirement in LOCKED}


@pytest.mark.parametrize("requirement", WANTED, ids=name_of)
def test_every_package_that_is_asked_for_has_its_reason_beside_it(requirement: str) -> None:
    line = next(line for line in PROJECT.splitlines() if f'"{requirement}"' in line)
    reason = line.partition(f'"{requirement}",')[2].strip()
    assert re.fullmatch(r"# \w.{5,}", reason), f"why {requirement}?"


def test_they_are_installed_with_their_hashes() -> None:
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "$(PIP) install" in line]
    assert installs
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
