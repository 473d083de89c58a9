import re
import tomllib
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("bot", "community", "handlers", "knowledge", "migrations", "scheduler")
PACKAGES = (*FLOORS, "handlers/line", "handlers/slack", "handlers/web")
OURS = sorted(
    path
    for floor in (*FLOORS, "tests")
    for path in (ROOT / floor).rglob("*")
    if path.suffix in {".py", ".js", ".css"} and "__pycache__" not in path.parts
)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _commands() -> list[str]:
    lines = (ROOT / "Procfile").read_text("utf-8").splitlines()
    return [line.partition(": ")[2] for line in lines]


def _settings() -> list[str]:
    from bot.settings import SETTINGS  # noqa: PLC0415 - the other tests don't need the roof

    return [each.name for each in SETTINGS]


def test_no_file_is_longer_than_300_lines() -> None:
    assert OURS
    assert [_named(path) for path in OURS if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

    assert [_named(path) for path in OURS if nothing & {path.stem, *path.relative_to(ROOT).parts[:-1]}] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_floor_is_there_and_says_what_it_is(package: str) -> None:
    assert (ROOT / package / "__init__.py").read_text("utf-8").startswith('"""')


def test_every_floor_is_packaged_typed_and_under_contract() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    tools = pyproject["tool"]

    assert sorted(tools["importlinter"]["root_packages"]) == sorted(FLOORS)
    assert sorted(tools["mypy"]["packages"]) == sorted([*FLOORS, "tests"])
    assert sorted(tools["setuptools"]["packages"]["find"]["include"]) == sorted(f"{each}*" for each in FLOORS)


def test_the_top_holds_the_floors_and_nothing_beside_them() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages == {*FLOORS, "tests"}


def test_tests_mirror_the_floors() -> None:
    beside_the_floors = {"standins", "bench", "evaluation"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}

    assert folders - beside_the_floors <= set(FLOORS)
    assert {"bot", "community", "handlers", "knowledge", "scheduler"} <= folders


def test_the_process_file_starts_commands_that_exist() -> None:
    from bot.cli import commands  # noqa: PLC0415 - the other tests don't need the roof

    for line in _commands():
        program, *words = line.split()
        command: click.Command | None = commands
        for word in words:
            assert isinstance(command, click.Group), line
            command = command.get_command(click.Context(command), word)
        assert program == "wasshoi"
        assert command is not None, line


def test_the_process_file_and_ci_stay_as_promised() -> None:
    assert _commands() == ["wasshoi db upgrade", "wasshoi web", "wasshoi worker", "wasshoi clock"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert (ROOT / ".ci/run").read_text("utf-8").endswith("make check\n")


def test_every_setting_has_its_line_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")

    assert re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE) == _settings()
    assert [line for line in example.splitlines() if line and not line.startswith("# ")] == []


def test_every_setting_of_the_example_says_what_bot_settings_says() -> None:
    from bot.settings import SETTINGS  # noqa: PLC0415 - the other tests don't need the roof

    example = (ROOT / ".env.example").read_text("utf-8")

    assert [
        each.name for each in SETTINGS if f"# {each.hint}\n# {each.name}={each.default}\n" not in example
    ] == []


def test_every_setting_is_documented_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [name for name in _settings() if f"`{name}`" not in readme] == []


def test_every_decision_has_its_headings_and_its_place_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    pages = sorted(folder.glob("[0-9]*.md"))

    assert [path.name for path in pages] == re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index)
    for page in pages:
        headings = re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Alternatives", "Status"], page.name
