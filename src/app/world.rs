//! What expressions may know of the world: the clock, chance, and the tables beside a form.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::clock::Clock;
use crate::form::expr::World;
use crate::stamp::Moment;

/// A CSV table as `pulldata` reads it: the heading and the rows below.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub heading: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads CSV (RFC 4180): a heading, then rows of as many cells.
    ///
    /// # Errors
    /// What is wrong, and in which line.
    pub fn parse(text: &str) -> Result<Self, csv::Error> {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let heading = cells(reader.headers()?);
        let rows = reader.records().map(|record| record.map(|record| cells(&record))).collect::<Result<_, _>>()?;
        Ok(Self { heading, rows })
    }
}

/// The tables of all forms, by the name a form gives them.
pub type Tables = BTreeMap<String, Table>;

/// The world as this machine sees it.
pub struct Surroundings {
    pub clock: Arc<dyn Clock>,
    pub tables: Arc<Tables>,
}

impl World for Surroundings {
    fn now(&self) -> Moment {
        self.clock.now()
    }

    fn random(&self) -> f64 {
        // The upper 53 bits are as many as a double holds.
        let bits = uuid::Uuid::new_v4().as_u64_pair().1 << 2 >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }

    fn uuid(&self) -> String {
        uuid::Uuid::new_v4().to_string()
    }

    fn table_cell(&self, table: &str, column: &str, key_column: &str, key: &str) -> Option<String> {
        let table = self.tables.get(table)?;
        let column = table.heading.iter().position(|name| name == column)?;
        let key_column = table.heading.iter().position(|name| name == key_column)?;
        let row = table.rows.iter().find(|row| row.get(key_column).is_some_and(|cell| cell == key));
        Some(row.and_then(|row| row.get(column)).cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::clock::FixedClock;

    #[test]
    fn chance_stays_within_its_bounds_and_tables_answer() {
        let table = Table::parse("\u{feff}code,name\n1,甲\n2,\"乙\"\n").unwrap();
        assert!(Table::parse("code,name\n1\n").is_err());
        let clock = Arc::new(FixedClock(Moment::new(0, 480)));
        let tables = Arc::new(BTreeMap::from([("list".to_owned(), table)]));
        let world = Surroundings { clock, tables };
        assert!((0..1000).all(|_| (0.0..1.0).contains(&world.random())));
        assert_eq!(world.table_cell("list", "name", "code", "2").as_deref(), Some("乙"));
        assert_eq!(world.table_cell("list", "name", "code", "3").as_deref(), Some(""));
        assert_eq!(world.table_cell("list", "colour", "code", "2"), None);
    }
}
