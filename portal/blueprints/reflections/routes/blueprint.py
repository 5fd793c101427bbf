"""The blueprint of this capability."""

from flask import Blueprint

bp = Blueprint("reflections", __name__)
