"""Is everything that pyproject.toml asks for pinned, with hashes, at a version it allows, without any address?"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+?)(?:\s*;.*?)?\s*\\$", re.M)


def pins(path):
    """Version by canonical name; names without a hash are problems."""
    return {canonicalize_name(name): version for name, version in PIN.findall(path.read_text())}


def problems():
    """What is out of step, one line each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        "base": project["project"]["dependencies"],
        "dev": project["dependency-groups"]["dev"],
    }
    for name, lines in wanted.items():
        path = ROOT / "requirements" / f"{name}.txt"
        pinned = pins(path)
        if re.search(r"https?://|file:|--index-url|--find-links", path.read_text()):
            yield f"{path.name} holds an address"
        blocks = re.split(r"\n(?=\S)", path.read_text().strip())
        yield from (f"{path.name}: {block.split()[0]} has no hash" for block in blocks if "--hash=sha256:" not in block)
        for line in lines:
            requirement = Requirement(line)
            version = pinned.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version):
                yield f"{path.name} has {requirement.name} {version or 'nowhere'}, pyproject.toml wants {line}"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "requirements: in step with pyproject.toml")
    sys.exit(f"{len(found)} problems: run make requirements" if found else 0)
