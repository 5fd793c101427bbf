"""The blueprint that the addresses of a portfolio hang on."""

from flask import Blueprint

bp = Blueprint("portfolios", __name__)
