"""The blueprint of this capability."""

from flask import Blueprint

bp = Blueprint("tasks", __name__)
