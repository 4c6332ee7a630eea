"""Superset on one machine, for looking at Padan. Settings: https://superset.apache.org/docs/configuration/configuring-superset"""
import os
import pathlib

HOME = pathlib.Path(os.environ["SUPERSET_HOME"])
SECRET_KEY = (HOME / "secret").read_text().strip()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}"  # Superset's own users and charts; Padan's data stay in PostgreSQL
BABEL_DEFAULT_LOCALE = "en"
LANGUAGES = {}
D3_FORMAT = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}  # numbers as Indonesia writes them
TALISMAN_ENABLED = False  # reached on this machine only (127.0.0.1)
FEATURE_FLAGS = {"DASHBOARD_RBAC": False, "ENABLE_TEMPLATE_PROCESSING": False}
CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 60}
DATA_CACHE_CONFIG = CACHE_CONFIG
FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 86400}
EXPLORE_FORM_DATA_CACHE_CONFIG = FILTER_STATE_CACHE_CONFIG
ROW_LIMIT = 5000
SUPERSET_WEBSERVER_ADDRESS = "127.0.0.1"
SQLLAB_TIMEOUT = 60
