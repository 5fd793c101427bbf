"""The blueprint that the pages of trust hang on."""

from flask import Blueprint

bp = Blueprint("trust", __name__)
