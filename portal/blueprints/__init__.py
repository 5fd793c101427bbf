"""The capabilities, in the order in which they may know each other: each only those before it."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

CAPABILITIES = (
    "accounts",
    "notices",
    "programmes",
    "rubrics",
    "tasks",
    "media",
    "work",
    "steps",
    "reflections",
    "notes",
    "feedback",
    "growth",
    "portfolios",
    "shares",
    "search",
    "trust",
    "home",
)


def register(app: Flask) -> None:
    """Register the views and the jobs of every capability."""
    for module in ("health", "installing"):
        app.register_blueprint(import_module(f"portal.{module}").bp)
    for name in CAPABILITIES:
        for part in ("routes", "jobs"):
            module = f"{__name__}.{name}.{part}"
            if find_spec(module):
                loaded = import_module(module)
                if part == "routes":
                    app.register_blueprint(loaded.bp)
