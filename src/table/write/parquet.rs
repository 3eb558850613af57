//! Parquet: columns with their types, in folders `division=150221/year=2026`, for any engine that analyses data.
//!
//! Columns are named by their ids; what people call them stands in the file's own metadata under [`LABELS`]. Every
//! column may be empty. Money is `decimal(18, 2)`, dates are dates, texts UTF-8; the columns `division` and `year`
//! are the names of the folders and stand in no file of a partitioned table.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::{Book, Cell, Column, Folder, Head, Kind, Output, Part, Place, Written};

/// Key of the metadata that says, as JSON, what people call each column.
pub const LABELS: &str = "labels";
/// What engines take for an unknown folder value.
const UNKNOWN: &str = "__HIVE_DEFAULT_PARTITION__";
/// Rows of a row group, unless its texts are long: engines read one per thread.
const GROUP_ROWS: usize = 65_536;
/// Bytes of texts after which a row group ends.
const GROUP_BYTES: usize = 32 << 20;
/// Digits of an amount, two of them after the point: what 64 bits hold.
const MONEY_DIGITS: i32 = 18;
const DIVISION: &str = "division";
const YEAR: &str = "year";

/// A folder with a data set for each table.
pub struct ParquetFolder<'a> {
    folder: &'a dyn Folder,
    sets: Vec<DataSet<'a>>,
}

impl<'a> ParquetFolder<'a> {
    pub fn new(folder: &'a dyn Folder) -> Self {
        Self { folder, sets: Vec::new() }
    }
}

/// One table. The files of one division are open at a time: rows that come sorted by division give one file for each
/// part.
struct DataSet<'a> {
    head: Head,
    /// The columns that stand in the files, by their place in a row.
    columns: Vec<usize>,
    partitioned: bool,
    schema: TypePtr,
    properties: WriterPropertiesPtr,
    /// Files begun, by folder.
    begun: BTreeMap<PathBuf, usize>,
    /// All of one division.
    open: BTreeMap<Part, OpenFile<'a>>,
    written: Written,
}

struct OpenFile<'a> {
    writer: SerializedFileWriter<Box<dyn Output + 'a>>,
    group: Group,
}

impl<'a> Book for ParquetFolder<'a> {
    fn begin(&mut self, head: Head) -> io::Result<Place> {
        self.sets.push(DataSet::begin(head).map_err(told)?);
        Ok(Place(self.sets.len() - 1))
    }

    fn row(&mut self, place: Place, part: &Part, cells: &[Cell]) -> io::Result<()> {
        let set = &mut self.sets[place.0];
        let whole = Part::default();
        let part = if set.partitioned { part } else { &whole };
        if !set.open.contains_key(part) {
            if set.open.keys().next().is_some_and(|open| open.division != part.division) {
                set.close()?;
            }
            set.open(self.folder, part)?;
        }
        set.written.rows += 1;
        let Some(open) = set.open.get_mut(part) else { return Ok(()) };
        set.written.cut += open.group.add(&set.columns, cells);
        if open.group.rows >= GROUP_ROWS || open.group.bytes >= GROUP_BYTES { open.flush() } else { Ok(()) }
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<Written>> {
        let folder = self.folder;
        let finish = |mut set: DataSet<'a>| {
            if set.begun.is_empty() {
                // A table without rows is a table too.
                set.partitioned = false;
                set.open(folder, &Part::default())?;
            }
            set.close().map(|()| set.written)
        };
        self.sets.into_iter().map(finish).collect()
    }
}

impl<'a> DataSet<'a> {
    fn begin(head: Head) -> Result<Self> {
        let is_part = |column: &&Column| matches!(&*column.id, DIVISION | YEAR);
        let partitioned = head.columns.iter().filter(is_part).count() == 2;
        let columns: Vec<usize> =
            (0..head.columns.len()).filter(|place| !partitioned || !is_part(&&head.columns[*place])).collect();
        let fields = columns.iter().map(|place| field(&head.columns[*place]));
        let fields = fields.collect::<Result<Vec<TypePtr>>>()?;
        let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
        let labels: serde_json::Map<String, serde_json::Value> =
            head.columns.iter().map(|column| (column.id.clone(), column.label.clone().into())).collect();
        let labels = KeyValue::new(LABELS.to_owned(), serde_json::Value::Object(labels).to_string());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("tantu ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![labels]))
            .build();
        Ok(Self {
            head,
            columns,
            partitioned,
            schema,
            properties: Arc::new(properties),
            begun: BTreeMap::new(),
            open: BTreeMap::new(),
            written: Written::default(),
        })
    }

    fn open(&mut self, folder: &'a dyn Folder, part: &Part) -> io::Result<()> {
        let mut place = PathBuf::from(&self.head.id);
        if self.partitioned {
            let unknown = || UNKNOWN.to_owned();
            let division = if part.division.is_empty() { unknown() } else { part.division.clone() };
            place.push(format!("{DIVISION}={division}"));
            place.push(format!("{YEAR}={}", part.year.map_or_else(unknown, |year| year.to_string())));
        }
        let number = self.begun.entry(place.clone()).or_default();
        let file = folder.file(&place.join(format!("part-{number}.parquet")))?;
        *number += 1;
        let writer = SerializedFileWriter::new(file, Arc::clone(&self.schema), Arc::clone(&self.properties));
        let group = Group::new(self.columns.iter().map(|place| self.head.columns[*place].kind));
        self.open.insert(part.clone(), OpenFile { writer: writer.map_err(told)?, group });
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        for open in std::mem::take(&mut self.open).into_values() {
            open.close()?;
        }
        Ok(())
    }
}

impl OpenFile<'_> {
    fn flush(&mut self) -> io::Result<()> {
        if self.group.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(told)?;
        self.group.write(&mut group).map_err(told)?;
        group.close().map(drop).map_err(told)
    }

