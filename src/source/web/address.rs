//! Which addresses belong to the public internet. A page that an article or a feed names must
//! not make the program knock at the doors of the network in which it runs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address can be reached from everywhere: none of the special-purpose ranges that
/// the registries of RFC 6890 list as not globally reachable.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => v6(address),
    }
}

fn v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Shared between a provider and its customers.
        || (a == 100 && (64..128).contains(&b))
        // Protocol assignments, benchmarks, reserved.
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !special
}

fn v6(address: Ipv6Addr) -> bool {
    // An address of version 4 in other clothes: mapped, translated (64:ff9b::/96), 6to4.
    if let Some(inner) = address.to_ipv4_mapped() {
        return v4(inner);
    }
    let [a, b, c, d, e, f, g, h] = address.segments();
    let inner = |high: u16, low: u16| {
        let ([w, x], [y, z]) = (high.to_be_bytes(), low.to_be_bytes());
        v4(Ipv4Addr::new(w, x, y, z))
    };
    match (a, b) {
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => return inner(g, h),
        (0x2002, _) => return inner(b, c),
        _ => {}
    }
    // Global unicast is 2000::/3; within it, protocol assignments and documentation are special.
    (0x2000..0x4000).contains(&a)
        && !(a == 0x2001 && b < 0x200)
        && !(a == 0x2001 && b == 0xdb8)
        && !(a == 0x3fff && b < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_at_home_are_told_from_those_of_everybody() {
        let at_home = "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 \
            198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 \
            ::ffff:127.0.0.1 64:ff9b::a00:1 2002:7f00:1::1 2001:db8::1 2001::1";
        for address in at_home.split_whitespace() {
            let parsed = address.parse().expect("an address");
            assert!(!is_public(parsed), "{address}");
        }
        for address in "8.8.8.8 93.184.215.14 172.32.0.1 2606:4700::1111 ::ffff:8.8.8.8".split(' ')
        {
            let parsed = address.parse().expect("an address");
            assert!(is_public(parsed), "{address}");
        }
    }
}
