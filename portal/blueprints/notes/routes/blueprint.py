"""The blueprint that the pages of notes hang on."""

from flask import Blueprint

from portal.blueprints.notes.drawing import pins_on, say_square

bp = Blueprint("notes", __name__)
bp.add_app_template_global(pins_on, "pins_on")
bp.add_app_template_global(say_square, "say_square")
