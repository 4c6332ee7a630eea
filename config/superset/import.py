"""Imports a bundle of build.py into the Superset whose Python runs this, and replaces what is there: the database with its password, data sets,
charts, dashboards. `superset import-dashboards` leaves charts, data sets and passwords that are there; `import-directory` writes charts that the
chart-data API cannot answer.

    import.py PADAN.zip [USER]    USER: whose the dashboards become; by default admin
"""
import sys
import zipfile

from superset.app import create_app

if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
path, user = (sys.argv[1:] + ["admin"])[:2]
app = create_app()
with app.app_context():
    from superset import security_manager
    from superset.commands.importers.v1.assets import ImportAssetsCommand
    from superset.commands.importers.v1.utils import get_contents_from_bundle
    from superset.utils.core import override_user

    owner = security_manager.find_user(username=user)
    if owner is None:
        sys.exit(f"Superset has no user {user}")
    with zipfile.ZipFile(path) as bundle:
        contents = get_contents_from_bundle(bundle)
    contents["metadata.yaml"] = contents["metadata.yaml"].replace("type: Dashboard", "type: assets")
    with override_user(owner):
        ImportAssetsCommand(contents).run()
