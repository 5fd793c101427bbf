"""Settings, read once from the environment; a wrong one stops the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    secret_key: str
    database_url: str
    storage_url: str
    base_url: str
    mail_url: str
    data_dir: Path
    workers: int = 1
    trusted_proxies: int = 0
    limits_url: str = "memory://"
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Tell whether people reach the portal over HTTPS."""
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str], *, demo: bool = False) -> Settings:
    """Read the PORTAL_… variables; raises BadSetting with one sentence."""
    data_dir = Path(environ.get("PORTAL_DATA_DIR") or "instance").absolute()
    return Settings(
        secret_key=_secret_key(environ, demo=demo),
        database_url=_database_url(environ, data_dir),
        storage_url=_url(
            environ, "PORTAL_STORAGE_URL", (data_dir / "files").as_uri(), ("file", "s3")
        ),
        base_url=_base_url(environ),
        mail_url=_url(environ, "PORTAL_MAIL_URL", (data_dir / "mail").as_uri(), MAIL_SCHEMES),
        data_dir=data_dir,
        workers=_number(environ, "PORTAL_WORKERS", 1),
        trusted_proxies=_number(environ, "PORTAL_TRUSTED_PROXIES", 0),
        limits_url=environ.get("PORTAL_LIMITS_URL") or "memory://",
        demo=demo,
    )


MAIL_SCHEMES = ("file", "smtp", "smtps")


def _secret_key(environ: Mapping[str, str], *, demo: bool) -> str:
    key = environ.get("PORTAL_SECRET_KEY", "")
    if not key and demo:
        return "only-for-the-demo-on-this-machine-" * 2
    if not key:
        raise BadSetting("Set PORTAL_SECRET_KEY to a random text of 32 characters or more.")
    if len(key) < 32:
        raise BadSetting("PORTAL_SECRET_KEY is too short: it needs 32 characters or more.")
    return key


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    url = environ.get("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir / 'portal.db'}"
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.partition("://")[2]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("PORTAL_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def _base_url(environ: Mapping[str, str]) -> str:
    port = _number(environ, "PORT", 8000)
    host = environ.get("HOST") or "127.0.0.1"
    url = environ.get("PORTAL_BASE_URL") or f"http://{host}:{port}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise BadSetting(
            "PORTAL_BASE_URL must be the address people type, such as https://portal.example.org."
        )
    return url.rstrip("/")


def _url(environ: Mapping[str, str], name: str, default: str, schemes: tuple[str, ...]) -> str:
    url = environ.get(name) or default
    if urlsplit(url).scheme not in schemes:
        begins = " or ".join(f"{scheme}://" for scheme in schemes)
        raise BadSetting(f"{name} must begin with {begins}.")
    return url


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise BadSetting(f"{name} must be a whole number, not “{text}”.")
    return int(text)
