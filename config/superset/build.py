"""Makes Superset's import bundle of charts.yaml, and the plain SQL of each chart.

    build.py bundle DICTIONARY.csv OUT.zip        DICTIONARY: padan db dictionary --format csv; the variable PADAN_SUPERSET_URL is SQLAlchemy's
                                                  URI of a user of role analyst, whose password everybody could read in an argument
    build.py examples FOLDER                      NAME.sql a chart, for other tools

Needs PyYAML, which Superset brings.
"""
import csv
import json
import os
import pathlib
import sys
import uuid
import zipfile

import yaml

HERE = pathlib.Path(__file__).parent
SPACE = uuid.UUID("6f0f7a4e-5d0c-4c55-9a8e-7061646e0001")
STAMP = "2018-01-01T00:00:00+00:00"


def identifier(kind, name):
    return str(uuid.uuid5(SPACE, f"{kind}/{name}"))


def metric(label, sql):
    return {"expressionType": "SQL", "sqlExpression": sql, "label": label, "optionName": "metric_" + label.lower().replace(" ", "_"), "hasCustomLabel": True}


def where(chart):
    return [{"clause": "WHERE", "expressionType": "SQL", "sqlExpression": chart["where"], "filterOptionName": "where"}] if "where" in chart else []


def is_temporal(spec, chart):
    return chart.get("x") is not None and spec["datasets"][chart["dataset"]].get("time") == chart["x"]


def form(spec, name, chart):
    metrics = [metric(*item) for item in chart["metrics"].items()]
    order = next((m for m in metrics if m["label"] == chart.get("order")), None)
    common = {"datasource": f"{identifier('dataset', chart['dataset'])}__table", "adhoc_filters": where(chart), "row_limit": chart["limit"]}
    kinds = {"bar": "echarts_timeseries_bar", "line": "echarts_timeseries_line", "pie": "pie", "table": "table"}
    common["viz_type"] = kinds[chart["type"]]
    if chart["type"] == "table":
        return common | {
            "query_mode": "aggregate", "groupby": chart["columns"], "metrics": metrics, "timeseries_limit_metric": order, "order_desc": True,
            "server_page_length": 10, "page_length": 10, "include_search": True, "table_timestamp_format": "%Y-%m-%d", "all_columns": [], "percent_metrics": [],
            "column_config": {label: {"d3NumberFormat": chart.get("formats", {}).get(label, ",d")} for label in chart["metrics"]}}
    if chart["type"] == "pie":
        return common | {
            "groupby": [chart["x"]], "metric": metrics[0], "sort_by_metric": True, "show_legend": True, "label_type": "key_value_percent", "show_labels": True,
            "number_format": ",d", "donut": True, "innerRadius": 40, "outerRadius": 70, "color_scheme": "d3Category10"}
    axis = {"x_axis": chart["x"], "metrics": metrics, "groupby": [chart["series"]] if "series" in chart else [], "show_legend": True, "rich_tooltip": True,
            "y_axis_format": ",d", "truncate_metric": True, "color_scheme": "d3Category10", "order_desc": True}
    if chart["type"] == "line":
        return common | axis | {"time_grain_sqla": None, "markerEnabled": True, "x_axis_time_format": "%Y-%m"}
    bars = axis | {"x_axis_sort": order["label"], "timeseries_limit_metric": order, "show_value": "series" not in chart}
    if "series" in chart:
        return common | bars | {"orientation": "horizontal", "x_axis_sort_asc": True, "stack": "Stack"}
    # Upright: a click on a bar that lies filters by its length instead of its name (Superset 6.1.0).
    return common | bars | {"orientation": "vertical", "x_axis_sort_asc": False, "xAxisLabelRotation": 45, "xAxisLabelInterval": "0"}


def query(spec, chart, params):
    columns = chart.get("columns") or [chart["x"]] + ([chart["series"]] if "series" in chart else [])
    metrics = [metric(*item) for item in chart["metrics"].items()]
    order = [[m, False] for m in metrics if m["label"] == chart.get("order")]
    one = {"columns": columns, "metrics": metrics, "orderby": order, "row_limit": chart["limit"], "filters": [], "time_range": "No filter",
           "extras": {"where": f"({chart['where']})" if "where" in chart else "", "having": ""}, "applied_time_extras": {}, "annotation_layers": [],
           "order_desc": True, "url_params": {}, "custom_params": {}, "custom_form_data": {}}
    return {"datasource": {"id": 0, "type": "table"}, "force": False, "queries": [one], "form_data": params, "result_format": "json", "result_type": "full"}


