use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::clean::{LineMode, clean};
use super::compact::is_dash;
use super::{ParseOutcome, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// The addresses from which somebody may connect: single ones (`198.51.100.7`), networks (`198.51.100.0/28`) and
/// ranges (`198.51.100.7-198.51.100.9`), IPv4 or IPv6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IpAddresses(Vec<AddressRange>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AddressRange {
    One(IpAddr),
    Network(IpAddr, u8),
    Range(IpAddr, IpAddr),
}

impl IpAddresses {
    /// Reads them; several are separated by commas, semicolons, spaces or line breaks.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text).strict()
    }

    /// As [`IpAddresses::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str) -> ParseOutcome<Self> {
        let text = join_ranges(&clean(text, LineMode::Many).value);
        let (mut spans, mut remarks) = (Vec::new(), Vec::new());
        let mut lost = false;
        for word in text.split([',', ';', ' ', '\n']).filter(|word| !word.is_empty()) {
            match AddressRange::read(word) {
                Ok(span) => {
                    remarks.extend(span.remark(word));
                    if !spans.contains(&span) {
                        spans.push(span);
                    }
                }
                Err(problem) => {
                    lost = true;
                    remarks.push(problem);
                }
            }
        }
        if spans.is_empty() && !lost {
            remarks.push(Remark::of(&value::IP_FORMAT).with("v", masked_excerpt(&text)));
            lost = true;
        }
        ParseOutcome::new((!lost).then_some(Self(spans)), remarks)
    }
}

/// As they are written on a form: in the order given, separated by commas.
impl fmt::Display for IpAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, span) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            match span {
                AddressRange::One(address) => write!(f, "{address}")?,
                AddressRange::Network(address, bits) => write!(f, "{address}/{bits}")?,
                AddressRange::Range(first, last) => write!(f, "{first}-{last}")?,
            }
        }
        Ok(())
    }
}

/// The text without the spaces around the dash of a range, and that dash a hyphen.
fn join_ranges(text: &str) -> String {
    let parts: Vec<&str> = text.split(is_dash).map(str::trim).collect();
    parts.join("-")
}

impl AddressRange {
    fn read(word: &str) -> Result<Self, Remark> {
        let wrong = |entry| Remark::of(entry).with("v", masked_excerpt(word));
        let address = |text: &str| text.parse::<IpAddr>().map_err(|_| wrong(&value::IP_FORMAT));
        if let Some((first, last)) = word.split_once('-') {
            let (first, last) = (address(first)?, address(last)?);
            let ordered = first.is_ipv4() == last.is_ipv4() && first <= last;
            return match first == last {
                true => Ok(Self::One(first)),
                false if ordered => Ok(Self::Range(first, last)),
                false => Err(wrong(&value::IP_ORDER)),
            };
        }
        let Some((network, bits)) = word.split_once('/') else { return address(word).map(Self::One) };
        let network = address(network)?;
        let width = if network.is_ipv4() { 32 } else { 128 };
        let bits: u8 =
            bits.parse().ok().filter(|bits| *bits <= width).ok_or_else(|| wrong(&value::IP_FORMAT))?;
        let first = first_of(network, bits);
        if first == network {
            Ok(if bits == width { Self::One(network) } else { Self::Network(network, bits) })
        } else {
            Err(wrong(&value::IP_NETWORK).with("w", format!("{first}/{bits}")))
        }
    }

    fn bounds(self) -> (IpAddr, IpAddr) {
        match self {
            Self::One(address) => (address, address),
            Self::Range(first, last) => (first, last),
            Self::Network(first, bits) => (first, last_of(first, bits)),
        }
    }

    /// Addresses of internal networks, which no one outside sees, and those from which no connection can come.
    fn remark(self, word: &str) -> Option<Remark> {
        let (first, last) = self.bounds();
        let any = |is: fn(IpAddr) -> bool| is(first) || is(last);
        let entry = if any(is_unusable) {
            &value::IP_RESERVED
        } else if any(is_internal) {
            &value::IP_INTERNAL
        } else if self.is_wide() {
            &value::IP_WIDE
        } else {
            return None;
        };
        Some(Remark::of(entry).with("v", masked_excerpt(word)))
    }

    /// More addresses than an office has: over 256 of IPv4, over a network of 64 bits of IPv6.
    fn is_wide(self) -> bool {
        match self.bounds() {
            (IpAddr::V4(first), IpAddr::V4(last)) => u32::from(last) - u32::from(first) > 255,
            (IpAddr::V6(first), IpAddr::V6(last)) => (u128::from(last) - u128::from(first)) >> 64 > 0,
            _ => false,
        }
    }
}

