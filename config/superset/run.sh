#!/usr/bin/env bash
# Apache Superset with Padan's dashboards, on this machine only: `make superset`. Everything it needs goes to SUPERSET_HOME, outside the repository.
#   run.sh PADAN [setup]    PADAN: the program; setup: stop before the server is started
set -euo pipefail
padan=$1
here=$(cd "$(dirname "$0")" && pwd)
export SUPERSET_HOME=${SUPERSET_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/padan-superset}
export SUPERSET_CONFIG_PATH="$here/superset_config.py" FLASK_APP=superset SUPERSET_LOG_LEVEL=warning PYTHONWARNINGS=ignore
port=${SUPERSET_PORT:-8088}
user=${SUPERSET_READER:-superset}
python=${PYTHON:-python3}
umask 077
mkdir -p "$SUPERSET_HOME"
say() { echo "padan: $*"; }

# 6.1.0 is pinned with caching packages that it works with (newer ones break it) and cachetools, which it imports without asking for it.
if [ ! -x "$SUPERSET_HOME/venv/bin/superset" ]; then
  say "installing Apache Superset 6.1.0 into $SUPERSET_HOME/venv (a few minutes, needs the network)"
  "$python" -c 'import ensurepip' 2>/dev/null || { echo "padan: install the Debian package python3-venv" >&2; exit 1; }
  "$python" -m venv "$SUPERSET_HOME/venv"
  "$SUPERSET_HOME/venv/bin/pip" install -q 'apache-superset==6.1.0' rich 'flask-caching<2.4' 'cachelib<0.14' cachetools psycopg2-binary
fi
bin=$SUPERSET_HOME/venv/bin
[ -s "$SUPERSET_HOME/secret" ] || head -c 42 /dev/urandom | base64 > "$SUPERSET_HOME/secret"

if [ ! -s "$SUPERSET_HOME/superset.db" ]; then
  say "making Superset's own database and its user admin"
  "$bin/superset" db upgrade > "$SUPERSET_HOME/setup.log" 2>&1
  head -c 18 /dev/urandom | base64 | tr '+/' 'ab' > "$SUPERSET_HOME/admin-password"
  "$bin/superset" init >> "$SUPERSET_HOME/setup.log" 2>&1
  "$bin/python" "$here/admin.py" "$SUPERSET_HOME/admin-password" >> "$SUPERSET_HOME/setup.log" 2>&1
fi

# Superset reads as an analyst: a log-in of its own, with a new password each time.
verb=add; "$padan" db user list --json | grep -q "\"name\" : \"$user\"" && verb=rotate
role=(); [ $verb = add ] && role=(--role analyst)
url=$("$padan" db user $verb "$user" "${role[@]}" --json | "$bin/python" -c 'import json, sys; print(json.load(sys.stdin)["url"])')
"$padan" db dictionary --format csv --out "$SUPERSET_HOME/dictionary.csv" --quiet > /dev/null
PADAN_SUPERSET_URL=${url/postgresql:/postgresql+psycopg2:} "$bin/python" "$here/build.py" bundle "$SUPERSET_HOME/dictionary.csv" \
  "$SUPERSET_HOME/padan.zip"
"$bin/python" "$here/import.py" "$SUPERSET_HOME/padan.zip" > "$SUPERSET_HOME/import.log" 2>&1 || { cat "$SUPERSET_HOME/import.log" >&2; exit 1; }
say "imported the dashboards of config/superset/charts.yaml"
say "http://127.0.0.1:$port  user admin, password $(cat "$SUPERSET_HOME/admin-password")"
[ "${2:-}" = setup ] && exit 0
say "Ctrl-C ends it"
exec "$bin/gunicorn" --bind "127.0.0.1:$port" --workers 1 --threads 8 --timeout 120 --log-level warning 'superset.app:create_app()'
