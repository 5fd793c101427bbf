"""The blueprint that the pages of growth hang on."""

from flask import Blueprint

bp = Blueprint("growth", __name__)
