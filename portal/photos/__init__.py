"""Photos: looking at one before it is taken, and making what others get to see of it."""

from portal.photos.errors import Empty, NotAPhoto, NotWhole, PhotoProblem, TooLarge
from portal.photos.opening import Size, look_at
from portal.photos.variants import VariantBytes, make_variants

__all__ = [
    "Empty",
    "NotAPhoto",
    "NotWhole",
    "PhotoProblem",
    "Size",
    "TooLarge",
    "VariantBytes",
    "look_at",
    "make_variants",
]
