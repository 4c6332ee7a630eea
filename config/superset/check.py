"""Asks a running Superset for the data of every chart of every dashboard, and takes a picture of each dashboard.

    check.py http://127.0.0.1:8088 FILE [FOLDER]    FILE: holds admin's password; FOLDER: where the pictures go; needs Playwright and Chromium

Ends with 1 when a chart fails or has no rows.
"""
import json
import pathlib
import sys
import time
import urllib.error
import urllib.request

base, file, *folder = sys.argv[1:]
password = pathlib.Path(file).read_text().strip()


def call(path, body=None, token=None):
    request = urllib.request.Request(base + path, data=json.dumps(body).encode() if body else None)
    if body:
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


token = call("/api/v1/security/login", {"username": "admin", "password": password, "provider": "db"})["access_token"]
failed = 0
counts = {}
dashboards = sorted(call("/api/v1/dashboard/?q=(page_size:100)", token=token)["result"], key=lambda d: d["slug"] or "")
for dashboard in dashboards:
    print(dashboard["dashboard_title"])
    charts = call(f"/api/v1/dashboard/{dashboard['id']}/charts", token=token)["result"]
    counts[dashboard["id"]] = len(charts)
    for chart in charts:
        started = time.perf_counter()
        try:
            answer = call(f"/api/v1/chart/{chart['id']}/data/?force=true", token=token)["result"][0]
            rows, error = answer["rowcount"], answer.get("error")
        except urllib.error.HTTPError as failure:
            rows, error = 0, failure.read().decode()[:300]
        failed += rows == 0
        print(f"  {chart['slice_name']}: {rows} rows, {1000 * (time.perf_counter() - started):.0f} ms" + (f" {error}" if error else ""))
if folder:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 2200})
        page.goto(base + "/login/")
        page.wait_for_timeout(3000)
        page.fill("input#username", "admin")
        page.fill("input#password", password)
        page.press("input#password", "Enter")
        page.wait_for_timeout(5000)
        for dashboard in dashboards:
            page.goto(f"{base}/superset/dashboard/{dashboard['slug']}/?standalone=0")
            page.wait_for_function(
                "n => document.querySelectorAll('.slice_container canvas, .slice_container table').length >= n", arg=counts[dashboard["id"]], timeout=90000)
            page.wait_for_timeout(3000)
            bottom = page.evaluate("Math.max(...[...document.querySelectorAll('.dashboard-component-chart-holder')].map(e => e.getBoundingClientRect().bottom))")
            page.screenshot(path=f"{folder[0]}/{dashboard['slug']}.png", clip={"x": 0, "y": 0, "width": 1500, "height": min(2200, bottom + 15)})
        browser.close()
sys.exit(1 if failed or not dashboards else 0)
