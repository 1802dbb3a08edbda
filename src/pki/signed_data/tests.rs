//! What holds for all signatures and time-stamps, and for all damage to them.

use proptest::prelude::*;

use self::maker::{elements, inside, signature, time_stamp, tlv};
use super::SignedData;
use crate::diag::{Lang, Origin};
use crate::pki::{Certificate, DigestAlgorithm, Signer, TimeStamp};
use crate::values::{NameRole, PersonName};

#[allow(clippy::cast_possible_truncation, reason = "shared with the tests of containers: small numbers")]
#[path = "../../../tests/containers/cms.rs"]
mod maker;

proptest! {
    /// Whatever was signed or stamped is known again, and nothing else is taken for it; so too in BER, which old
    /// programs write.
    #[test]
    fn signatures_and_time_stamps_are_over_what_they_were_made_for(
        content in prop::collection::vec(any::<u8>(), 0..300),
        other in prop::collection::vec(any::<u8>(), 0..300),
        indefinite in prop::collection::vec(any::<bool>(), 30),
    ) {
        let same = content == other;
        let digest = |bytes: &[u8]| { let bytes = bytes.to_vec(); move |a: DigestAlgorithm| Some(a.of_bytes(&bytes)) };
        for loose in [false, true] {
            let form = |der: Vec<u8>| if loose { loosened(&der, &mut indefinite.iter().copied().cycle()) } else { der };
            let data = SignedData::read(&form(signature(&content))).unwrap();
            let [info] = data.signers() else { panic!() };
            prop_assert_eq!(info.states_digest(digest(&content)), Some(true));
            prop_assert_eq!(info.states_digest(digest(&other)), Some(same));
            prop_assert!(info.claimed_certificate(data.certificates()).is_ok());
            let stamp = TimeStamp::read(&form(time_stamp(&content))).unwrap();
            prop_assert_eq!((stamp.covers(&content), stamp.covers(&other)), (Some(true), Some(same)));
            prop_assert_eq!(stamp.time().to_rfc3339(), "2026-11-22T10:00:00+00:00");
        }
    }

    /// Real ones, damaged: nothing panics, and what can still be read is shown without anybody's code.
    #[test]
    fn damaged_signatures_never_panic_and_never_tell_a_code(
        which in 0_usize..3,
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = [P7S, TOKEN, CERTIFICATE][which].to_vec();
        for (at, byte) in spots {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(at) = cut {
            bytes.truncate(at.index(bytes.len()));
        }
        let mut said = String::new();
        if let Ok(data) = SignedData::read(&bytes) {
            for info in data.signers() {
                let signer = Signer::of_cms(&data, info);
                let _ = (info.states_digest(|a| Some(a.of_bytes(b"x"))), signer.stamps_cover(info.value()));
                said += &format!("{signer:?}");
                said.extend(signer.report(Origin::default()).findings().iter().map(|f| f.message(Lang::Lv)));
            }
        }
        if let Ok(stamp) = TimeStamp::read(&bytes) {
            said += &format!("{stamp:?} {:?}", stamp.authority().map(Certificate::subject_display_name));
        }
        if let Ok(certificate) = Certificate::read(&bytes) {
            said += &format!("{certificate:?} {} {}", certificate.subject(), certificate.subject_display_name());
        }
        prop_assert!(!said.contains("010101-00000"), "{said}");
    }
}

const P7S: &[u8] = include_bytes!("../../../fuzz/seeds/signature.p7s");
const TOKEN: &[u8] = include_bytes!("../../../fuzz/seeds/token.tst");
const CERTIFICATE: &[u8] = include_bytes!("../../../fuzz/seeds/certificate.der");

#[test]
fn the_subject_is_matched_by_name_and_shown_without_the_code() {
    let certificate = Certificate::read(CERTIFICATE).unwrap();
    let name = |text| PersonName::parse(text, NameRole::Full).unwrap().value;
    assert!(
        certificate.names_person(&name("Jānis Ķēniņš")) && !certificate.names_person(&name("Anna Žagare"))
    );
    let subject = certificate.subject().to_string();
    assert_eq!(subject, "C=LV, CN=JĀNIS ĶĒNIŅŠ, GN=JĀNIS, SN=ĶĒNIŅŠ, serialNumber=PNOLV-010101-*****");
}

/// The same in BER: each constructed value in the indefinite form where the next choice says so.
fn loosened(der: &[u8], indefinite: &mut impl Iterator<Item = bool>) -> Vec<u8> {
    let mut out = Vec::new();
    for element in elements(der) {
        let (tag, content) = (element[0], inside(element));
        if tag & 0x20 == 0 {
            out.extend(element);
        } else if indefinite.next().unwrap_or_default() {
            out.extend([tag, 0x80]);
            out.extend(loosened(content, indefinite));
            out.extend([0, 0]);
        } else {
            out.extend(tlv(tag, &loosened(content, indefinite)));
        }
    }
    out
}
