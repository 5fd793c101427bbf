"""Settings, read once from the environment; a wrong one stops the start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class BadSetting(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    storage_url: str = field(repr=False)
    base_url: str
    mail_url: str = field(repr=False)
    text_url: str = field(repr=False)
    data_dir: Path
    workers: int = 1
    trusted_proxies: int = 0
    limits_url: str = field(default="memory://", repr=False)
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
        mail_url=_mail_url(environ, (data_dir / "mail").as_uri()),
        text_url=_text_url(environ, (data_dir / "texts").as_uri()),
        data_dir=data_dir,
        workers=_number(environ, "PORTAL_WORKERS", 1, most=64),
        trusted_proxies=_number(environ, "PORTAL_TRUSTED_PROXIES", 0, most=9),
        limits_url=_url(environ, "PORTAL_LIMITS_URL", "memory://", LIMITS_SCHEMES),
        demo=demo,
    )


MAIL_SCHEMES = ("file", "smtp", "smtps")
TEXT_SCHEMES = ("file", "http", "https")
LIMITS_SCHEMES = ("memory", "redis", "rediss")


def _secret_key(environ: Mapping[str, str], *, demo: bool) -> str:
    key = environ.get("PORTAL_SECRET_KEY", "").strip()
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
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise BadSetting("PORTAL_DATABASE_URL is not an address of a database.") from None
    if not parts.database or ":memory:" in parts.database:
        raise BadSetting("PORTAL_DATABASE_URL must name the database at its end.")
    return url


def _base_url(environ: Mapping[str, str]) -> str:
    port = _number(environ, "PORT", 8000, least=1, most=65535)
    host = environ.get("HOST") or "127.0.0.1"
    here = f"[{host}]" if ":" in host else host
    url = environ.get("PORTAL_BASE_URL") or f"http://{here}:{port}"
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or _is_more_than_a_host(url, parts):
        raise BadSetting(
            "PORTAL_BASE_URL must be the address people type, such as https://portal.example.org."
        )
    return url.rstrip("/")


def _is_more_than_a_host(url: str, parts: SplitResult) -> bool:
    return url.rstrip("/") != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc


def _mail_url(environ: Mapping[str, str], default: str) -> str:
    url = _url(environ, "PORTAL_MAIL_URL", default, MAIL_SCHEMES)
    if not url.startswith("file:") and not urlsplit(url).hostname:
        raise BadSetting("PORTAL_MAIL_URL must name the mail server: smtp://mail.example.org.")
    return url


def _text_url(environ: Mapping[str, str], default: str) -> str:
    url = _url(environ, "PORTAL_TEXT_URL", default, TEXT_SCHEMES)
    if not url.startswith("file:") and not urlsplit(url).hostname:
        raise BadSetting(
            "PORTAL_TEXT_URL must name who sends texts: https://texts.example.org/send."
        )
    return url


def _url(environ: Mapping[str, str], name: str, default: str, schemes: tuple[str, ...]) -> str:
    url = environ.get(name) or default
    parts = _parts(url)
    if parts is None or parts.scheme not in schemes:
        begins = " or ".join(f"{scheme}://" for scheme in schemes)
        raise BadSetting(f"{name} must be an address that begins with {begins}.")
    return url


def _parts(url: str) -> SplitResult | None:
    """Take an address apart; nothing is returned for one that is none."""
    try:
        parts = urlsplit(url)
        whole = parts.port is None or parts.port > 0
    except ValueError:
        return None
    return parts if whole and url.isprintable() and " " not in url else None


def _number(
    environ: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int
) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
        raise BadSetting(f"{name} must be a whole number from {least} to {most}.")
    return int(text)
