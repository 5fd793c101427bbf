"""A post that met an ended visit is kept for a day and done after signing in again."""

import contextvars
import hashlib
import re
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import BinaryIO, cast
from uuid import UUID

from flask import Flask, Request, Response, current_app
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import EnvironBuilder

from portal import once, tokens
from portal.clock import now
from portal.models import HeldFile, HeldPost
from portal.storage import Missing, Storage

KEPT = timedelta(hours=24)
MOST = 20  # for one person at a time
SECRETS = ("password", "code", "pin")
OURS = ("token",)


def may_be_held(request: Request) -> bool:
    """Tell whether the post may be kept: never one with a password or a code in it."""
    return not any(word in SECRETS for name in request.form for word in re.split("[-_]", name))


def digest_of_request(secret: str, request: Request) -> str:
    """Return the digest of method, path, fields and files: another text is another deed.

    What a script saves and what a button sends is one deed: line ends and empty file boxes, which
    only forms with files send, make no difference.
    """
    parts = [("method", request.method), ("path", request.path)]
    fields = request.form.items(multi=True)
    parts += [(n, v.replace("\r\n", "\n")) for n, v in fields if n not in (*OURS, "key")]
    for name, file in request.files.items(multi=True):
        if file.filename:
            parts.append((name, f"{file.filename}:{_sha256(file)}"))
    return once.digest_of(secret, parts)


def _sha256(file: FileStorage) -> str:
    digest = hashlib.sha256()
    while block := file.stream.read(65536):
        digest.update(block)
    file.stream.seek(0)
    return digest.hexdigest()


def hold(
    session: Session, storage: Storage, request: Request, *, person_id: UUID, trusted: bool
) -> str:
    """Keep the post with its files and commit; return the secret that finds it again.

    Nothing is returned when too much waits for this person already.
    """
    if is_full(session, person_id):
        return ""
    secret = tokens.new_secret()
    files = _store_files(storage, request, tokens.hash_of(secret))
    with session.begin():
        session.add(
            HeldPost(
                secret_hash=tokens.hash_of(secret),
                person_id=person_id,
                path=request.path,
                fields=[[n, v] for n, v in request.form.items(multi=True) if n not in OURS],
                trusted=trusted,
                ends_at=now() + KEPT,
            )
        )
        session.flush()
        session.add_all(files)
    return secret


def is_full(session: Session, person_id: UUID) -> bool:
    """Tell whether as many posts wait for the person as we keep."""
    waiting = select(func.count()).where(HeldPost.person_id == person_id)
    with session.begin():
        return (session.scalar(waiting) or 0) >= MOST


def _store_files(storage: Storage, request: Request, secret_hash: str) -> list[HeldFile]:
    kept = []
    for position, (name, file) in enumerate(request.files.items(multi=True)):
        if not file.filename:
            continue
        key = f"held/{secret_hash}/{position}"
        storage.put(key, cast(BinaryIO, file.stream), "application/octet-stream")
        kept.append(
            HeldFile(
                secret_hash=secret_hash,
                position=position,
                field=name,
                name=file.filename,
                type=file.mimetype,
                bytes=storage.size(key),
                key=key,
            )
        )
    return kept


def remember(secret: str) -> None:
    """Let this browser find its held post again after signing in."""
    if secret:
        cookie["held"] = secret


def remembered(session: Session, person_id: UUID) -> HeldPost | None:
    """Return the post that this browser may do at once for this person, if there is one."""
    secret = cookie.pop("held", "")
    post = session.get(HeldPost, tokens.hash_of(secret)) if secret else None
    if post is None or post.person_id != person_id or post.ends_at < now():
        return None
    return post


def held_posts_of(session: Session, person_id: UUID) -> Sequence[HeldPost]:
    """Return what waits for the person's word, newest first."""
    query = (
        select(HeldPost)
        .where(HeldPost.person_id == person_id, HeldPost.ends_at > now())
        .order_by(HeldPost.ends_at.desc())
    )
    return session.scalars(query).all()


def do_it(session: Session, storage: Storage, post: HeldPost, request: Request) -> Response:
    """Do the held post as an inner request of this visit; its answer is the answer.

    The post is let go only when its answer is no refusal.
    """
    files = session.scalars(select(HeldFile).where(HeldFile.secret_hash == post.secret_hash)).all()
    session.commit()
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    return contextvars.Context().run(_answer, app, _environ(storage, post, files, request))


def _environ(
    storage: Storage, post: HeldPost, files: Sequence[HeldFile], request: Request
) -> dict[str, object]:
    fields: MultiDict[str, object] = MultiDict((name, value) for name, value in post.fields)
    with ExitStack() as stack:
        for file in files:
            with suppress(Missing):
                stored = stack.enter_context(storage.open(file.key))
                fields.add(
                    file.field, FileStorage(stored, filename=file.name, content_type=file.type)
                )
        environ = EnvironBuilder(
            path=post.path, base_url=request.host_url, method="POST", data=fields
        ).get_environ()
    environ["HTTP_USER_AGENT"] = request.headers.get("User-Agent", "")
    environ["REMOTE_ADDR"] = request.remote_addr or ""
    environ["portal.replayed"] = post.secret_hash
    environ["HTTP_COOKIE"] = _cookie_now()
    return dict(environ)


def _cookie_now() -> str:
    sessions = cast(SecureCookieSessionInterface, current_app.session_interface)
    serializer = sessions.get_signing_serializer(current_app)
    value = str(serializer.dumps(dict(cookie))) if serializer else ""
    return f"{current_app.config['SESSION_COOKIE_NAME']}={value}"


def _answer(app: Flask, environ: dict[str, object]) -> Response:
    with app.app_context(), app.request_context(environ):
        return app.full_dispatch_request()


def let_go(session: Session, secret_hash: str) -> list[str]:
    """Forget the held post; return the keys of its files, to be deleted from the storage."""
    keys = list(session.scalars(select(HeldFile.key).where(HeldFile.secret_hash == secret_hash)))
    session.execute(delete(HeldFile).where(HeldFile.secret_hash == secret_hash))
    session.execute(delete(HeldPost).where(HeldPost.secret_hash == secret_hash))
    return keys


def past_files(session: Session, *, ended_before: datetime) -> Sequence[str]:
    """Return the keys of files whose posts nobody may ask for any more."""
    query = (
        select(HeldFile.key)
        .join(HeldPost, HeldPost.secret_hash == HeldFile.secret_hash)
        .where(HeldPost.ends_at < ended_before)
    )
    return session.scalars(query).all()


def drop_past(session: Session, *, ended_before: datetime) -> None:
    """Forget posts that were kept for a day; their files are deleted before."""
    past = HeldPost.ends_at < ended_before
    hashes = select(HeldPost.secret_hash).where(past)
    session.execute(delete(HeldFile).where(HeldFile.secret_hash.in_(hashes)))
    session.execute(delete(HeldPost).where(past))
