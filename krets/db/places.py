"""Where data and databases are: read from the environment, before Django is set up.

`KRETS_DATA`          folder for everything Krets keeps (default: `var/` in the checkout)
`KRETS_DATABASE_URL`  an own PostgreSQL, as a role that may create tables; without it, the embedded one
`KRETS_DATABASE_APP_URL`  the application role's address; without it, `krets` makes the role and remembers it
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
_held: list[IO[str]] = []


def data_dir() -> Path:
    """The folder that `KRETS_DATA` names, made if absent."""
    path = Path(os.environ.get("KRETS_DATA") or ROOT / "var").resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def read_settings_file() -> None:
    """Variables kept with the data, in `krets.env`: one NAME=value a line. The environment goes first."""
    path = data_dir() / "krets.env"
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and name.startswith("KRETS_"):
            os.environ.setdefault(name.strip(), value.strip())


def be_a_demo() -> None:
    """Make this installation the demo. Kept with its data, so that commands beside a running demo know.

    Raises ValueError where the folder's own settings say that it is no demo.
    """
    port = int(os.environ.get("KRETS_PORT") or "8000")
    lines = {
        "KRETS_DEMO": "1",
        "KRETS_PORT": str(port),
        "KRETS_MAIL_LISTEN": f"127.0.0.1:{port + 1}",
        "KRETS_SMTP": f"smtp://127.0.0.1:{port + 2}",
        "KRETS_MAIL_DOMAIN": "krets.example",
    }
    path = data_dir() / "krets.env"
    kept = path.read_text().splitlines() if path.exists() else []
    if kept and "KRETS_DEMO=1" not in kept:
        raise ValueError(f"{path} says that this is no demo. Choose another folder with KRETS_DATA.")
    kept = [line for line in kept if line.partition("=")[0] not in lines]
    write_whole(path, "".join(f"{line}\n" for line in [*kept, *(f"{name}={lines[name]}" for name in lines)]))
    os.environ.update(lines)


def be_a_bench(name: str) -> None:
    """Use a folder and an embedded database made for measuring. `KRETS_BENCH_OF` names the folder so far.

    They are of one shape of the database; what was measured before a migration changed is thrown away. Raises
    ValueError while another process measures there: each would measure what the other put in.
    """
    folder = data_dir() / "bench" / (name or "any")
    folder.mkdir(parents=True, exist_ok=True)
    alone = open(folder / "lock", "w", encoding="ascii")  # noqa: SIM115 - held until this process ends
    try:
        fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        alone.close()
        raise ValueError(f"{folder} is used by another bench. Wait for its end, or set KRETS_DATA.") from taken
    _held.append(alone)
    shape = hashlib.sha256()
    for path in sorted(ROOT.glob("krets/*/migrations/*.py")):
        shape.update(path.read_bytes())
    mine = folder / shape.hexdigest()[:12]
    for other in mine.parent.glob("*"):
        if other != mine:
            shutil.rmtree(other, ignore_errors=True)
    mine.mkdir(parents=True, exist_ok=True)
    os.environ |= {"KRETS_BENCH_OF": str(data_dir()), "KRETS_DATA": str(mine)}
    for name in ("KRETS_DATABASE_URL", "KRETS_DATABASE_APP_URL"):
        os.environ.pop(name, None)


def secret(name: str) -> str:
    """A secret of this installation, made once and kept in KRETS_DATA/secrets (mode 600)."""
    folder = data_dir() / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    if not path.exists():
        part = folder / f"{name}.{os.getpid()}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was faster: its secret counts
            os.link(part, path)
        part.unlink()
    return path.read_text().strip()


def former_secrets(name: str) -> list[str]:
    """Those that `secret` gave before it was changed, newest first."""
    path = data_dir() / "secrets" / f"{name}.former"
    return path.read_text().split() if path.exists() else []


def change_secret(name: str) -> None:
    """Make a new secret; the one so far becomes the newest of the former ones. Counts from the next start on."""
    folder = data_dir() / "secrets"
    former = [secret(name), *former_secrets(name)]
    _write_closed(folder / f"{name}.former", "\n".join(former))
    _write_closed(folder / name, secrets.token_urlsafe(48))


def forget_former_secrets(name: str) -> None:
    (data_dir() / "secrets" / f"{name}.former").unlink(missing_ok=True)


def _write_closed(path: Path, text: str) -> None:
    """Readable by us only, and whole at every moment."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that whoever reads it, or kills us, finds the old or the new text."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text)
    part.replace(path)


@dataclass(frozen=True)
class Address:
    """A PostgreSQL address in parts; `options` are libpq's, such as sslmode."""

    host: str
    port: str
    user: str
    password: str
    name: str
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, url: str) -> "Address":
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
            raise ValueError("A database's address must look like postgresql://user:password@host:5432/database")
        query = dict(parse_qsl(parts.query))
        return cls(
            host=unquote(parts.hostname or query.pop("host", "")),
            port=str(parts.port or ""),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            name=parts.path.strip("/"),
            options=tuple(sorted(query.items())),
        )

    def url(self) -> str:
        login = quote(self.user) + (f":{quote(self.password, safe='')}" if self.password else "")
        place = f"{self.host}{':' + self.port if self.port else ''}/{self.name}"
        return f"postgresql://{login}@{place}" + (f"?{urlencode(self.options)}" if self.options else "")

    def of(self, name: str) -> "Address":
        """Another database on the same server."""
        return replace(self, name=name)

    def django(self) -> dict[str, Any]:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": self.port,
            "USER": self.user,
            "PASSWORD": self.password,
            "NAME": self.name,
            "OPTIONS": dict(self.options),
        }


def owner() -> Address:
    """The role that migrates. Of the embedded server when no own PostgreSQL is named."""
    url = os.environ.get("KRETS_DATABASE_URL")
    if url:
        return Address.parse(url)
    state = embedded_state()
    return Address("127.0.0.1", str(state.get("port", "")), "krets_owner", secret("owner_password"), "krets")


def application() -> Address:
    """The role that serves: never the owner, never BYPASSRLS."""
    if makes_its_role():
        base = owner()
        return Address(base.host, base.port, f"{base.name}_app", secret("app_password"), base.name, base.options)
    return Address.parse(os.environ["KRETS_DATABASE_APP_URL"])


def makes_its_role() -> bool:
    """Whether Krets makes the application role itself, rather than being given one."""
    return not os.environ.get("KRETS_DATABASE_APP_URL")


def embedded_state() -> dict[str, Any]:
    path = data_dir() / "postgres" / "krets.json"
    return json.loads(path.read_text()) if path.exists() else {}