/// The first address of the network of `bits` bits that an address is in.
fn first_of(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(a) => Ipv4Addr::from(u32::from(a) & !low_bits_4(bits)).into(),
        IpAddr::V6(a) => Ipv6Addr::from(u128::from(a) & !low_bits_6(bits)).into(),
    }
}

fn last_of(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(a) => Ipv4Addr::from(u32::from(a) | low_bits_4(bits)).into(),
        IpAddr::V6(a) => Ipv6Addr::from(u128::from(a) | low_bits_6(bits)).into(),
    }
}

/// The bits of an address that a network of so many bits leaves open.
fn low_bits_4(bits: u8) -> u32 {
    u32::MAX.checked_shr(bits.into()).unwrap_or(0)
}

fn low_bits_6(bits: u8) -> u128 {
    u128::MAX.checked_shr(bits.into()).unwrap_or(0)
}

/// Whether no connection can come from there: this host, loopback, multicast, broadcast (RFC 6890).
fn is_unusable(address: IpAddr) -> bool {
    let class_e_or_nothing = |a: Ipv4Addr| matches!(a.octets(), [0 | 240.., ..]);
    address.is_unspecified()
        || address.is_loopback()
        || address.is_multicast()
        || matches!(address, IpAddr::V4(a) if class_e_or_nothing(a))
}

/// Whether it is an address inside of a network, that the other side never sees (RFC 1918, 3927, 4193, 6598).
fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(a) => {
            a.is_private()
                || a.is_link_local()
                || matches!(a.octets(), [100, second, ..] if second & 0xc0 == 64)
        }
        IpAddr::V6(a) => a.is_unique_local() || a.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::vectors::codes;
    use super::*;

    #[test]
    fn reads_addresses_networks_and_ranges() {
        for (text, written) in [
            ("198.51.100.7", "198.51.100.7"),
            ("198.51.100.7; 198.51.100.9", "198.51.100.7, 198.51.100.9"),
            ("198.51.100.7 – 198.51.100.9", "198.51.100.7-198.51.100.9"),
            ("198.51.100.7-198.51.100.7", "198.51.100.7"),
            ("198.51.100.0/28\n2001:DB8:0:0::1", "198.51.100.0/28, 2001:db8::1"),
            ("198.51.100.7/32, 198.51.100.7", "198.51.100.7"),
            ("2001:db8::/64", "2001:db8::/64"),
        ] {
            let read = IpAddresses::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!((read.value.to_string().as_str(), read.remarks), (written, vec![]), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong_or_odd() {
        for (text, expected) in [
            ("", &["*-ip-format"][..]),
            ("198.51.100", &["*-ip-format"]),
            ("198.51.100.256", &["*-ip-format"]),
            ("198.51.100.07", &["*-ip-format"]),
            ("serveris.example.lv", &["*-ip-format"]),
            ("198.51.100.0/33", &["*-ip-format"]),
            ("198.51.100.7/28", &["*-ip-network"]),
            ("198.51.100.9-198.51.100.7", &["*-ip-order"]),
            ("198.51.100.9-2001:db8::1", &["*-ip-order"]),
            ("10.0.0.5", &["*-ip-internal"]),
            ("192.168.1.10, fd00::1, 100.64.0.1", &["*-ip-internal", "*-ip-internal", "*-ip-internal"]),
            ("127.0.0.1", &["*-ip-reserved"]),
            ("0.0.0.0/0", &["*-ip-reserved"]),
            ("255.255.255.255", &["*-ip-reserved"]),
            ("ff02::1", &["*-ip-reserved"]),
            ("198.51.0.0/16", &["*-ip-wide"]),
            ("2001:db8::/48", &["*-ip-wide"]),
            ("x, y", &["*-ip-format", "*-ip-format"]),
        ] {
            assert_eq!(codes(IpAddresses::parse(text)), expected, "{text}");
        }
        assert!(IpAddresses::parse_outcome("127.0.0.1").accepting(|_| true).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(first: u32, more: u8, bits in 8_u8..=32, six: u128) {
            let last = Ipv4Addr::from(first.saturating_add(more.into()));
            let network = first_of(Ipv4Addr::from(first).into(), bits);
            let text = format!("{}-{last}, {network}/{bits}; {}", Ipv4Addr::from(first), Ipv6Addr::from(six));
            let read = IpAddresses::parse_outcome(&text).accepting(|_| true).unwrap().value;
            let again = IpAddresses::parse_outcome(&read.to_string()).accepting(|_| true).unwrap().value;
            prop_assert_eq!(read, again);
        }

        #[test]
        fn no_text_is_too_odd(text in "[0-9a-f.:/, -]{0,40}|\\PC{0,20}") {
            let _ = IpAddresses::parse_outcome(&text);
        }
    }
}
