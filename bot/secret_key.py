"""The key that signs links: the setting, or for a trial one that is made once and kept beside the database.

Where processes don't share a data folder, `SECRET_KEY` has to be set: `wasshoi check` says so.
"""

import secrets
from pathlib import Path

FILE = "secret.key"


def kept(data: Path, given: str) -> str:
    """The key to sign with. `data` is the folder in which a made one is kept, readable by its owner only."""
    if given:
        return given
    file = data / FILE
    data.mkdir(parents=True, exist_ok=True)
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(secrets.token_urlsafe(48), "utf-8")
    except FileExistsError:
        pass
    return file.read_text("utf-8").strip() or secrets.token_urlsafe(48)
