use tantu::table::write::parquet::ParquetFolder;

use crate::{Desk, fill, python};

const DUCKDB: &str = r#"
import duckdb, sys
found = f"read_parquet('{sys.argv[1]}/households/**/*.parquet', hive_partitioning = true)"
for row in duckdb.sql(f"select column_name, column_type from (describe select * from {found})").fetchall():
    print(*row)
for row in duckdb.sql(f"select * from {found} order by year desc, pieces nulls last").fetchall():
    print(row)
print(duckdb.sql(f"select sum(amount) from {found} where division = 150221").fetchone())
print(duckdb.sql(f"select decode(value) from parquet_kv_metadata('{sys.argv[1]}/households/division=150221/*/*.parquet')").fetchone()[0])
"#;

const ARROW: &str = r#"
import pyarrow.dataset as ds, pyarrow.parquet as pq, sys
data = ds.dataset(sys.argv[1] + '/households', format='parquet', partitioning='hive')
table = data.to_table().sort_by([('year', 'descending'), ('pieces', 'ascending')])
for field in table.schema: print(field.name, field.type, field.nullable)
print(table.column('stage').to_pylist())
print(table.column('amount').to_pylist(), table.column('consent').null_count)
file = pq.ParquetFile(sys.argv[1] + '/households/division=150221/year=2026/part-0.parquet')
print(file.metadata.num_row_groups, file.metadata.num_rows, file.metadata.row_group(0).column(0).compression)
"#;

#[test]
fn two_other_engines_read_values_types_and_parts() {
    let desk = Desk::new();
    let folder = desk.folder("set", |folder| assert_eq!(fill(Box::new(ParquetFolder::new(folder)))[0].cut, 0));
    let Some(read) = python(DUCKDB, &folder) else { return };
    let expected = r#"name VARCHAR
certificate VARCHAR
pieces BIGINT
amount DECIMAL(18,2)
width DOUBLE
visited DATE
consent BOOLEAN
stage VARCHAR
division BIGINT
year BIGINT
('宝音乌力吉', '15010219900307233642', 3, Decimal('3120.50'), 0.76, datetime.date(2026, 11, 24), True, '施工中', 150221, 2026)
('=HYPERLINK("http://x","点")', '00150102', 9007199254740993, Decimal('-0.01'), None, datetime.date(1899, 1, 2), False, "'=1+1", 150221, 2026)
("＝cmd|' /C calc'!A0", '+86 138', None, Decimal('9999999999.99'), 0.1, None, None, ' 两行\r\n"引号", 逗号；_x0041_\x01 ', 152221, 2025)
(Decimal('3120.49'),)
"#;
    let (rows, labels) = read.split_at(read.rfind('{').unwrap());
    assert_eq!(rows, expected);
    assert!(labels.contains(r#""amount":"改造金额(元)""#), "{labels}");
    let read = python(ARROW, &folder).unwrap();
    let expected = r#"name string True
certificate string True
pieces int64 True
amount decimal128(18, 2) True
width double True
visited date32[day] True
consent bool True
stage string True
division int32 True
year int32 True
['施工中', "'=1+1", ' 两行\r\n"引号", 逗号；_x0041_\x01 ']
[Decimal('3120.50'), Decimal('-0.01'), Decimal('9999999999.99')] 1
1 2 SNAPPY
"#;
    assert_eq!(read, expected);
}