    fn close(mut self) -> io::Result<()> {
        self.flush()?;
        self.writer.into_inner().map_err(told)?.close()
    }
}

fn field(column: &Column) -> Result<TypePtr> {
    let (physical, logical) = match column.kind {
        Kind::Text | Kind::Identifier | Kind::Choice => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, Some(LogicalType::integer(64, true))),
        Kind::Money => (Physical::INT64, Some(LogicalType::decimal(2, MONEY_DIGITS))),
        Kind::Decimal(_) => (Physical::DOUBLE, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::YesNo => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(&column.id, physical).with_repetition(Repetition::OPTIONAL);
    let field = if column.kind == Kind::Money { field.with_precision(MONEY_DIGITS).with_scale(2) } else { field };
    field.with_logical_type(logical).build().map(Arc::new)
}

/// The rows of a row group that are not written yet, column by column.
struct Group {
    columns: Vec<Values>,
    /// For each column whether a row has a value (1) or not (0).
    levels: Vec<Vec<i16>>,
    rows: usize,
    bytes: usize,
}

enum Values {
    /// All texts behind each other, and where each ends.
    Texts(Vec<u8>, Vec<usize>),
    Integers(Vec<i64>),
    Money(Vec<i64>),
    Decimals(Vec<f64>),
    Dates(Vec<i32>),
    YesNo(Vec<bool>),
}

impl Group {
    fn new(kinds: impl Iterator<Item = Kind>) -> Self {
        let columns: Vec<Values> = kinds.map(Values::new).collect();
        Self { levels: columns.iter().map(|_| Vec::new()).collect(), columns, rows: 0, bytes: 0 }
    }

    /// Takes in a row; returns how many of its cells did not fit their columns and are missing.
    fn add(&mut self, places: &[usize], cells: &[Cell]) -> u64 {
        let mut misfits = 0;
        for ((place, values), levels) in places.iter().zip(&mut self.columns).zip(&mut self.levels) {
            let cell = cells.get(*place).unwrap_or(&Cell::Empty);
            let taken = !cell.is_empty() && values.take(cell, &mut self.bytes);
            levels.push(i16::from(taken));
            misfits += u64::from(!taken && !cell.is_empty());
        }
        self.rows += 1;
        misfits
    }

    /// Writes the rows, and is empty again.
    fn write<W: io::Write + Send>(&mut self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<()> {
        for (values, levels) in self.columns.iter_mut().zip(&mut self.levels) {
            let Some(mut column) = group.next_column()? else { break };
            match values {
                Values::Texts(bytes, ends) => {
                    let all = ByteArray::from(std::mem::take(bytes));
                    let starts = std::iter::once(0).chain(ends.iter().copied());
                    let texts: Vec<ByteArray> =
                        starts.zip(&*ends).map(|(start, end)| all.slice(start, end - start)).collect();
                    column.typed::<ByteArrayType>().write_batch(&texts, Some(levels), None)?;
                    ends.clear();
                }
                Values::Integers(numbers) | Values::Money(numbers) => {
                    column.typed::<Int64Type>().write_batch(numbers, Some(levels), None)?;
                    numbers.clear();
                }
                Values::Decimals(numbers) => {
                    column.typed::<DoubleType>().write_batch(numbers, Some(levels), None)?;
                    numbers.clear();
                }
                Values::Dates(days) => {
                    column.typed::<Int32Type>().write_batch(days, Some(levels), None)?;
                    days.clear();
                }
                Values::YesNo(said) => {
                    column.typed::<BoolType>().write_batch(said, Some(levels), None)?;
                    said.clear();
                }
            }
            column.close()?;
            levels.clear();
        }
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Values {
    const fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Identifier | Kind::Choice => Self::Texts(Vec::new(), Vec::new()),
            Kind::Integer => Self::Integers(Vec::new()),
            Kind::Money => Self::Money(Vec::new()),
            Kind::Decimal(_) => Self::Decimals(Vec::new()),
            Kind::Date => Self::Dates(Vec::new()),
            Kind::YesNo => Self::YesNo(Vec::new()),
        }
    }

    /// `false` where the cell is of another kind.
    fn take(&mut self, cell: &Cell, size: &mut usize) -> bool {
        match (self, cell) {
            (Self::Texts(bytes, ends), Cell::Text(text)) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
                *size += text.len();
            }
            (Self::Integers(numbers), Cell::Integer(number)) => numbers.push(*number),
            (Self::Money(numbers), Cell::Money(amount)) => numbers.push(amount.0),
            (Self::Decimals(numbers), Cell::Decimal(number)) => numbers.push(*number),
            (Self::Decimals(numbers), Cell::Integer(number)) => numbers.push(*number as f64),
            (Self::Dates(days), Cell::Date(day)) => days.push(since_1970(*day)),
            (Self::YesNo(said), Cell::YesNo(yes)) => said.push(*yes),
            _ => return false,
        }
        true
    }
}

fn since_1970(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

fn told(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
