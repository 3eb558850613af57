"""What merging is measured against: the same records as JSON lines, one file per tablet.

merge.py json FOLDER    json.loads of every line, the last write of every field in a dict of dicts
merge.py duckdb FOLDER  read_json, grouped by household and field, the value of the last write

Prints households, fields, microseconds of wall time, of CPU, and the peak memory in kB.
"""

import json
import resource
import sys
import time
from pathlib import Path


def with_json(folder):
    households = {}
    for path in sorted(folder.glob("*.ndjson")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                known = households.setdefault(record["id"], {})
                for field in record["fields"]:
                    before = known.get(field["path"])
                    if before is None or before["at"] < field["at"]:
                        known[field["path"]] = field
    return len(households), sum(map(len, households.values()))


def with_duckdb(folder):
    import duckdb

    database = duckdb.connect()
    database.execute(f"set temp_directory = '{folder / 'spill'}'")
    names = ("path", "value", "device", "counter", "author", "at")
    # Quoted: `at` is a word of the language.
    field = ", ".join(f'"{name}" {"BIGINT" if name == "counter" else "VARCHAR"}' for name in names)
    database.execute(
        f"""
        create table merged as
        select id, f."path" as path, arg_max(f."value", f."at") as value, max(f."at") as latest
        from (
            select id, unnest(fields) as f
            from read_json('{folder / '*.ndjson'}', format = 'newline_delimited', maximum_object_size = 67108864,
                columns = {{id: 'VARCHAR', fields: 'STRUCT({field})[]'}})
        )
        group by id, f."path"
        """
    )
    return database.execute("select count(distinct id), count(*) from merged").fetchone()


def main():
    mode, folder = sys.argv[1], Path(sys.argv[2])
    start = time.perf_counter()
    households, fields = {"json": with_json, "duckdb": with_duckdb}[mode](folder)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(households, fields, int(wall * 1e6), int((used.ru_utime + used.ru_stime) * 1e6), used.ru_maxrss)


main()
