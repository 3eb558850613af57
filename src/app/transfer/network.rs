//! Which network this machine is in: a household of 200 photos is not sent over a telephone by mistake.
//!
//! On Linux only: the interface of the default route, and the name of the wireless network where a tool of the system
//! says it. Elsewhere it is not known, and then "only in this network" means: not at all, with the reason told.

use std::process::Command;

use crate::problem::Problem;

/// The network that the way out leads through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// `wlan0`
    pub interface: String,
    /// Name of the wireless network, where it is one and is known.
    pub name: Option<String>,
}

impl Network {
    /// `None` where there is no way out, or it cannot be known.
    pub fn current() -> Option<Self> {
        let routes = std::fs::read_to_string("/proc/net/route").ok()?;
        let interface = default_interface(&routes)?;
        let name = wireless(&interface);
        Some(Self { interface, name })
    }

    /// What people call it.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.interface)
    }
}

/// Whether sending may begin: `allowed` is the name of a wireless network or of an interface; empty for any.
///
/// # Errors
/// It is another network, or cannot be known.
pub fn check(allowed: &str, current: Option<&Network>) -> Result<(), Problem> {
    if allowed.is_empty() {
        return Ok(());
    }
    match current {
        None => Err(Problem::notice("transfer-network-unknown").with("allowed", allowed)),
        Some(network) if network.interface == allowed || network.name.as_deref() == Some(allowed) => Ok(()),
        Some(network) => {
            Err(Problem::notice("transfer-network-other").with("allowed", allowed).with("current", network.label()))
        }
    }
}

/// Whether this program can know the network of this machine.
pub const fn can_be_known() -> bool {
    cfg!(target_os = "linux")
}

/// The interface of the default route with the lowest metric, of `/proc/net/route`.
fn default_interface(routes: &str) -> Option<String> {
    let routes = routes.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [interface, "00000000", _, flags, _, _, metric, "00000000", ..] = fields[..] else { return None };
        // RTF_UP
        let is_up = u32::from_str_radix(flags, 16).is_ok_and(|flags| flags & 1 == 1);
        is_up.then(|| (metric.parse::<u32>().unwrap_or(u32::MAX), interface.to_owned()))
    });
    routes.min().map(|(_, interface)| interface)
}

fn wireless(interface: &str) -> Option<String> {
    let says = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).env("LC_ALL", "C").output().ok()?;
        String::from_utf8(output.stdout).ok()
    };
    says("iw", &["dev", interface, "link"]).and_then(|text| name_of_iw(&text)).or_else(|| {
        says("nmcli", &["-t", "-f", "GENERAL.CONNECTION", "device", "show", interface])
            .and_then(|text| name_of_nmcli(&text))
    })
}

fn name_of_iw(text: &str) -> Option<String> {
    let name = text.lines().find_map(|line| line.trim().strip_prefix("SSID: "))?;
    (!name.is_empty()).then(|| name.to_owned())
}

fn name_of_nmcli(text: &str) -> Option<String> {
    let name = text.lines().find_map(|line| line.strip_prefix("GENERAL.CONNECTION:"))?.trim();
    (!name.is_empty() && name != "--").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTES: &str = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
        wwan0\t00000000\t0100000A\t0003\t0\t0\t700\t00000000\t0\t0\t0\n\
        wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n\
        wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n";

    #[test]
    fn the_way_out_is_the_default_route_with_the_lowest_metric() {
        assert_eq!(default_interface(ROUTES).as_deref(), Some("wlan0"));
        assert_eq!(default_interface(&ROUTES.replace("600\t00000000", "800\t00000000")).as_deref(), Some("wwan0"));
        assert_eq!(default_interface("Iface\tDestination\n"), None);
        assert_eq!(default_interface(""), None);
    }

    #[test]
    fn tools_of_the_system_say_the_name() {
        let link = "Connected to 00:11:22:33:44:55 (on wlan0)\n\tSSID: 残联办公室\n\tfreq: 2412\n";
        assert_eq!(name_of_iw(link).as_deref(), Some("残联办公室"));
        assert_eq!(name_of_iw("Not connected.\n"), None);
        assert_eq!(name_of_nmcli("GENERAL.CONNECTION:办公室\n").as_deref(), Some("办公室"));
        assert_eq!(name_of_nmcli("GENERAL.CONNECTION:--\n"), None);
    }

    #[test]
    fn only_the_network_that_was_chosen_may_be_used() {
        let office = Network { interface: "wlan0".to_owned(), name: Some("残联办公室".to_owned()) };
        let key = |allowed: &str, network: Option<&Network>| check(allowed, network).err().map(|problem| problem.key);
        assert_eq!(key("", None), None);
        assert_eq!(key("残联办公室", Some(&office)), None);
        assert_eq!(key("wlan0", Some(&office)), None);
        assert_eq!(key("家里", Some(&office)), Some("transfer-network-other"));
        assert_eq!(key("家里", None), Some("transfer-network-unknown"));
    }
}
