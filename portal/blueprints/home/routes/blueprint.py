"""The blueprint of this capability."""

from flask import Blueprint

bp = Blueprint("home", __name__)
