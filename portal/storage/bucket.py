"""Files in a bucket that speaks S3."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, BinaryIO

from portal.storage.base import Missing, Readable, StorageTrouble, check_round_trip, checked

KEYS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
MISSING = {"404", "NoSuchKey", "NotFound"}
REFUSED = {"401", "403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
CHUNK = 64 * 1024
OPTIONS = {
    "signature_version": "s3v4",
    "s3": {"addressing_style": "path"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
    "connect_timeout": 3,
    "read_timeout": 10,
    "retries": {"total_max_attempts": 3, "mode": "standard"},
    "max_pool_connections": 32,
}


class BucketStorage:
    """A bucket: the keys to it come from the usual AWS variables of the environment."""

    def __init__(self, bucket: str, endpoint: str | None = None, region: str | None = None) -> None:
        import boto3
        from boto3.s3.transfer import TransferConfig
        from botocore.config import Config

        self.bucket = bucket
        self.transfer = TransferConfig(use_threads=False)
        self.client: Any = boto3.session.Session().client(
            "s3", endpoint_url=endpoint, region_name=region, config=Config(**OPTIONS)
        )

    def put(self, key: str, data: Readable | bytes, type: str) -> None:
        """Keep the data under the key, in place of what was there before."""
        what = {"Bucket": self.bucket, "Key": checked(key)}
        with self.trouble(key):
            if isinstance(data, bytes):
                self.client.put_object(**what, Body=data, ContentType=type)
            else:
                options = {"ExtraArgs": {"ContentType": type}, "Config": self.transfer}
                self.client.upload_fileobj(data, **what, **options)

    def open(self, key: str, start: int = 0, stop: int | None = None) -> BinaryIO:
        """Read from start up to, but not including, stop; raise Missing if there is no file."""
        if stop is not None and stop <= start:
            self.size(key)
            return BytesIO()
        last = "" if stop is None else str(stop - 1)
        part = {"Range": f"bytes={start}-{last}"} if start or last else {}
        with self.trouble(key):
            body = self._body(checked(key), part)
        return BufferedReader(_Body(body, self), CHUNK)

    def size(self, key: str) -> int:
        """Count the bytes of a file, or raise Missing."""
        with self.trouble(key):
            head = self.client.head_object(Bucket=self.bucket, Key=checked(key))
        return int(head["ContentLength"])

    def delete(self, key: str) -> None:
        """Remove a file, which may be gone already."""
        with self.trouble(key):
            self.client.delete_object(Bucket=self.bucket, Key=checked(key))

    def keys(self, prefix: str = "", *, before: datetime | None = None) -> Iterator[str]:
        """Name the keys that start with the prefix, and are of that age, in no promised order."""
        pages = self.client.get_paginator("list_objects_v2")
        with self.trouble(prefix):
            for page in pages.paginate(Bucket=self.bucket, Prefix=prefix):
                for found in page.get("Contents", ()):
                    if before is None or found["LastModified"] < before:
                        yield found["Key"]

    def check(self) -> None:
        """Write, read and remove a small file, or raise StorageTrouble."""
        check_round_trip(self)

    @contextmanager
    def trouble(self, key: str) -> Iterator[None]:
        """Say in words what the network and the bucket say in codes."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            if _code(error) in MISSING:
                raise Missing(key) from error
            raise StorageTrouble(self._refusal(_code(error))) from error
        except BotoCoreError as error:
            raise StorageTrouble(self._silence(error)) from error

    def _body(self, key: str, part: dict[str, str]) -> Any:
        """Ask for a file, where a part that begins past its end is empty."""
        from botocore.exceptions import ClientError

        try:
            return self.client.get_object(Bucket=self.bucket, Key=key, **part)["Body"]
        except ClientError as error:
            if _code(error) in {"416", "InvalidRange"}:
                return BytesIO()
            raise

    def _refusal(self, code: str) -> str:
        if code == "NoSuchBucket":
            return f"There is no bucket {self.bucket}."
        if code in REFUSED:
            return f"The bucket {self.bucket} refuses our keys ({code}): look at {KEYS}."
        return f"The bucket {self.bucket} answered {code}."

    def _silence(self, error: Exception) -> str:
        if type(error).__name__ in {"NoCredentialsError", "PartialCredentialsError"}:
            return f"The keys to the bucket {self.bucket} are missing: set {KEYS}."
        why = str(error).partition("\n")[0].rstrip(".")
        return f"The bucket {self.bucket} cannot be reached: {why}."


class _Body(RawIOBase):
    """What a bucket sends, with its troubles in our words."""

    def __init__(self, body: Any, bucket: BucketStorage) -> None:
        self.body, self.bucket = body, bucket

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with self.bucket.trouble("what is being read"):
            return int(self.body.readinto(buffer))

    def close(self) -> None:
        self.body.close()
        super().close()


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", "unknown"))
