"""The blueprint that the pages of feedback hang on."""

from flask import Blueprint

bp = Blueprint("feedback", __name__)
