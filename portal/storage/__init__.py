"""Where files are kept: a folder or a bucket, behind one small interface."""

from urllib.parse import parse_qs, unquote, urlsplit

from portal.storage.base import Missing, Storage, StorageTrouble
from portal.storage.bucket import BucketStorage
from portal.storage.folder import FolderStorage

__all__ = ["BucketStorage", "FolderStorage", "Missing", "Storage", "StorageTrouble", "storage_from"]


def storage_from(url: str) -> Storage:
    """Open the storage at an address, or raise ValueError with what is wrong with it."""
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return FolderStorage(unquote(parts.path))
    if parts.scheme == "s3" and parts.netloc and not parts.path.strip("/"):
        return BucketStorage(parts.netloc, **_options(parts.query))
    raise ValueError("A storage address is file:///a/folder or s3://bucket?endpoint=…&region=….")


def _options(query: str) -> dict[str, str]:
    options = {name: values[-1] for name, values in parse_qs(query).items()}
    unknown = sorted(options.keys() - {"endpoint", "region"})
    if unknown:
        raise ValueError(f"A storage address takes endpoint and region, not {unknown[0]}.")
    return options
