"""Makes Superset's user admin with the password of a file: everybody on the machine can read the arguments of `superset fab create-admin`.

    admin.py FILE
"""
import pathlib
import sys

from superset.app import create_app

if len(sys.argv) != 2:
    sys.exit(__doc__)
password = pathlib.Path(sys.argv[1]).read_text().strip()
with create_app().app_context():
    from superset import security_manager

    role = security_manager.find_role(security_manager.auth_role_admin)
    if not security_manager.add_user("admin", "Padan", "Admin", "admin@localhost", role, password=password):
        sys.exit("the user admin could not be made")
