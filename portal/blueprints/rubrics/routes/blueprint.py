"""The blueprint of this capability."""

from flask import Blueprint

bp = Blueprint("rubrics", __name__)
