//! How the cached index writes days, money, quantities and names: numbers that postcard keeps short.

/// Nothing is 0; the days from 1970 on are counted from 1, those before are negative.
pub mod day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::registry::day::Day;

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    pub fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        let number = day.map_or(0, |day| if day.number() < 0 { day.number() } else { day.number() + 1 });
        number.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
        Ok(match i32::deserialize(deserializer)? {
            0 => None,
            number if number < 0 => Day::of_number(number),
            number => Day::of_number(number - 1),
        })
    }
}

pub mod fen {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::plan::money::Fen;

    pub fn serialize<S: Serializer>(amount: &Fen, serializer: S) -> Result<S::Ok, S::Error> {
        amount.0.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fen, D::Error> {
        i64::deserialize(deserializer).map(Fen)
    }
}

pub mod fen_option {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::plan::money::Fen;

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    pub fn serialize<S: Serializer>(amount: &Option<Fen>, serializer: S) -> Result<S::Ok, S::Error> {
        amount.map(|amount| amount.0).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Fen>, D::Error> {
        Ok(Option::<i64>::deserialize(deserializer)?.map(Fen))
    }
}

pub mod quantity_option {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::plan::quantity::Quantity;

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    pub fn serialize<S: Serializer>(quantity: &Option<Quantity>, serializer: S) -> Result<S::Ok, S::Error> {
        quantity.map(Quantity::get).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Quantity>, D::Error> {
        Ok(Option::<i64>::deserialize(deserializer)?.and_then(Quantity::thousandths))
    }
}

/// Empty when there is none.
pub mod name_option {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::id::Name;

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    pub fn serialize<S: Serializer>(name: &Option<Name>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name.as_ref().map_or("", Name::as_str))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Name>, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(serde::de::Error::custom) }
    }
}
