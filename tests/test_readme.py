"""The README is tested: its commands work, its settings are the settings, its links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import parser
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\s*\$ (.+)$", README, re.MULTILINE)
HEADINGS = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
ANSWERING = [
    command
    for command in COMMANDS
    if command.startswith(("orderdesk catalogue import", "orderdesk catalogue search", "orderdesk parse"))
]


def test_there_are_commands() -> None:
    assert "make demo" in COMMANDS
    assert "make test" in COMMANDS
    assert len(ANSWERING) == 4


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make")])
def test_make_knows_the_target(command: str) -> None:
    done = subprocess.run([*shlex.split(command), "-n"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [command for command in COMMANDS if "orderdesk" in command])
def test_orderdesk_knows_the_command(command: str) -> None:
    program, *arguments = shlex.split(command)
    assert Path(program).name == "orderdesk"
    assert callable(parser().parse_args(arguments).command)


def test_the_commands_that_need_no_server_do_what_the_readme_says(tmp_path: Path) -> None:
    (tmp_path / "products.json").write_text(
        '{"currency": "IDR", "variants": [{"id": "v1", "product_id": "p1", "product_name": "Kopi Susu",'
        ' "variant_title": "250 ml", "sku": "KS", "price": 18000}]}'
    )
    outputs = []
    for command in ANSWERING:
        arguments = shlex.split(command)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        outputs.append(done.stdout)
    assert "Kopi Susu" in outputs[1]
    assert '"variant_id": "v1"' in outputs[2]
    assert "2 × Kopi Susu" in outputs[3]


def test_the_table_of_settings_is_complete_and_true() -> None:
    table = dict(re.findall(r"^\| `(ORDERDESK_\w+)` \| (?:`(.*?)`)? ?\|", README, re.MULTILINE))
    fields = {f"ORDERDESK_{name}".upper(): field for name, field in Settings.model_fields.items()}
    assert set(table) == set(fields)
    for name, written in table.items():
        default = fields[name].default
        match default:
            case str():
                assert written == default
            case int() | float():
                assert written == f"{default:g}"
            case Path():
                assert Path(written) == default
            case _:
                assert written == ""


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", README))))
def test_links_lead_somewhere(link: tuple[str, str]) -> None:
    file, _, heading = (link[0] or link[1]).partition("#")
    assert (ROOT / file).exists()
    assert not heading or heading in {re.sub(r"[^\w -]", "", line).lower().replace(" ", "-") for line in HEADINGS}


def test_the_top_level_holds_what_it_should() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so nobody can tell what belongs to the project")
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    top = {name.partition("/")[0] for name in listed if not name.startswith(".")}
    assert top == {
        "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "bot", "conversations", "deploy", "pyproject.toml",
        "requirements.lock", "storage", "tests",
    }  # fmt: skip
