"""The blueprint of files."""

from flask import Blueprint

from portal.blueprints.media.pictures import picture

bp = Blueprint("media", __name__)
bp.add_app_template_global(picture, "picture")
