"""The views, in parts; each registers itself on the one blueprint."""

from flask import Blueprint

bp = Blueprint("trust", __name__)
