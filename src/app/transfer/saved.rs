//! The servers of this workspace as the program knows them, and as they stand in `servers.ron`.

use std::collections::BTreeMap;

use crate::problem::Problem;
use crate::remote::cloud::{Kind, Secret, Style, Target};
use crate::store::Workspace;
use crate::store::targets::{TargetWire, TargetsWire};

/// How the line is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Most bytes in a second; `None` for as fast as it goes.
    pub bytes_per_second: Option<u64>,
    /// The wireless network or interface that may be used; empty for any.
    pub network: String,
}

/// Servers, their passwords as far as they are known, and the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    pub targets: Vec<Target>,
    pub secrets: BTreeMap<String, Secret>,
    pub policy: Policy,
}

impl Saved {
    /// What stands in the workspace. A server of a kind that this program does not know is told and left out.
    pub fn read(store: &Workspace) -> (Self, Vec<Problem>) {
        let (wire, mut problems) = store.targets();
        let mut saved = Self {
            policy: Policy {
                bytes_per_second: Some(wire.bytes_per_second).filter(|rate| *rate > 0),
                network: wire.network,
            },
            ..Self::default()
        };
        for mut target in wire.targets {
            let secret = std::mem::take(&mut target.secret);
            let name = target.name.clone();
            match from_wire(target) {
                Some(target) => saved.targets.push(target),
                None => problems.push(Problem::warning("transfer-kind-unknown").with("name", &name)),
            }
            if !secret.is_empty() {
                saved.secrets.insert(name, Secret::new(secret));
            }
        }
        (saved, problems)
    }

    /// Writes them down; passwords only where the workspace is sealed.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write(&self, store: &Workspace) -> Result<(), Problem> {
        let secret = |name: &str| self.secrets.get(name).map_or("", Secret::reveal);
        store.write_targets(&TargetsWire {
            targets: self.targets.iter().map(|target| to_wire(target, secret(&target.name))).collect(),
            bytes_per_second: self.policy.bytes_per_second.unwrap_or(0),
            network: self.policy.network.clone(),
        })
    }

    pub fn get(&self, name: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.name == name)
    }
}

fn from_wire(wire: TargetWire) -> Option<Target> {
    let TargetWire { name, kind, address, bucket, root, region, style, user, authority, secret: _ } = wire;
    let style = if style == "virtual" { Style::VirtualHost } else { Style::Path };
    Some(Target { name, kind: Kind::of(&kind)?, address, bucket, root, region, style, user, authority })
}

fn to_wire(target: &Target, secret: &str) -> TargetWire {
    let Target { name, kind, address, bucket, root, region, style, user, authority } = target.clone();
    let style = if style == Style::VirtualHost { "virtual" } else { "path" };
    let (kind, style, secret) = (kind.name().to_owned(), style.to_owned(), secret.to_owned());
    TargetWire { name, kind, address, bucket, root, region, style, user, authority, secret }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn servers_read_back_and_unknown_kinds_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let address = "oss://homes/2026?endpoint=https://oss.example.cn&user=AK";
        let mut target: Target = address.parse().unwrap();
        "市残联".clone_into(&mut target.name);
        let policy = Policy { bytes_per_second: Some(20_000), network: "办公室".to_owned() };
        let saved = Saved { targets: vec![target], secrets: BTreeMap::new(), policy };
        saved.write(&store).unwrap();
        assert_eq!(Saved::read(&store), (saved, vec![]));
        let path = folder.path().join("servers.ron");
        let text = std::fs::read_to_string(&path).unwrap().replace("\"oss\"", "\"gopher\"");
        std::fs::write(&path, text).unwrap();
        let (saved, problems) = Saved::read(&store);
        assert_eq!((saved.targets.len(), problems[0].key), (0, "transfer-kind-unknown"));
    }
}
