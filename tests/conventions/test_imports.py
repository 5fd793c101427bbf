"""Capabilities know only those to their left, and the domain does not know the web."""

import pytest

from portal.blueprints import CAPABILITIES
from tests.sources import imports_of, modules, reached_from

WEB = {"flask", "flask_babel", "flask_login", "flask_wtf", "flask_limiter", "htmx_flask"}
ASSEMBLY = ("portal", "portal.blueprints")  # their __init__ put the program together
EDGE = {
    "portal",
    "portal.blueprints",
    "portal.access",
    "portal.assets",
    "portal.autosaving",
    "portal.caching",
    "portal.csrf",
    "portal.db",
    "portal.drawing",
    "portal.errors",
    "portal.health",
    "portal.held",
    "portal.installing",
    "portal.pages",
    "portal.request_log",
    "portal.security",
    "portal.sparing",
    "portal.choosing",
    "portal.__main__",
    "portal.commands",
    "portal.demo",
    "portal.housekeeping",
    "portal.serving",
    "portal.working",
}
# Beside routes: the hands of views, which work with request, cookie or answer.
HANDS = {
    "accounts": {"replaying", "signing_in"},
    "media": {"receiving", "serving"},
}


def capability_of(module):
    parts = module.split(".")
    return parts[2] if module.startswith("portal.blueprints.") else None


def is_at_the_edge(module):
    parts = module.split(".")
    if capability_of(module):
        part = parts[3] if len(parts) > 3 else ""
        return part == "routes" or part in HANDS.get(parts[2], ())
    above = EDGE - set(ASSEMBLY)
    return module in EDGE or any(module.startswith(f"{edge}.") for edge in above)


DOMAIN = [module for module in modules() if not is_at_the_edge(module)]


def test_capabilities_import_only_those_to_their_left():
    order = {name: place for place, name in enumerate(CAPABILITIES)}
    wrong = [
        f"{module} imports {other}"
        for module in modules()
        if (here := capability_of(module))
        for other in imports_of(module)
        if (there := capability_of(other)) and order[there] > order[here]
    ]
    assert not wrong, wrong


def test_every_folder_of_a_capability_is_in_the_list():
    assert {name for module in modules() if (name := capability_of(module))} <= set(CAPABILITIES)


def test_the_foundation_imports_no_capability():
    allowed = {"portal", "portal.blueprints", "portal.housekeeping", "portal.doctor"}
    wrong = [
        f"{module} imports {other}"
        for module in modules()
        if not capability_of(module) and module not in allowed
        if not module.startswith(("portal.demo", "portal.commands"))
        for other in imports_of(module)
        if capability_of(other)
    ]
    assert not wrong, wrong


def test_models_and_policy_import_models_only():
    wrong = [
        f"{module} imports {other}"
        for module in modules()
        if module.startswith(("portal.models", "portal.policy"))
        for other in imports_of(module)
        if other.startswith("portal.")
        and not other.startswith(("portal.models", "portal.policy"))
        and other not in {"portal.clock", "portal.folding", "portal.ids"}
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("module", DOMAIN)
def test_the_domain_reaches_no_web(module):
    asked = reached_from(module, but=ASSEMBLY)
    reached = sorted(WEB & {name.split(".")[0] for name in asked if name not in ASSEMBLY})
    web = next((name for name in asked if name.split(".")[0] in WEB), None)
    way = []
    while web:
        way.append(web)
        web = asked[web]
    assert not reached, " <- ".join(way)


def test_the_domain_is_most_of_the_portal():
    assert len(DOMAIN) > len(modules()) / 2
    assert "portal.models.work" in DOMAIN
    assert "portal.mail" in DOMAIN


def test_boto3_is_loaded_only_by_who_uses_a_bucket():
    for module in modules():
        if module != "portal.storage.bucket":
            assert not {"boto3", "botocore"} & {name.split(".")[0] for name in imports_of(module)}
