"""The blueprint of this capability."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