def layout(spec, name, page):
    """The charts from left to right, a new row where twelve columns are full."""
    nodes = {
        "DASHBOARD_VERSION_KEY": "v2", "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": [], "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": page["title"]}}}
    used, row = 12, None
    for key in page["charts"]:
        width = spec["charts"][key]["wide"]
        if used + width > 12:
            row, used = f"ROW-{len(nodes)}", 0
            nodes[row] = {"type": "ROW", "id": row, "children": [], "parents": ["ROOT_ID", "GRID_ID"], "meta": {"background": "BACKGROUND_TRANSPARENT"}}
            nodes["GRID_ID"]["children"].append(row)
        used += width
        nodes[row]["children"].append(f"CHART-{key}")
        nodes[f"CHART-{key}"] = {
            "type": "CHART", "id": f"CHART-{key}", "children": [], "parents": ["ROOT_ID", "GRID_ID", row],
            "meta": {"width": width, "height": spec["charts"][key].get("tall", 52), "uuid": identifier("chart", key), "chartId": 0, "sliceName": spec["charts"][key]["title"]}}
    return nodes


def filters(name, page):
    return [
        {
            "id": f"NATIVE_FILTER-{name}-{item['column']}", "name": item["name"], "type": "NATIVE_FILTER", "filterType": "filter_select",
            "targets": [{"datasetUuid": identifier("dataset", item["dataset"]), "column": {"name": item["column"]}}],
            "scope": {"rootPath": ["ROOT_ID"], "excluded": []}, "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}}, "cascadeParentIds": [],
            "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "searchAllOptions": True, "inverseSelection": False}}
        for item in page["filters"]]


def bundle(spec, dictionary, uri):
    columns = {}
    with open(dictionary, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["column"]:
                columns.setdefault(row["view"], []).append(row)
    files = {"metadata.yaml": {"version": "1.0.0", "type": "Dashboard", "timestamp": STAMP}}
    database = identifier("database", spec["database"])
    files[f"databases/{spec['database']}.yaml"] = {
        "database_name": spec["database"], "sqlalchemy_uri": uri, "expose_in_sqllab": True, "allow_dml": False, "allow_ctas": False, "allow_cvas": False,
        "allow_run_async": False, "allow_file_upload": False, "extra": {"schemas_allowed_for_csv_upload": []}, "uuid": database, "version": "1.0.0"}
    for name, dataset in spec["datasets"].items():
        files[f"datasets/{spec['database']}/{name}.yaml"] = {
            "table_name": name, "schema": spec["schema"], "description": dataset["description"], "main_dttm_col": dataset.get("time"), "sql": None, "params": None,
            "template_params": None, "filter_select_enabled": True, "fetch_values_predicate": None, "extra": None, "uuid": identifier("dataset", name),
            "metrics": [{"metric_name": "count", "verbose_name": "COUNT(*)", "metric_type": "count", "expression": "COUNT(*)"}],
            "columns": [
                {"column_name": c["column"], "verbose_name": spec["labels"].get(c["column"]), "is_dttm": c["type"] == "date", "is_active": True, "type": c["type"].upper(), "groupby": True,
                 "filterable": True, "expression": None, "description": c["comment"].lstrip("'"), "python_date_format": None} for c in columns[name]],
            "version": "1.0.0", "database_uuid": database}
    for name, chart in spec["charts"].items():
        params = form(spec, name, chart)
        files[f"charts/{name}.yaml"] = {
            "slice_name": chart["title"], "description": f"sql/dashboard/examples/{name}.sql", "viz_type": params["viz_type"], "params": params,
            "query_context": json.dumps(query(spec, chart, params)), "cache_timeout": None, "uuid": identifier("chart", name), "version": "1.0.0",
            "dataset_uuid": identifier("dataset", chart["dataset"])}
    for name, page in spec["dashboards"].items():
        files[f"dashboards/{name}.yaml"] = {
            "dashboard_title": page["title"], "description": None, "css": "", "slug": name, "uuid": identifier("dashboard", name), "position": layout(spec, name, page),
            "metadata": {"native_filter_configuration": filters(name, page), "cross_filters_enabled": True, "color_scheme": "d3Category10",
                         "label_colors": spec["colors"], "refresh_frequency": 0},
            "published": True, "version": "1.0.0"}
    return files


def example(spec, name, chart):
    columns = chart.get("columns") or [chart["x"]] + ([chart["series"]] if "series" in chart else [])
    selected = columns + [f"{sql} AS \"{label}\"" for label, sql in chart["metrics"].items()]
    order = f"\"{chart['order']}\" DESC NULLS LAST" if "order" in chart else chart["x"]
    return (
        f"-- {chart['title']}\nSELECT\n    " + ",\n    ".join(selected) + f"\nFROM {spec['schema']}.{chart['dataset']}\n"
        + (f"WHERE {chart['where']}\n" if "where" in chart else "") + "GROUP BY " + ", ".join(columns) + f"\nORDER BY {order}\nLIMIT {chart['limit']};\n")


def main():
    spec = yaml.safe_load((HERE / "charts.yaml").read_text(encoding="utf-8"))
    match sys.argv[1:]:
        case ["bundle", dictionary, out] if uri := os.environ.get("PADAN_SUPERSET_URL"):
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, content in bundle(spec, dictionary, uri).items():
                    archive.writestr(f"padan/{path}", yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
        case ["examples", folder]:
            for name, chart in spec["charts"].items():
                pathlib.Path(folder, f"{name}.sql").write_text(example(spec, name, chart), encoding="utf-8")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
